"""Objects: created, queried, changed, arranged and deleted."""

import asyncio
import os

from pyc8y import CumulocityClient
from pyc8y.auth import BasicAuth
from pyc8y.model import Device, DeviceGroup, ManagedObject
from pyc8y.model.managed_object import Availability


async def main() -> None:
    """Run the script."""
    auth = BasicAuth(f"{os.environ['C8Y_TENANT']}/{os.environ['C8Y_USER']}", os.environ["C8Y_PASSWORD"])
    async with CumulocityClient(os.environ["C8Y_BASEURL"], os.environ["C8Y_TENANT"], auth) as c8y:
        await objects(c8y)
        await queries(c8y)
        await bulk(c8y)
        await devices_and_groups(c8y)
        await children(c8y)


async def objects(c8y: CumulocityClient) -> None:
    """One object: all that it can do."""
    obj = ManagedObject(c8y, name="MyObject", type="my_CustomType", my_Fragment={"value": 1, "deep": {"list": [1, 2]}})
    obj = await obj.create()
    print("created", obj.name, obj.type, obj.owner, obj["my_Fragment"]["value"], obj["my_Fragment.deep.list"])
    print("read", obj.get("my_Fragment.value", default=42), obj.get("my_Fragment.none", default=42), obj.get("nothing"))
    print("has", "my_Fragment" in obj, "nothing" in obj, obj.has("my_Fragment.deep"))
    print("dates", obj.creation_datetime.tzinfo is not None, obj.creation_time == obj["creationTime"])
    print("values", obj.as_tuple("name", "my_Fragment.value", ("none", "-")), obj.as_record(n="name", d=("none", 0)))

    obj.type = "my_ChangedType"
    obj.set("my_Fragment.value", 42)
    obj["my_Other"] = {"on": True}
    await obj.update()
    again = await c8y.inventory.get(obj.id)
    print("updated", again.type, again["my_Fragment"], again["my_Other"])

    applied = await obj.apply({"my_Third": {"x": 1}})
    print("applied", applied["my_Third"], (await obj.reload())["my_Third"])
    other = await ManagedObject(c8y, name="Other").create()
    pending = ManagedObject(c8y, my_Pending={"p": 1})
    await pending.apply_to(other.id)
    print("applied to", (await c8y.inventory.get(other.id))["my_Pending"])

    copied = await ManagedObject(c8y, name="Copy").create(copy=True)
    print("copy", copied.name, bool(copied.id))
    await copied.delete()
    for missing in (obj.delete, other.delete):
        await missing()
    try:
        await c8y.inventory.get(obj.id)
    except KeyError:
        print("gone")
    try:
        print(again["no_Such.thing"])
    except KeyError:
        print("no such thing")
    try:
        await ManagedObject(name="unconnected").create()
    except ValueError:
        print("unconnected")


async def queries(c8y: CumulocityClient) -> None:
    """Filters, limits, pages, values."""
    await c8y.inventory.create(
        *[ManagedObject(type="q_Even" if n % 2 == 0 else "q_Odd", name=f"Q{n:02}", q_N={"n": n}) for n in range(12)]
    )

    async def names(**filters: object) -> list[str]:
        return sorted([o.name for o in await c8y.inventory.get_all(**{"limit": None, **filters})])

    print("type", await names(type="q_Even"))
    print("name", await names(name="Q0*"))
    print("exact", await names(name="Q07"))
    print("fragment", len(await names(fragment="q_N")))
    print("both", await names(name="Q1*", type="q_Odd"))
    print("query", await names(query="name eq 'Q0*' and type eq 'q_Odd'"))
    print("$filter", await names(query="$filter=(q_N.n gt 9)"))
    print("ordered", [o.name for o in await c8y.inventory.get_all(type="q_Odd", order_by="name desc", limit=3)])
    print("expression", sorted(o.name for o in await c8y.inventory.get_all("type=q_Even&pageSize=50", limit=None)))
    print("default limit", len(await c8y.inventory.get_all(fragment="q_N")))
    print("limit", len(await c8y.inventory.get_all(fragment="q_N", limit=7, page_size=3)))
    print("page", len(await c8y.inventory.get_all(fragment="q_N", page_size=5, page_number=3, limit=None)))
    print("count", await c8y.inventory.get_count(fragment="q_N"), await c8y.inventory.get_count(type="q_Even"))
    print("by", (await c8y.inventory.get_by(name="Q03"))["q_N.n"])
    ids = [o.id for o in await c8y.inventory.get_all(type="q_Even", limit=2)]
    print("ids", len(await c8y.inventory.get_all("ids=" + ",".join(ids))))
    try:
        await c8y.inventory.get_by(type="q_Even")
    except ValueError:
        print("not one")
    print("value", sorted(await c8y.inventory.get_all(type="q_Odd", limit=None, as_values="name")))
    print("values", sorted(await c8y.inventory.get_all(type="q_Odd", limit=None, as_values=["name", "q_N.n"])))
    print("nested", sorted(await c8y.inventory.get_all(type="q_Odd", limit=2, order_by="name", as_values=[("x.y", 0)])))
    print("select", sorted([o.name async for o in c8y.inventory.select(fragment="q_N", limit=None, page_size=4)]))
    print("workers", len(await c8y.inventory.get_all(fragment="q_N", limit=None, page_size=2, workers=4)))
    ordered = await c8y.inventory.get_all(
        query="$filter=(has(q_N)) $orderby=name", limit=None, page_size=2, workers=4, as_values="name"
    )
    print("ordered workers", ordered)


async def bulk(c8y: CumulocityClient) -> None:
    """Many at a time."""
    await c8y.inventory.create(*[ManagedObject(name=f"B{n}", type="b_Bulk") for n in range(20)], workers=5)
    made = await c8y.inventory.get_all(type="b_Bulk", limit=None)
    for obj in made:
        obj["b_Changed"] = {"by": obj.name}
    await c8y.inventory.update(*made, workers=5)
    print("updated", await c8y.inventory.get_count(fragment="b_Changed"))
    await c8y.inventory.apply_to({"b_Applied": {"essential": True}}, *[obj.id for obj in made[:7]], workers=3)
    print("applied", await c8y.inventory.get_count(fragment="b_Applied"))
    await c8y.inventory.delete(*[obj.id for obj in made[:10]], workers=5)
    await c8y.inventory.delete(*made[10:])
    print("deleted", await c8y.inventory.get_count(type="b_Bulk"))


async def devices_and_groups(c8y: CumulocityClient) -> None:
    """Devices and groups have collections of their own."""
    pump = await Device(c8y, name="Pump", type="d_Pump", firmware="1.0").create()
    await Device(c8y, name="Valve", type="d_Valve").create()
    print("devices", sorted(d.name for d in await c8y.device_inventory.get_all(limit=None)))
    print("by type", [d.name for d in await c8y.device_inventory.get_all(type="d_Pump")], type(pump).__name__)
    print("user", pump.get_username())
    print("count", await c8y.device_inventory.get_count())

    root = await DeviceGroup(c8y, root=True, name="Plant").create()
    child = await root.create_child(name="Hall 1")
    await child.assign_child_asset(pump)
    print("groups", [(g.name, g.type) for g in await c8y.group_inventory.get_all(limit=None)])
    print("below", [g.name for g in await c8y.group_inventory.get_all(parent=root.id)])
    print("members", len((await c8y.inventory.get(child.id)).child_assets))
    await c8y.group_inventory.delete_trees(root)
    print("after", await c8y.group_inventory.get_count(), await c8y.device_inventory.get_count())


async def children(c8y: CumulocityClient) -> None:
    """Parents and children."""
    parent = await ManagedObject(c8y, name="Parent").create()
    kids = [await ManagedObject(c8y, name=f"Kid {n}").create() for n in range(3)]
    await parent.assign_child_asset(kids[0])
    await parent.assign_child_device(kids[1].id)
    await parent.assign_child_addition(kids[2])
    full = await c8y.inventory.get(parent.id, with_children=True)
    print("children", [len(each) for each in (full.child_assets, full.child_devices, full.child_additions)])
    await parent.unassign_child_asset(kids[0])
    print("fewer", len((await parent.reload()).child_assets))
    print("availability", Availability.__name__)
    await parent.delete_tree()
    print("left", await c8y.inventory.get_count(name="Kid*"))


asyncio.run(main())
