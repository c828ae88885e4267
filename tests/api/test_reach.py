"""What users without a global role reach: what they own, and what inventory roles and device permissions give them."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from mockc8y.domain import users
from mockc8y.domain.device_permissions import Holder
from mockc8y.domain.inventory_roles import Assignment, InventoryRole, Permission
from tests.door import Response
from tests.world import NOW, World

LOGIN = "t07007007/ana:ana"
INVENTORY, IDENTITY = "/inventory/managedObjects", "/identity"
DATA: dict[str, tuple[str, dict[str, object]]] = {
    "events": ("/event/events", {"type": "acme_Door", "text": "Open", "time": NOW}),
    "alarms": ("/alarm/alarms", {"type": "acme_Hot", "text": "Hot", "time": NOW, "severity": "MAJOR"}),
    "measurements": ("/measurement/measurements", {"type": "acme_T", "time": NOW, "acme_T": {"T": {"value": 1}}}),
}


class Plant(NamedTuple):
    """A group with a pump, to which a valve and a note belong, and a pump elsewhere."""

    world: World
    group: str
    pump: str
    valve: str
    note: str
    stranger: str

    def allow(self, *permissions: str, of: str | None = None) -> None:
        """Give the user an inventory role for the group, or for another object."""
        number = len(self.world.tenant.inventory_roles) + 100
        held = tuple(Permission(n, *text.split()) for n, text in enumerate(permissions))
        self.world.tenant.inventory_roles.put(number, InventoryRole(number, f"Role {number}", permissions=held))
        root = int(of or self.group)
        self.world.tenant.inventory_assignments.put(number, Assignment(number, "ana", root, (number,)))

    def ask(self, method: str, path: str, json: object = None) -> Response:
        """Send a request as the user."""
        return self.world.call(method, path, json=json, login=LOGIN)

    def post(self, family: str, source: str, **fragments: object) -> str:
        """Store something for an object, as the administrator."""
        path, document = DATA[family]
        return self.world.post(path, {**document, "source": {"id": source}, **fragments})


@pytest.fixture
def plant() -> Plant:
    """Furnish a tenant, with a user that holds no role at all."""
    world = World()
    group, pump, valve, note, stranger = [world.object(name=name) for name in ("G", "P", "V", "N", "S")]
    world.adopt(group, "childAssets", pump)
    world.adopt(pump, "childDevices", valve)
    world.adopt(pump, "childAdditions", note)
    users.add(world.tenant, "ana", "ana")
    return Plant(world, group, pump, valve, note, stranger)


def listed(response: Response) -> list[str]:
    """Return the ids in an answer."""
    assert response.status == 200, response.body
    found: dict[str, Any] = response.json()
    [items] = [value for value in found.values() if isinstance(value, list)]
    return [item.get("managedObject", item)["id"] for item in items]


def test_user_without_any_role_sees_nothing(plant: Plant) -> None:
    """A listing is not refused but empty, with a total of nothing."""
    answer = plant.ask("GET", f"{INVENTORY}?withTotalElements=true&withTotalPages=true").json()

    assert answer["managedObjects"] == []
    assert answer["statistics"] == {"currentPage": 1, "pageSize": 5, "totalElements": 0, "totalPages": 0}


def test_global_objects_are_seen_by_everybody(plant: Plant) -> None:
    """What has the fragment `c8y_Global` can be read by every user, and changed by none of them."""
    shared = plant.world.object(c8y_Global={})

    assert listed(plant.ask("GET", INVENTORY)) == [shared]
    assert plant.ask("GET", f"{INVENTORY}/{shared}").status == 200
    assert plant.ask("PUT", f"{INVENTORY}/{shared}", {"name": "Mine"}).status == 403


def test_inventory_role_reaches_down_assets_and_devices(plant: Plant) -> None:
    """The object itself, its child assets and their child devices are seen; additions and strangers are not."""
    plant.allow("READ MANAGED_OBJECT *")

    assert listed(plant.ask("GET", f"{INVENTORY}?pageSize=10")) == [plant.group, plant.pump, plant.valve]
    for hidden in (plant.note, plant.stranger):
        assert plant.ask("GET", f"{INVENTORY}/{hidden}").status == 403


def test_totals_count_what_is_seen(plant: Plant) -> None:
    """Pages and elements are those of the narrowed listing, also for a query."""
    plant.allow("READ MANAGED_OBJECT *")

    for query in ("", "&query=$filter=(type eq acme_Valve) $orderby=name", "&type=acme_Valve"):
        found = plant.ask("GET", f"{INVENTORY}?pageSize=2&withTotalElements=true&withTotalPages=true{query}").json()
        assert found["statistics"] == {"currentPage": 1, "pageSize": 2, "totalElements": 3, "totalPages": 2}


def test_pages_of_a_narrowed_listing_fit_together(plant: Plant) -> None:
    """The second page goes on where the first one ended."""
    plant.allow("READ MANAGED_OBJECT *")

    pages = [listed(plant.ask("GET", f"{INVENTORY}?pageSize=2&currentPage={number}")) for number in (1, 2)]

    assert pages == [[plant.group, plant.pump], [plant.valve]]


def test_children_that_are_out_of_reach_are_not_listed(plant: Plant) -> None:
    """A parent that may be read does not show children that may not."""
    plant.world.adopt(plant.pump, "childDevices", plant.stranger)
    plant.allow("READ MANAGED_OBJECT *", of=plant.valve)
    plant.allow("READ MANAGED_OBJECT *", of=plant.note)
    plant.world.tenant.device_permissions.put(Holder("ana"), {int(plant.pump): ("MANAGED_OBJECT:*:READ",)})

    assert listed(plant.ask("GET", f"{INVENTORY}/{plant.pump}/childDevices")) == [plant.valve]
    assert plant.ask("GET", f"{INVENTORY}/{plant.pump}/childDevices/{plant.stranger}").status == 403
    assert plant.ask("GET", f"{INVENTORY}/{plant.pump}/childAdditions/{plant.note}").status == 200


def test_relatives_that_are_out_of_reach_are_not_shown_or_counted(plant: Plant) -> None:
    """Neither names nor numbers of foreign children and parents are told."""
    plant.allow("READ MANAGED_OBJECT *", of=plant.pump)
    plant.world.adopt(plant.stranger, "childAssets", plant.pump)
    query = "withChildren=true&withChildrenCount=true&withParents=true"

    seen = plant.ask("GET", f"{INVENTORY}/{plant.pump}?{query}").json()

    assert [entry["managedObject"]["id"] for entry in seen["childDevices"]["references"]] == [plant.valve]
    assert "count" not in seen["childAdditions"]
    assert seen["childAdditions"]["references"] == seen["assetParents"]["references"] == []


@pytest.mark.parametrize("family", DATA)
def test_data_of_the_assigned_subtree_is_seen(plant: Plant, family: str) -> None:
    """Events, alarms and measurements are listed and read by the permission for their source."""
    path, scope = DATA[family][0], family[:-1].upper()
    inside, outside = plant.post(family, plant.valve), plant.post(family, plant.stranger)
    plant.allow(f"READ {scope} *")

    assert listed(plant.ask("GET", path)) == [inside]
    assert plant.ask("GET", f"{path}/{inside}").status == 200
    assert plant.ask("GET", f"{path}/{outside}").status == 403
    assert plant.ask("DELETE", f"{path}?source={plant.valve}").status == 204
    assert plant.world.call("GET", f"{path}/{inside}").status == 200, "READ must not delete"


@pytest.mark.parametrize("family", DATA)
def test_data_of_the_assigned_subtree_is_written(plant: Plant, family: str) -> None:
    """ADMIN lets create and delete, in bulk as well, and no further than the subtree."""
    path, document = DATA[family]
    outside = plant.post(family, plant.stranger)
    plant.allow(f"ADMIN {family[:-1].upper()} *")

    assert plant.ask("POST", path, {**document, "source": {"id": plant.pump}}).status == 201
    assert plant.ask("POST", path, {**document, "source": {"id": plant.stranger}}).status == 403
    assert plant.ask("DELETE", f"{path}?dateFrom=2000-01-01").status == 204
    assert listed(plant.world.call("GET", path)) == [outside]


def test_collection_of_measurements_is_refused_for_one_that_is_out_of_reach(plant: Plant) -> None:
    """One foreign source among many is enough, and then nothing is stored."""
    path, document = DATA["measurements"]
    plant.allow("ADMIN MEASUREMENT *")
    sent = [{**document, "source": {"id": source}} for source in (plant.pump, plant.stranger)]

    assert plant.ask("POST", path, {"measurements": sent}).status == 403
    assert listed(plant.world.call("GET", path)) == []


def test_count_of_alarms_is_narrowed(plant: Plant) -> None:
    """The number is that of the alarms that are seen."""
    plant.post("alarms", plant.valve)
    plant.post("alarms", plant.stranger)
    plant.allow("READ ALARM *")

    assert plant.ask("GET", "/alarm/alarms/count").body == b"1"


def test_series_are_read_by_the_permission_for_their_source(plant: Plant) -> None:
    """The subtree has its series, others are refused, unknown ones as well."""
    plant.allow("READ MEASUREMENT *")
    query = "dateFrom=2020-01-01&dateTo=2030-01-01&source="

    statuses = [
        plant.ask("GET", f"{DATA['measurements'][0]}/series?{query}{source}").status
        for source in (plant.valve, plant.stranger, "4711")
    ]

    assert statuses == [200, 403, 403]


def test_status_of_many_alarms_changes_only_in_the_subtree(plant: Plant) -> None:
    """A change in bulk passes over what is out of reach."""
    inside, outside = plant.post("alarms", plant.valve), plant.post("alarms", plant.stranger)
    plant.allow("ADMIN ALARM *")

    assert plant.ask("PUT", "/alarm/alarms?status=ACTIVE", {"status": "CLEARED"}).status == 200

    alarms = [plant.world.call("GET", f"/alarm/alarms/{number}").json()["status"] for number in (inside, outside)]
    assert alarms == ["CLEARED", "ACTIVE"]


def test_permission_for_a_fragment_reaches_only_what_has_it(plant: Plant) -> None:
    """An operation is allowed by its fragment: restarts, but nothing else."""
    plant.allow("ADMIN OPERATION c8y_Restart", "READ OPERATION c8y_Restart")
    for fragment in ("c8y_Restart", "c8y_Command"):
        plant.world.post("/devicecontrol/operations", {"deviceId": plant.pump, fragment: {}})

    statuses = [
        plant.ask("POST", "/devicecontrol/operations", {"deviceId": plant.pump, fragment: {}}).status
        for fragment in ("c8y_Restart", "c8y_Command")
    ]

    assert statuses == [201, 403]
    assert len(listed(plant.ask("GET", "/devicecontrol/operations"))) == 2


def test_permission_for_a_type_reaches_events_of_that_type(plant: Plant) -> None:
    """The type of an event does as well as a fragment of it."""
    inside = plant.post("events", plant.pump)
    plant.post("events", plant.pump, type="acme_Other")
    plant.allow("READ EVENT acme_Door")

    assert listed(plant.ask("GET", "/event/events")) == [inside]


def test_owner_of_an_object_may_do_everything_with_it(plant: Plant) -> None:
    """Reading, changing, what is reported for it, its external ids, and its deletion."""
    own = plant.world.object(owner="ana")
    external = {"type": "c8y_Serial", "externalId": "sn-1"}

    assert plant.ask("PUT", f"{INVENTORY}/{own}", {"name": "Mine"}).json()["name"] == "Mine"
    for path, document in DATA.values():
        assert plant.ask("POST", path, {**document, "source": {"id": own}}).status == 201
    assert plant.ask("POST", f"{IDENTITY}/globalIds/{own}/externalIds", external).status == 201
    assert plant.ask("GET", f"{IDENTITY}/externalIds/c8y_Serial/sn-1").status == 200
    assert plant.ask("DELETE", f"{IDENTITY}/externalIds/c8y_Serial/sn-1").status == 204
    assert plant.ask("DELETE", f"{INVENTORY}/{own}").status == 204


def test_external_ids_of_others_are_out_of_reach(plant: Plant) -> None:
    """One that stands for a foreign object is refused and not found by a search, one that is not there is 404."""
    external = {"type": "c8y_Serial", "externalId": "sn-1"}
    plant.world.post(f"{IDENTITY}/globalIds/{plant.stranger}/externalIds", external)
    search = {"externalIds": [external]}

    assert plant.ask("GET", f"{IDENTITY}/externalIds/c8y_Serial/sn-1").status == 403
    assert plant.ask("GET", f"{IDENTITY}/externalIds/c8y_Serial/sn-2").status == 404
    assert plant.ask("POST", f"{IDENTITY}/globalIds/{plant.stranger}/externalIds", external).status == 403
    assert plant.ask("POST", f"{IDENTITY}/search", search).status in {200, 422}


def test_nobody_adopts_what_is_not_his_to_change(plant: Plant) -> None:
    """Else an inventory role for a group would reach any object by making it a child."""
    plant.allow("* * *")
    path = f"{INVENTORY}/{plant.group}/childAssets"

    assert plant.ask("POST", path, {"managedObject": {"id": plant.stranger}}).status == 403
    assert plant.ask("POST", path, {"references": [{"managedObject": {"id": plant.stranger}}]}).status == 403
    assert plant.ask("POST", path, {"managedObject": {"id": plant.valve}}).status == 201


def test_nothing_is_deleted_along_that_is_not_the_callers_to_change(plant: Plant) -> None:
    """A cascade that would take a foreign object is refused as a whole."""
    own = plant.world.object(owner="ana", name="Own")
    plant.world.adopt(own, "childDevices", plant.stranger)

    assert plant.ask("DELETE", f"{INVENTORY}/{own}?cascade=true").status == 403
    assert plant.ask("DELETE", f"{INVENTORY}/{own}?forceCascade=true").status == 403
    assert plant.world.call("GET", f"{INVENTORY}/{plant.stranger}").status == 200
    assert plant.ask("DELETE", f"{INVENTORY}/{own}").status == 204


def test_several_objects_are_changed_only_when_all_may_be(plant: Plant) -> None:
    """One that is out of reach keeps the others as they are."""
    plant.allow("ADMIN MANAGED_OBJECT *")
    change = [{"id": plant.pump, "name": "New"}, {"id": plant.stranger, "name": "New"}]

    assert plant.ask("PUT", INVENTORY, {"managedObjects": change}).status == 403
    assert plant.world.call("GET", f"{INVENTORY}/{plant.pump}").json()["name"] == "P"


def test_device_permission_of_a_group_reaches_its_members_and_one_object(plant: Plant) -> None:
    """It holds for the object that it names and not for what is below."""
    users.add(plant.world.tenant, "ana", "ana", groups={4})
    plant.world.tenant.device_permissions.put(Holder(group=4), {int(plant.pump): ("MANAGED_OBJECT:*:READ",)})

    assert listed(plant.ask("GET", INVENTORY)) == [plant.pump]


def test_audit_records_are_seen_by_their_source(plant: Plant) -> None:
    """Without the global role only records about reachable objects are listed."""
    record = {"activity": "Looked", "type": "Inventory", "text": "x", "time": NOW}
    inside = plant.world.post("/audit/auditRecords", {**record, "source": {"id": plant.pump}})
    outside = plant.world.post("/audit/auditRecords", {**record, "source": {"id": plant.stranger}})
    plant.allow("READ AUDIT *")

    assert listed(plant.ask("GET", "/audit/auditRecords")) == [inside]
    assert plant.ask("GET", f"/audit/auditRecords/{outside}").status == 403


def test_global_role_is_not_narrowed(plant: Plant) -> None:
    """Whoever reads everything is not limited by an inventory role beside it."""
    users.add(plant.world.tenant, "ana", "ana", {"ROLE_INVENTORY_READ"})
    plant.allow("READ MANAGED_OBJECT *")

    assert len(listed(plant.ask("GET", f"{INVENTORY}?pageSize=100"))) == 5
