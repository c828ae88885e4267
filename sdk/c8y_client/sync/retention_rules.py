# Made from sdk/c8y_client/_async/retention_rules.py by sdk/scripts/unasync.py; change that.
"""How long data is kept."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, ClassVar, Self, Unpack, overload

from c8y_client._documents.fields import Field
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._reading.keywords import Reading, keywords
from c8y_client._reading.plan import Collection
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON
from c8y_client.sync._objects import WithId
from c8y_client.sync._resource import CumulocityResource

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient


class RetentionRule(WithId):
    """How many days data is kept that everything in the rule applies to; `*` applies to all.

    The platform removes what is older about once a day.

    >>> RetentionRule(data_type="EVENT", type="c8y_Door", maximum_age=30)
    RetentionRule(dataType='EVENT', type='c8y_Door', maximumAge=30)
    """

    __slots__ = ()

    resource_path: ClassVar[str] = "/retention/retentions"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.retentionrule+json"

    data_type: Field[str] = Field(
        "dataType", doc="`ALARM`, `AUDIT`, `BULK_OPERATION`, `EVENT`, `MEASUREMENT`, `OPERATION` or `*`."
    )
    fragment_type: Field[str] = Field("fragmentType", doc="A fragment that is there.")
    type: Field[str] = Field("type", doc="The type.")
    source: Field[str] = Field("source", doc="The id of the object that the data belongs to.")
    maximum_age: Field[int] = Field("maximumAge", doc="How many days data is kept, up to ten years.")
    editable: Field[bool] = Field("editable", doc="Whether others than the management tenant may change the rule.")

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        maximum_age: int | None = None,
        data_type: str | None = None,
        type: str | None = None,
        fragment_type: str | None = None,
        source: str | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make a rule that the platform does not know yet; what is left out applies to all.

        Other keywords become fields of its document.
        """
        super().__init__(c8y, **kwargs)
        self.data_type, self.type, self.fragment_type = data_type, type, fragment_type
        self.source, self.maximum_age = source, maximum_age

    def create(self, copy: bool = False) -> Self:
        """Create the rule and take what the platform made of it, or give that as a new object with `copy`."""
        return self._create(copy)

    def update(self, copy: bool = False) -> Self:
        """Send what was changed; sends nothing if nothing was."""
        return self._update(copy)

    def reload(self, copy: bool = False) -> Self:
        """Read the rule again; changes that were not sent are lost, unless in a `copy`."""
        return self._reload(copy)

    def delete(self) -> None:
        """Delete the rule."""
        self._delete()

    def _title(self) -> dict[str, JSON]:
        shown = ("id", "dataType", "type", "fragmentType", "source", "maximumAge")
        return {name: self.json[name] for name in shown if self.json.get(name) not in {None, "*"}}


class RetentionRules(CumulocityResource[RetentionRule]):
    """The rules by which a tenant removes old data."""

    collection: ClassVar[Collection] = Collection(path="/retention/retentions", name="retentionRules")
    object_class = RetentionRule

    def get(self, rule_id: str) -> RetentionRule:
        """Read one rule; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return self._get(rule_id)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[Reading]
    ) -> Generator[RetentionRule]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[Reading]
    ) -> Generator[Any]: ...
    @keywords(Reading)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[Reading]
    ) -> Generator[Any]:
        """Iterate over the rules while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request. `as_values` gives the values at paths in place of objects.
        With `workers` the order is open.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[Reading]
    ) -> Results[RetentionRule]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[Reading]
    ) -> Results[Any]: ...
    @keywords(Reading)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[Reading]
    ) -> Results[Any]:
        """Read the rules as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    def get_count(self, expression: str | None = None) -> int:
        """Ask how many rules there are, without reading them."""
        return self._get_count(expression, {})

    def create(self, *rules: RetentionRule, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Create rules, which take their ids; see `BatchError` for what is raised when some fail."""
        self._create(rules, workers, progress)

    def update(self, *rules: RetentionRule, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Send what was changed in rules."""
        self._update(rules, workers, progress)

    def delete(
        self,
        *rules: str | RetentionRule,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
    ) -> None:
        """Delete rules, given as such or by id."""
        self._delete(rules, workers, progress, missing_ok=missing_ok)
