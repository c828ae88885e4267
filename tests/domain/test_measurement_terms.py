"""What measurements are asked for by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from mockc8y.domain import inventory, measurements
from mockc8y.domain.callers import Caller
from mockc8y.domain.measurement_terms import with_series_in, with_value
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.store.collection import Term

ANA = Caller("ana", application="cockpit")
REPORTS: Sequence[dict[str, Any]] = (
    {"type": "0", "acme_A": {"T": {"value": 1}}},
    {"type": "1", "acme_A": {"H": {"value": 1}}},
    {"type": "2", "acme_B": {"T": {"value": 1}}},
    {"type": "3", "acme_A": {"T": {"value": "broken"}}},
    {"type": "4", "acme_C": "marker"},
)


@pytest.fixture(autouse=True)
def reports(tenant: Tenant) -> None:
    """Store measurements whose types are their numbers."""
    pump = inventory.create(tenant, {}, ANA).id
    for report in REPORTS:
        measurements.create(tenant, {"source": {"id": str(pump)}, "time": "2026-01-15", **report}, ANA)


def found(tenant: Tenant, group: Sequence[Term]) -> str:
    """Join the types of the measurements that hold one of the terms."""
    records = measurements.select(tenant, Filter(groups=[group]), newest_first=False)
    return "".join(record.document["type"] for record in records)


@pytest.mark.parametrize(
    ("fragment", "series", "types"),
    [
        (None, None, "01234"),
        ("acme_A", None, "013"),
        ("acme_C", None, "4"),
        ("acme_A", "T", "0"),
        (None, "T", "02"),
        (None, "X", ""),
        ("acme_B", "H", ""),
        ("acme_X", None, ""),
    ],
)
def test_value_is_found_by_fragment_and_series(
    tenant: Tenant, fragment: str | None, series: str | None, types: str
) -> None:
    """A series alone is looked for in every fragment; what is no valid series is not found as one."""
    assert found(tenant, with_value(tenant, fragment, series)) == types


@pytest.mark.parametrize(
    ("fragment", "types"), [(None, "01234"), ("acme_A", "01"), ("acme_B", "2"), ("acme_C", ""), ("acme_X", "")]
)
def test_fragment_of_a_deletion_must_hold_series(tenant: Tenant, fragment: str | None, types: str) -> None:
    """Custom fragments are no measurement fragments (specification)."""
    assert found(tenant, with_series_in(tenant, fragment)) == types
