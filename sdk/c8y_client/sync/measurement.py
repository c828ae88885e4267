# Made from sdk/c8y_client/_async/measurement.py by sdk/scripts/unasync.py; change that.
"""A measurement: readings at a point in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias

from c8y_client._documents.dates import Moment
from c8y_client._documents.fields import Field, MomentField, ReferenceField, TimeField
from c8y_client._queries.measurements import halves
from c8y_client._queries.params import Reference
from c8y_client._types import JSON
from c8y_client.sync._objects import WithId

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient

SeriesValue: TypeAlias = tuple[str, float] | tuple[str, float, str]
"""The full name of a series, a number and, if there is one, its unit."""


class Measurement(WithId):
    """Readings of a source at a point in time: fragments whose entries are series with a `value` and maybe a `unit`.

    The values are given as fragments or, in short, as `series`. A measurement cannot be changed once it is created.

    >>> measurement = Measurement(
    ...     type="c8y_Environment",
    ...     source="4711",
    ...     time="2026-01-01T12:00:00Z",
    ...     series=[("c8y_Environment.temperature", 21.5, "°C"), ("c8y_Environment.people", 4)],
    ... )
    >>> measurement["c8y_Environment"]
    {'temperature': {'value': 21.5, 'unit': '°C'}, 'people': {'value': 4}}
    >>> measurement.get_series()
    ['c8y_Environment.temperature', 'c8y_Environment.people']
    """

    __slots__ = ()

    resource_path: ClassVar[str] = "/measurement/measurements"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.measurement+json"

    type: Field[str] = Field("type", doc="What kind of measurement it is.")
    text: Field[str] = Field("text", doc="A description, where somebody put one into a fragment of that name.")
    source: ReferenceField = ReferenceField("source", doc="The id of the object that was measured.")
    time: TimeField = TimeField("time", doc="When it was measured, as text.")
    datetime: MomentField = MomentField("time")

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        type: str | None = None,
        source: Reference | None = None,
        time: Moment | None = None,
        series: SeriesValue | Iterable[SeriesValue] | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make a measurement that the platform does not know yet; other keywords become fragments.

        `series` is a tuple of full name, value and maybe unit, or several of these. Anything else is a `ValueError`.
        """
        super().__init__(c8y, **kwargs)
        self.type, self.source, self.time = type, source, time
        for each in _values(series):
            fragment, name, entry = _entry(each)
            self.json.setdefault(fragment, {})[name] = entry

    def get_series(self) -> Sequence[str]:
        """List the full names of the series, such as `c8y_Environment.temperature`."""
        return [
            f"{fragment}.{name}"
            for fragment, entries in self.json.items()
            if isinstance(entries, dict)
            for name, entry in entries.items()
            if isinstance(entry, dict) and "value" in entry
        ]

    def create(self, copy: bool = False) -> Self:
        """Create the measurement and take what the platform made of it, or give that as a new object with `copy`."""
        return self._create(copy)

    def delete(self, **_: JSON) -> None:
        """Delete the measurement."""
        self._delete()


def _values(series: SeriesValue | Iterable[SeriesValue] | None) -> Iterable[Any]:
    if isinstance(series, tuple) and series and isinstance(series[0], str):
        return [series]
    return series or ()


def _entry(value: Any) -> tuple[str, str, dict[str, JSON]]:
    if not (isinstance(value, tuple | list) and len(value) in {2, 3}):
        raise ValueError(f"a series is a name, a value and maybe a unit, got {value!r}")
    number: dict[str, JSON] = {"value": value[1]}
    unit: dict[str, JSON] = {"unit": str(value[2])} if value[2:] and value[2] else {}
    return *halves(value[0]), number | unit
