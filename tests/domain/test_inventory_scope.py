"""What a query may ask of the inventory."""

from __future__ import annotations

from mockc8y.domain import children
from mockc8y.domain.hierarchy import DEVICES
from mockc8y.domain.inventory_scope import InventoryScope, document_of
from mockc8y.domain.tenant import Tenant
from tests.domain.inventory_cases import group, made


def test_members_are_direct_child_assets(tenant: Tenant) -> None:
    """Neither deeper levels nor other kinds of children are members."""
    pump, valve, config = (made(tenant, name) for name in ("Pump", "Valve", "Config"))
    inner = group(tenant, "Inner", pump)
    site = group(tenant, "Site", inner, valve)
    children.add(tenant, DEVICES, site, [config])

    assert InventoryScope(tenant).members_of(int(site)) == {int(inner), int(valve)}
    assert InventoryScope(tenant).members_of(4711) == set()


def test_hierarchy_holds_its_root_and_everything_below(tenant: Tenant) -> None:
    """All levels and kinds belong to it; that of an unknown object is empty."""
    valve = made(tenant, "Valve")
    pump = made(tenant, "Pump")
    children.add(tenant, DEVICES, pump, [valve])
    site = group(tenant, "Site", pump)

    assert InventoryScope(tenant).hierarchy_of(int(site)) == {int(site), int(pump), int(valve)}
    assert InventoryScope(tenant).hierarchy_of(4711) == set()


def test_search_terms_name_the_object(tenant: Tenant) -> None:
    """Id, type, name, owner and external ids are examined, whatever else there is."""
    pump = made(tenant, type="acme_Pump", acme_Note="x", externalIds=[{"type": "t", "externalId": "sn-7"}])
    [record] = tenant.inventory

    assert list(InventoryScope(tenant).search_terms(document_of(record))) == [
        pump,
        "acme_Pump",
        "Pump 7",
        "ana",
        "sn-7",
    ]
    assert list(InventoryScope(tenant).search_terms({"name": 7})) == []
