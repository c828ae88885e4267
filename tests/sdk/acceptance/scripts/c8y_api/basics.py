"""The older, synchronous package: objects, data, people and plain access."""

import os
from datetime import UTC, datetime

from c8y_api import CumulocityApi, CumulocityRestApi, HTTPBasicAuth
from c8y_api.app import MultiTenantCumulocityApp, SimpleCumulocityApp
from c8y_api.model import (
    Alarm,
    Device,
    DeviceGroup,
    Event,
    GlobalRole,
    Kelvin,
    ManagedObject,
    Measurement,
    Operation,
    TenantOption,
    User,
)

URL, TENANT = os.environ["C8Y_BASEURL"], os.environ["C8Y_TENANT"]
USER, PASSWORD = os.environ["C8Y_USER"], os.environ["C8Y_PASSWORD"]


def main() -> None:
    """Run the script."""
    c8y = CumulocityApi(URL, TENANT, USER, PASSWORD)
    plain(c8y)
    objects(c8y)
    data(c8y)
    people(c8y)
    services()


def plain(c8y: CumulocityApi) -> None:
    """Documents."""
    rest = CumulocityRestApi(URL, TENANT, auth=HTTPBasicAuth(f"{TENANT}/{USER}", PASSWORD))
    made = rest.post("/inventory/managedObjects", {"name": "plain"})
    path = f"/inventory/managedObjects/{made['id']}"
    print("get", rest.get(path, {"withChildren": False})["name"], rest.username, rest.is_tls)
    print("put", rest.put(path, {"name": "plainer"})["name"], rest.put(path, {"name": "x"}, accept=""))
    rest.delete(path)
    try:
        rest.get(path)
    except KeyError:
        print("KeyError")
    try:
        rest.post("/event/events", {"type": "x"})
    except ValueError:
        print("ValueError")
    print("names", c8y.tenant_id == TENANT, c8y.username, c8y.base_url == URL)


def objects(c8y: CumulocityApi) -> None:
    """Objects, devices and groups."""
    obj = ManagedObject(c8y, name="MyObject", type="my_Type", my_Fragment={"value": 1}).create()
    print("created", obj.name, obj.type, obj.owner, obj["my_Fragment"]["value"], obj.get("my_Fragment.value"))
    obj.type = "my_Other"
    obj["my_New"] = {"x": 1}
    obj.update()
    print("updated", c8y.inventory.get(obj.id).type, c8y.inventory.get(obj.id)["my_New"])
    c8y.inventory.apply_to({"my_Third": {"y": 2}}, obj.id)
    print("applied", c8y.inventory.get(obj.id)["my_Third"])
    c8y.inventory.create(*[ManagedObject(name=f"O{n}", type="o_O") for n in range(7)])
    print("all", sorted(o.name for o in c8y.inventory.get_all(type="o_O", limit=None)))
    print("select", len(list(c8y.inventory.select(type="o_O", limit=3))), c8y.inventory.get_count(type="o_O"))
    print("values", sorted(c8y.inventory.get_all(type="o_O", limit=3, as_values=["type", ("none", "-")])))
    print("name", [o.name for o in c8y.inventory.get_all(name="O3")])
    device = Device(c8y, name="Pump", type="d_D").create()
    group = DeviceGroup(c8y, root=True, name="Plant").create()
    group.add_child_asset(device)
    print("devices", [d.name for d in c8y.device_inventory.get_all()])
    print("groups", [g.name for g in c8y.group_inventory.get_all()])
    c8y.identity.create(external_id="SN-1", external_type="c8y_Serial", managed_object_id=device.id)
    print("identity", c8y.identity.get_id("SN-1", "c8y_Serial") == device.id)
    c8y.inventory.delete(obj.id, *[o.id for o in c8y.inventory.get_all(type="o_O", limit=None)])
    print("deleted", c8y.inventory.get_count(type="o_O"))


def data(c8y: CumulocityApi) -> None:
    """Measurements, events, alarms and operations."""
    device = Device(c8y, name="Tank", com_cumulocity_model_Agent={}).create()
    time = datetime(2026, 1, 10, 12, tzinfo=UTC)
    Measurement(c8y, type="m_M", source=device.id, time=time, m_M={"t": Kelvin(280)}).create()
    found = c8y.measurements.get_all(source=device.id)
    print("measurements", [m.type for m in found], found[0].m_M.t.value)
    series = c8y.measurements.get_series(source=device.id, series="m_M.t", after="2026-01-01", before="2026-02-01")
    print("series", series.collect(series="m_M.t", value="min"))
    Event(c8y, type="e_E", time="now", source=device.id, text="happened").create()
    print("events", [e.text for e in c8y.events.get_all(source=device.id)])
    alarm = Alarm(c8y, type="a_A", time="now", source=device.id, text="hot", severity=Alarm.Severity.MAJOR).create()
    alarm.status = Alarm.Status.ACKNOWLEDGED
    alarm.update()
    print("alarms", [(a.text, a.status) for a in c8y.alarms.get_all(source=device.id)], c8y.alarms.count())
    operation = Operation(c8y, device_id=device.id, description="Restart", c8y_Restart={}).create()
    operation.status = Operation.Status.EXECUTING
    operation.update()
    print("operations", [(o.description, o.status) for o in c8y.operations.get_all(device_id=device.id)])


def people(c8y: CumulocityApi) -> None:
    """Users, roles and options."""
    User(c8y, username="eva", email="eva@acme.test", password="Str0ng!pass").create()
    print("users", sorted(u.username for u in c8y.users.get_all(limit=None)), c8y.users.get_current().username)
    role = GlobalRole(c8y, name="Night", description="Watches").create()
    print("roles", c8y.global_roles.get("Night").id == role.id, role.description)
    TenantOption(c8y, category="acme", key="color", value="red").create()
    c8y.tenant_options.set_value("acme", "size", "7")
    print("options", c8y.tenant_options.get_value("acme", "size"))


def services() -> None:
    """Microservices."""
    app = SimpleCumulocityApp()
    print("app", app.username, app.get("/tenant/currentTenant")["name"] == TENANT)
    service = MultiTenantCumulocityApp()
    tenant = service.get_tenant_instance(TENANT)
    print("service", tenant.username, service.get_subscribers() == [TENANT])


main()
