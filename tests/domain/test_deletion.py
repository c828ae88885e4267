"""What goes with a managed object that is deleted, and what stays."""

from __future__ import annotations

import pytest

from mockc8y.domain import alarms, children, deletion, events, identity, inventory, measurements, operations, users
from mockc8y.domain.changes import Change
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.hierarchy import ADDITIONS, ASSETS, DEVICES
from mockc8y.domain.tenant import Tenant
from tests.domain.inventory_cases import ANA, NOW, announced, audited, found, group, made, names, seen


def test_deleted_object_is_gone(tenant: Tenant) -> None:
    """After a deletion the object is unknown; deleting it again is 404."""
    pump = made(tenant)

    deletion.delete(tenant, pump, ANA)

    assert found(tenant) == []
    with pytest.raises(PlatformError, match=r"^404 "):
        deletion.delete(tenant, pump, ANA)


def test_deletion_is_announced_and_audited(tenant: Tenant) -> None:
    """Listeners get the last state, and an audit record tells who did it."""
    pump = made(tenant)
    heard: list[Change] = []
    tenant.changes.subscribe(heard.append)

    deletion.delete(tenant, pump, ANA)

    [record] = tenant.audit_records.select([[("source", int(pump))]])
    assert (record.document["type"], record.document["activity"]) == ("Inventory", "Managed object deleted")
    assert record.document["user"] == "ana"
    assert announced(heard) == [("DELETE", pump)]
    assert heard[-1].record.document["name"] == "Pump 7"


def test_data_goes_with_its_source(tenant: Tenant) -> None:
    """Alarms, events, measurements, operations, external ids and the watch go; those of others stay."""
    pumps = [made(tenant, name, c8y_RequiredAvailability={"responseInterval": 10}) for name in ("Pump 7", "Pump 8")]
    for pump in pumps:
        standard = {"source": {"id": pump}, "type": "acme_T", "time": NOW, "text": "x"}
        alarms.raise_alarm(tenant, {**standard, "severity": "MAJOR"}, ANA)
        events.create(tenant, standard, ANA)
        measurements.create(tenant, {**standard, "acme_T": {"T": {"value": 1}}}, ANA)
        operations.create(tenant, {"deviceId": pump}, ANA)
        identity.create(tenant, pump, {"type": "t", "externalId": pump})
        tenant.files.put(int(pump), b"x")

    deletion.delete(tenant, pumps[0], ANA)

    stores = (tenant.alarms, tenant.events, tenant.measurements, tenant.operations, tenant.external_ids, tenant.files)
    assert [len(store) for store in (*stores, tenant.monitored, tenant.last_messages, tenant.names)] == [1] * 9
    assert tenant.series.of(int(pumps[0])) == {}
    assert tenant.agenda.due_at(("availability", int(pumps[0]))) is None


def test_children_stay_and_lose_the_parent(tenant: Tenant) -> None:
    """Without a cascade only the object itself goes."""
    valve, gateway = made(tenant, "Valve"), made(tenant, "Gateway", c8y_IsDevice={})
    children.add(tenant, DEVICES, gateway, [valve])

    deletion.delete(tenant, gateway, ANA)

    assert found(tenant, only_roots=True) == ["Valve"]


def test_parents_lose_the_reference(tenant: Tenant) -> None:
    """Surviving parents no longer list the object, which does not count as a change of theirs."""
    pump, valve = made(tenant, "Pump"), made(tenant, "Valve")
    site = group(tenant, "Site", pump, valve)
    children.add(tenant, DEVICES, valve, [pump])

    deletion.delete(tenant, pump, ANA)

    assert names(children.select(tenant, ASSETS, site)) == ["Valve"]
    assert names(children.select(tenant, DEVICES, valve)) == []
    assert seen(tenant, site)["lastUpdated"] == NOW


def test_group_takes_its_subgroups_but_no_devices(tenant: Tenant) -> None:
    """Deleting a group goes down from group to group; devices stay on every level."""
    inner = group(tenant, "Inner", made(tenant, "Deep pump"))
    below_a_device = made(tenant, "Gateway")
    children.add(tenant, ASSETS, below_a_device, [group(tenant, "Under a device")])
    site = group(tenant, "Site", group(tenant, "Outer", inner), made(tenant, "Pump"), below_a_device)

    deletion.delete(tenant, site, ANA)

    assert found(tenant) == ["Deep pump", "Gateway", "Under a device", "Pump"]
    assert audited(tenant, inner) == ["Managed object deleted"]


@pytest.mark.parametrize("fragments", [{}, {"c8y_IsDevice": {}}, {"c8y_IsDeviceGroup": {}}])
def test_cascade_takes_everything_below(tenant: Tenant, fragments: dict[str, object]) -> None:
    """Children of all kinds and levels go with their parent, even those with a second parent."""
    config, valve, pump = (made(tenant, name) for name in ("Config", "Valve", "Pump"))
    children.add(tenant, ADDITIONS, valve, [config])
    children.add(tenant, DEVICES, pump, [valve])
    group(tenant, "Other", valve)
    root = made(tenant, "Root", **fragments)
    children.add(tenant, ASSETS, root, [pump])

    deletion.delete(tenant, root, ANA, cascade=True)

    assert found(tenant) == ["Other"]


def test_parent_above_survives_a_cascade(tenant: Tenant) -> None:
    """A cascade goes down only."""
    leaf = made(tenant, "Leaf")
    middle = group(tenant, "Middle", leaf)
    group(tenant, "Top", middle)

    deletion.delete(tenant, middle, ANA, cascade=True)

    assert found(tenant) == ["Top"]


@pytest.fixture
def device_user(tenant: Tenant) -> str:
    """Add the user of a device."""
    users.add(tenant, "device_pump-7", "secret")
    return "device_pump-7"


def test_device_user_goes_when_asked_for(tenant: Tenant, device_user: str) -> None:
    """The owner goes with its last object, if it is a device's user."""
    deletion.delete(tenant, made(tenant, owner=device_user), ANA, with_device_user=True)

    assert device_user not in tenant.users


@pytest.mark.parametrize("with_device_user", [True, False])
def test_device_user_stays_while_it_owns_something(tenant: Tenant, device_user: str, with_device_user: bool) -> None:
    """A user that still owns an object, or that nobody asked to remove, stays."""
    if with_device_user:
        made(tenant, owner=device_user)

    deletion.delete(tenant, made(tenant, owner=device_user), ANA, with_device_user=with_device_user)

    assert device_user in tenant.users


@pytest.mark.parametrize("owner", ["admin", "device_unknown"])
def test_person_is_never_removed(tenant: Tenant, owner: str) -> None:
    """Users that are no device's stay, and an owner that is no user is passed over."""
    before = list(tenant.users)

    deletion.delete(tenant, made(tenant, owner=owner), ANA, with_device_user=True)

    assert list(tenant.users) == before


def test_snapshot_brings_everything_back(tenant: Tenant) -> None:
    """A deletion leaves no trace in a state that was kept before it."""
    pump = made(tenant, externalIds=[{"type": "t", "externalId": "x"}])
    site = group(tenant, "Site", pump)
    snapshot = tenant.snapshot()

    deletion.delete(tenant, site, ANA, cascade=True)
    tenant.restore(snapshot)

    assert names(children.select(tenant, ASSETS, site)) == ["Pump 7"]
    assert identity.get(tenant, "t", "x").object_id == int(pump)
    assert inventory.get(tenant, pump).document["name"] == "Pump 7"
