"""Objects with all that is above or below them, against the mock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from c8y_client import BasicAuth, BatchError, C8yError, ConflictError, NotFoundError
from c8y_client._async.client import CumulocityClient
from c8y_client._async.device import Device
from c8y_client._async.managed_object import ManagedObject
from tests.sdk._async._connected import connected
from tests.sdk.doors import Answer, Tenant, async_door
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

PLANT = {
    "name": "plant",
    "childAssets": [
        {"name": "hall 1", "childDevices": [{"name": "pump", "childAdditions": [{"name": "rule"}]}]},
        {"name": "hall 2", "childAssets": [{"name": "cell"}]},
    ],
}


def connected_to(tenant: Tenant) -> CumulocityClient:
    """Connect to a scripted tenant."""
    return CumulocityClient("http://tenant.test", "t1", BasicAuth("joe", "pw"), transport=async_door(tenant))


@on_loop
async def test_tree_is_created_in_one_call(c8y_mock: MockTenant) -> None:
    """Level by level, with the kinds of children as they were given."""
    async with connected(c8y_mock) as c8y:
        made = await c8y.inventory.create_tree(PLANT, workers=2)
        assert [each.name for each in made] == ["plant", "hall 1", "hall 2", "pump", "cell", "rule"]

        plant, hall, _, pump, _, rule = [
            await c8y.inventory.get(str(each.id), with_children=True, with_parents=True) for each in made
        ]
        assert [each.name for each in plant.child_assets] == ["hall 1", "hall 2"]
        assert [each.name for each in hall.child_devices] == ["pump"]
        assert [each.name for each in pump.child_additions] == ["rule"]
        assert [each.id for each in rule.parent_additions] == [pump.id]


@on_loop
async def test_objects_of_a_tree_take_their_ids(c8y_mock: MockTenant) -> None:
    """They can be objects of any class, and children are no part of what is stored of them."""
    pump = Device(name="pump")
    plant = ManagedObject(name="plant", child_devices=[pump])
    async with connected(c8y_mock) as c8y:
        made = await c8y.inventory.create_tree(plant)

        assert made == [plant, pump]
        assert pump.is_device
        assert "child_devices" not in c8y_mock.inventory.get(str(plant.id))
        assert [each.id for each in await pump.path()] == [plant.id]


@on_loop
async def test_trees_are_planted_below_an_object(c8y_mock: MockTenant) -> None:
    """Several at once, as children of a kind."""
    async with connected(c8y_mock) as c8y:
        [parent] = await c8y.inventory.create_tree({"name": "parent"})
        await c8y.inventory.create_tree({"name": "a"}, {"name": "b"}, parent=parent, kind="devices")

        assert await parent.children("devices").get_all(as_values="name") == ["a", "b"]


@on_loop
async def test_tree_reports_all_that_failed(c8y_mock: MockTenant) -> None:
    """What lies below a failure is named as well; everything else is created."""
    taken = {"type": "c8y_Serial", "externalId": "sn"}
    below = {"name": "below"}
    bad = {"name": "bad", "externalIds": [taken], "childAssets": [below]}
    good = {"name": "good", "childAssets": [{"name": "grandchild"}]}
    c8y_mock.identity.create(str(c8y_mock.inventory.create({})["id"]), "c8y_Serial", "sn")
    async with connected(c8y_mock) as c8y:
        with pytest.raises(BatchError) as raised:
            await c8y.inventory.create_tree({"name": "root", "childAssets": [bad, good]})

    failed = raised.value
    assert [each.item for each in failed.contexts] == [bad, below]
    assert [type(each) for each in failed.errors] == [ConflictError, C8yError]
    assert [each.name for each in failed.succeeded] == ["root", "good", "grandchild"]


@on_loop
async def test_what_is_no_document_is_refused_before_anything_is_created(c8y_mock: MockTenant) -> None:
    """At any depth of the tree."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(TypeError, match="'pump' is no document"):
            await c8y.inventory.create_tree({"childAssets": [{"childDevices": ["pump"]}]})

    assert len(c8y_mock.inventory) == 0


@on_loop
async def test_progress_of_a_tree_counts_its_objects(c8y_mock: MockTenant) -> None:
    """The total is known from the start."""
    told: list[tuple[int, int | None]] = []
    async with connected(c8y_mock) as c8y:
        await c8y.inventory.create_tree(PLANT, progress=lambda done, total: told.append((done, total)))

    assert told == [(number, 6) for number in range(1, 7)]


@on_loop
async def test_subtree_is_read_level_by_level(c8y_mock: MockTenant) -> None:
    """From the object itself, and all objects know their children."""
    async with connected(c8y_mock) as c8y:
        [plant, *_] = await c8y.inventory.create_tree(PLANT)
        found = [each async for each in c8y.inventory.subtree(plant)]

        assert [each.name for each in found] == ["plant", "hall 1", "hall 2", "pump", "cell", "rule"]
        assert [each.name for each in found[1].child_devices] == ["pump"]


@on_loop
async def test_subtree_can_be_bounded(c8y_mock: MockTenant) -> None:
    """By depth, by number, by the kinds of children."""
    async with connected(c8y_mock) as c8y:
        [plant, *_] = await c8y.inventory.create_tree(PLANT)

        assert [each.name async for each in plant.subtree(depth=0)] == ["plant"]
        assert [each.name async for each in plant.subtree(depth=1)] == ["plant", "hall 1", "hall 2"]
        assert [each.name async for each in plant.subtree(limit=2)] == ["plant", "hall 1"]
        assert [each.name async for each in plant.subtree(limit=0)] == []
        assert [each.name async for each in plant.subtree(kinds=["assets"])] == ["plant", "hall 1", "hall 2", "cell"]


@on_loop
async def test_object_with_several_parents_is_read_once(c8y_mock: MockTenant) -> None:
    """The hierarchy need not be a tree."""
    async with connected(c8y_mock) as c8y:
        plant, hall, other = await c8y.inventory.create_tree(
            {"name": "plant", "childAssets": [{"name": "hall"}, {"name": "other"}]}
        )
        pump = await ManagedObject(c8y, name="pump").create()
        await hall.assign_child_asset(pump)
        await other.assign_child_device(pump)

        assert [each.name async for each in plant.subtree()] == ["plant", "hall", "other", "pump"]


@on_loop
@pytest.mark.parametrize("workers", [None, 3])
async def test_wide_subtree_is_read_in_order(c8y_mock: MockTenant, workers: int | None) -> None:
    """A few requests beside each other give what one after the other gives."""
    async with connected(c8y_mock) as c8y:
        tree = {"name": "root", "childAssets": [{"name": str(number)} for number in range(250)]}
        [root, *_] = await c8y.inventory.create_tree(tree)
        names = [each.name async for each in root.subtree(workers=workers)]

    assert names == ["root", *map(str, range(250))]


@on_loop
async def test_subtree_asks_for_many_objects_at_once() -> None:
    """One request for the object, one for each hundred below it."""
    children = ",".join(f'{{"managedObject":{{"id":"{number}"}}}}' for number in range(150))
    root = f'{{"id":"r","childAssets":{{"references":[{children}]}}}}'.encode()
    empty = b'{"managedObjects":[]}'
    tenant = Tenant(Answer(200, root), Answer(200, empty), Answer(200, empty))
    async with connected_to(tenant) as c8y:
        assert [each.id async for each in c8y.inventory.subtree("r")] == ["r"]

    assert [seen.path for seen in tenant.seen] == ["/inventory/managedObjects/r", *["/inventory/managedObjects"] * 2]
    assert "pageSize=100" in tenant.seen[1].query
    assert "pageSize=50" in tenant.seen[2].query


@on_loop
async def test_subtree_of_nothing_is_not_found(c8y_mock: MockTenant) -> None:
    """An unknown object is an error, not an empty tree."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(NotFoundError):
            await anext(c8y.inventory.subtree("4711"))


@on_loop
async def test_unknown_kind_is_refused(c8y_mock: MockTenant) -> None:
    """Before anything is read."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="no kind of children"):
            await anext(c8y.inventory.subtree("4711", kinds=["childAssets"]))  # type: ignore[list-item]


@on_loop
async def test_path_is_the_chain_of_parents(c8y_mock: MockTenant) -> None:
    """The nearest first, the root last, over all kinds."""
    async with connected(c8y_mock) as c8y:
        made = await c8y.inventory.create_tree(PLANT)
        [rule] = [each for each in made if each.name == "rule"]

        assert [each.name for each in await c8y.inventory.path(rule)] == ["pump", "hall 1", "plant"]
        assert await made[0].path() == []


@on_loop
async def test_path_follows_one_of_several_parents(c8y_mock: MockTenant) -> None:
    """Rather a group than a device."""
    async with connected(c8y_mock) as c8y:
        pump = await ManagedObject(c8y, name="pump").create()
        gateway = await ManagedObject(c8y, name="gateway").create()
        hall = await ManagedObject(c8y, name="hall").create()
        await gateway.assign_child_device(pump)
        await hall.assign_child_asset(pump)

        assert [each.name for each in await pump.path()] == ["hall"]


@on_loop
async def test_parent_that_may_not_be_seen_has_id_and_name() -> None:
    """The chain does not hide it."""
    one = b'{"id":"1","assetParents":{"references":[{"managedObject":{"id":"2","name":"secret"}}]}}'
    tenant = Tenant(Answer(200, one), Answer(200, b'{"managedObjects":[]}'))
    async with connected_to(tenant) as c8y:
        [parent] = await c8y.inventory.path("1")

    assert (parent.id, parent.name) == ("2", "secret")


@on_loop
async def test_path_is_completed_where_only_direct_parents_are_told() -> None:
    """As platforms did before they told all ancestors."""

    def below(name: str, parent: str) -> str:
        return f'{{"id":"{name}","assetParents":{{"references":[{{"managedObject":{{"id":"{parent}"}}}}]}}}}'

    tenant = Tenant(
        Answer(200, below("1", "2").encode()),
        Answer(200, f'{{"managedObjects":[{below("2", "3")}]}}'.encode()),
        Answer(200, b'{"managedObjects":[{"id":"3"}]}'),
    )
    async with connected_to(tenant) as c8y:
        assert [each.id for each in await c8y.inventory.path("1")] == ["2", "3"]
