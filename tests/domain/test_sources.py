"""What documents that belong to a managed object share."""

from __future__ import annotations

import pytest

from mockc8y.domain.errors import PlatformError
from mockc8y.domain.hierarchy import ADDITIONS, ASSETS, DEVICES
from mockc8y.domain.sources import Filter, changeable, extended
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record
from mockc8y.store.dated_collection import Span

SITE, HALL, PUMP, SENSOR, NOTE = range(1, 6)
RECORD = Record(7001, PUMP, 0, b"{}")


@pytest.fixture
def site(tenant: Tenant) -> Tenant:
    """Build a site with a hall as asset, a pump in the hall as device, a sensor below it, a note as addition."""
    tenant.relations.link(ASSETS, SITE, HALL)
    tenant.relations.link(DEVICES, HALL, PUMP)
    tenant.relations.link(DEVICES, SITE, SENSOR)
    tenant.relations.link(ADDITIONS, SITE, NOTE)
    return tenant


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ([], {SITE}),
        (["withSourceAssets"], {SITE, HALL}),
        (["withSourceDevices"], {SITE, SENSOR}),
        (["withSourceAdditions"], {SITE, NOTE}),
        (["withSourceAssets", "withSourceDevices"], {SITE, HALL, PUMP, SENSOR}),
        (["withSourceChildren"], {SITE, HALL, PUMP, SENSOR, NOTE}),
    ],
)
def test_source_extends_to_what_is_below(site: Tenant, parameters: list[str], expected: set[int]) -> None:
    """Each parameter adds the children of its kind, on every level below the source."""
    assert set(extended(site, SITE, parameters, "alarm")) == {("source", node) for node in expected}


def test_unknown_source_stands_for_itself(tenant: Tenant) -> None:
    """A source that does not exist is no error: it just has nothing."""
    assert extended(tenant, 4711, ["withSourceChildren"], "alarm") == [("source", 4711)]


def test_extension_needs_a_source(tenant: Tenant) -> None:
    """What is below nothing cannot be asked for."""
    with pytest.raises(PlatformError, match=r"422 event/Unprocessable Entity: .*'withSourceAssets' needs .* 'source'"):
        extended(tenant, None, ["withSourceAssets"], "event")


def test_no_source_asks_nothing(tenant: Tenant) -> None:
    """Without a source, documents of all sources are meant."""
    assert extended(tenant, None, [], "alarm") == []


@pytest.mark.parametrize(
    ("wanted", "asks", "is_bounded"),
    [
        (Filter(), False, False),
        (Filter(groups=[[]]), False, False),
        (Filter(groups=[[("type", "x")]]), True, False),
        (Filter(updated=Span(until=0)), True, False),
        (Filter(time=Span(since=0)), True, True),
        (Filter(created=Span(until=0)), True, True),
        (Filter(sources=[("source", 1)]), True, True),
    ],
)
def test_filter_knows_what_it_asks(wanted: Filter, asks: bool, is_bounded: bool) -> None:
    """A filter is bounded by a source, a time or a creation; anything else merely narrows it."""
    assert (bool(wanted), wanted.is_bounded) == (asks, is_bounded)


@pytest.mark.parametrize(
    "repeated",
    [{"id": "7001"}, {"id": 7001}, {"source": {"id": str(PUMP)}}, {"id": "7001", "source": {"id": PUMP, "name": "x"}}],
)
def test_own_id_and_source_are_passed_over(repeated: Document) -> None:
    """A change may repeat whose it is."""
    assert changeable(RECORD, {**repeated, "text": "x"}, {"id", "source"}, "event") == {"text": "x"}


@pytest.mark.parametrize(
    "change",
    [{"id": "7002"}, {"id": None}, {"id": []}, {"source": {"id": "1"}}, {"source": str(PUMP)}, {"source": None}],
)
def test_other_id_or_source_is_refused(change: Document) -> None:
    """No change moves a document to another id or source."""
    with pytest.raises(PlatformError, match="422 event/Unprocessable Entity: These properties cannot be changed"):
        changeable(RECORD, change, {"id", "source"}, "event")


def test_every_fixed_property_is_named() -> None:
    """The error lists all that cannot be changed."""
    with pytest.raises(PlatformError, match=r"cannot be changed: time,type$"):
        changeable(RECORD, {"type": "x", "time": "y", "text": "z"}, {"type", "time"}, "event")
