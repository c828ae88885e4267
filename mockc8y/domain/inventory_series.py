"""What is known of the measurements of a managed object without reading any."""

from __future__ import annotations

from typing import NamedTuple

from mockc8y.domain import inventory
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.store.codec import Document
from mockc8y.store.series_index import Series, Stretch


class LatestValues(NamedTuple):
    """The last value of each series, and the one before where there is one, by fragment and series."""

    latest: Document
    previous: Document


def supported_measurements(tenant: Tenant, object_id: str) -> list[str]:
    """List the measurement fragments that an object has reported."""
    record = inventory.get(tenant, object_id)
    return list(dict.fromkeys(name.fragment for name in tenant.series.of(record.id)))


def supported_series(tenant: Tenant, object_id: str) -> list[str]:
    """List the series that an object has reported, as `fragment.series`."""
    record = inventory.get(tenant, object_id)
    return [f"{name.fragment}.{name.series}" for name in tenant.series.of(record.id)]


def latest_values(tenant: Tenant, object_id: int) -> LatestValues:
    """Return what `c8y_LatestMeasurements` and `c8y_PreviousMeasurements` of an object hold."""
    found = LatestValues({}, {})
    for (fragment, name), series in tenant.series.of(object_id).items():
        for kept, entry in zip(found, _last_entries(series), strict=False):
            kept.setdefault(fragment, {})[name] = entry
    return found


def _last_entries(series: Series) -> list[Document]:
    """Write the last value of a series and, where there is one, the value before."""
    last = Stretch(series.times[-2:], series.values[-2:], series.forms[-2:])
    unit = {} if series.unit is None else {"unit": series.unit}
    pairs = zip(last.numbers(), last.times, strict=True)
    return [{"value": value, **unit, "time": format_millis(time)} for value, time in pairs][::-1]
