"""Small numbers as ids."""

from __future__ import annotations

from mockc8y.domain.counting import next_number
from mockc8y.domain.tenant import Tenant


def test_numbers_count_up_from_the_first(tenant: Tenant) -> None:
    """The first one is what the caller says, the others follow."""
    assert [next_number(tenant, "pump", 13) for _ in range(3)] == [13, 14, 15]


def test_each_kind_counts_for_itself(tenant: Tenant) -> None:
    """Drawing a number for one kind of thing changes nothing for another."""
    next_number(tenant, "pump", 1)

    assert next_number(tenant, "valve", 1) == 1


def test_restored_tenant_counts_on_from_where_it_was(tenant: Tenant) -> None:
    """The count belongs to what a snapshot keeps."""
    next_number(tenant, "pump", 1)
    snapshot = tenant.snapshot()
    next_number(tenant, "pump", 1)

    tenant.restore(snapshot)

    assert next_number(tenant, "pump", 1) == 2
