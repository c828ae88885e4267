"""Measurements: what devices report, and the series in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from mockc8y.domain import device_statistics, heartbeat, inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import parse_id, require_document, require_fields, source_field, text_field, time_field
from mockc8y.domain.errors import error
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.terms import is_series, of_series, series_of
from mockc8y.domain.times import Instant
from mockc8y.store.codec import Document, encode
from mockc8y.store.collection import Record
from mockc8y.store.series_index import Sample
from mockc8y.store.time_texts import zone_of

FAMILY = "measurements"
AREA = "measurement"
_RENDERED = frozenset({"id", "self", "source"})


class Draft(NamedTuple):
    """A measurement that may be stored: checked, but without an id."""

    source: int
    time: int
    document: Document


def create(tenant: Tenant, document: Document, caller: Caller) -> Record:
    """Store a measurement of a source that exists."""
    return _store(tenant, draft_of(tenant, document), caller)


def create_all(tenant: Tenant, documents: Sequence[object], caller: Caller) -> list[Record]:
    """Store measurements in the order given; if one is refused, none is stored."""
    drafts = [draft_of(tenant, require_document(document)) for document in documents]
    for draft in drafts:
        # A document that has no JSON form must be found before its predecessors are stored.
        encode(draft.document)
    return [_store(tenant, draft, caller) for draft in drafts]


def draft_of(tenant: Tenant, document: Document) -> Draft:
    """Check a measurement and bring it into the form that is stored."""
    require_fields(document, ("source", "type", "time"))
    source = inventory.require_source(tenant, source_field(document), AREA)
    text_field(document, "type", AREA)
    time = _time_of(document)
    body = {name: _fragment(value) for name, value in document.items() if name not in _RENDERED}
    body["time"] = time.text
    return Draft(source, time.millis, body)


def get(tenant: Tenant, measurement_id: str) -> Record:
    """Return a measurement by the id of a path, or raise 404."""
    number = parse_id(measurement_id)
    record = None if number is None else tenant.measurements.get(number)
    if record is None:
        raise error("measurement.unknown", id=measurement_id)
    return record


def select(tenant: Tenant, wanted: Filter, *, newest_first: bool = True) -> Sequence[Record]:
    """Find measurements in the order of time."""
    found = tenant.measurements.select(
        wanted.terms, since=wanted.time.since, until=wanted.time.until, newest_first=newest_first
    )
    return wanted.seen(found)


def delete(tenant: Tenant, measurement_id: str) -> None:
    """Remove one measurement, or raise 404."""
    _remove(tenant, [get(tenant, measurement_id)])


def delete_all(tenant: Tenant, records: Iterable[Record]) -> None:
    """Remove measurements."""
    _remove(tenant, list(records))


def delete_matching(tenant: Tenant, wanted: Filter) -> None:
    """Remove the measurements that a filter means, which must name a source or a time (specification)."""
    if not wanted.is_bounded:
        # unverified: that it fails is known, the status is not.
        reason = "Deleting measurements needs one of the parameters source, dateFrom, dateTo"
        raise error("unprocessable", area=AREA, reason=reason)
    delete_all(tenant, select(tenant, wanted))


def remove_source(tenant: Tenant, source: int) -> None:
    """Forget every measurement of a managed object that is going away."""
    tenant.measurements.remove_selected(tenant.measurements.select([[("source", source)]]))
    tenant.series.drop(source)


def add(tenant: Tenant, measurement_id: int, draft: Draft) -> Record:
    """Store a measurement as it is, under an id greater than all before it.

    The time in its document must have three fractional digits and a zone, and mean the draft's moment.
    """
    source, time, document = draft
    series = series_of(document)
    terms = of_series(source, document, [name for name, _ in series])
    record = tenant.measurements.add_described(measurement_id, source, time, document, terms)
    zone = zone_of(document["time"])
    for name, entry in series:
        tenant.series.insert(source, name, Sample(time, measurement_id, entry["value"], entry.get("unit"), zone))
    return record


def _store(tenant: Tenant, draft: Draft, caller: Caller) -> Record:
    record = add(tenant, tenant.ids.next(), draft)
    heartbeat.message_received(tenant, draft.source, caller)
    device_statistics.count(tenant, record.source)
    tenant.changes.publish(FAMILY, "CREATE", record)
    return record


def _remove(tenant: Tenant, records: list[Record]) -> None:
    by_source = attrgetter("source")
    for source, group in groupby(sorted(records, key=by_source), key=by_source):
        tenant.series.remove(source, [(record.time, record.id) for record in group])
    tenant.measurements.remove(record.id for record in records)
    for record in records:
        tenant.changes.publish(FAMILY, "DELETE", record)


def _time_of(document: Document) -> Instant:
    time = time_field(document, "time", AREA)
    try:
        zone_of(time.text)
    except ValueError as problem:
        raise error("invalid_data", area=AREA, reason=f"'time': {problem}") from None
    return time


def _fragment(value: object) -> object:
    """Drop what is no series beside what is one; without any series the fragment stays as it is (specification)."""
    if not isinstance(value, dict):
        return value
    kept = {name: entry for name, entry in value.items() if is_series(entry)}
    for name in kept:
        if not name or name[0] == "$":
            # unverified: known of property names in general, assumed for those of series.
            raise error("unprocessable", area=AREA, reason=f"Series name '{name}' is not allowed")
    return kept or value
