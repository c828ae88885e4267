from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from mockc8y.simulation.author_demo import author
from mockc8y.simulation.relative_time import DAY, milliseconds
from mockc8y.store.codec import Document

DEMO = Path(__file__).parents[2] / "fixtures" / "demo.json"
NUMBERED = ("managedObjects", "binaries", "events", "alarms", "operations", "auditRecords", "retentionRules")


@pytest.fixture(scope="module")
def demo() -> Iterator[TinyDB]:
    """Open the demo the way a user would."""
    with TinyDB(DEMO, access_mode="r", encoding="utf-8") as database:
        yield database


def devices(demo: TinyDB) -> list[Document]:
    """List the devices of the demo."""
    return [dict(row) for row in demo.table("managedObjects").search(where("c8y_IsDevice").exists())]


def test_authoring_again_gives_the_committed_bytes() -> None:
    """The file is what its author writes; nobody edited it by hand."""
    assert author() == DEMO.read_text(encoding="utf-8"), (
        "fixtures/demo.json is not what its author writes. Run "
        "`python -m mockc8y.simulation.author_demo` and look at the difference."
    )


def test_other_number_gives_another_campus() -> None:
    """The number is what settles names, places and times."""
    assert author(1) == author(1)
    assert author(1) != author(2)


def test_every_table_can_be_queried(demo: TinyDB) -> None:
    """A person finds things with TinyDB's own queries."""
    assert demo.table("users").get(where("userName") == "operator")
    assert demo.table("alarms").search((where("severity") == "CRITICAL") & (where("status") == "ACTIVE"))
    assert demo.table("managedObjects").search(where("c8y_Hardware")["model"] == "OBC Gate 400")


@pytest.mark.parametrize("table", NUMBERED)
def test_ids_grow_within_a_table(demo: TinyDB, table: str) -> None:
    """Documents are stored in the order of their ids, which is the order of the rows."""
    ids = [int(row["id"]) for row in demo.table(table)]

    assert ids
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("table", ["events", "alarms", "operations", "auditRecords"])
def test_what_happened_later_has_a_greater_id(demo: TinyDB, table: str) -> None:
    """Ids and times agree, as they would if everything had come in over time."""
    times = [milliseconds(row.get("time", row.get("creationTime"))) for row in demo.table(table)]

    assert times == sorted(times)
    assert -30 * DAY <= times[0] < times[-1] <= 0


def test_every_name_of_another_row_exists(demo: TinyDB) -> None:
    """Owners are users, and audit records tell of alarms and operations that are there."""
    users = {row["userName"] for row in demo.table("users")}
    subjects = {row["id"] for table in ("alarms", "operations") for row in demo.table(table)}

    assert {row["owner"] for table in ("managedObjects", "binaries") for row in demo.table(table)} <= users
    assert {row["source"] for row in demo.table("auditRecords") if "source" in row} <= subjects


def test_every_link_to_a_file_leads_to_one(demo: TinyDB) -> None:
    """Firmware and software can be downloaded from where they say they are."""
    urls = {row[kind]["url"] for row in demo.table("managedObjects") for kind in row if kind in PRODUCTS}

    assert urls == {f"/inventory/binaries/{number}" for number in range(5001, 5005)}
    assert urls <= {f"/inventory/binaries/{row['id']}" for row in demo.table("binaries")}


PRODUCTS = {"c8y_Firmware", "c8y_Software"}


def test_fleet_is_of_several_kinds(demo: TinyDB) -> None:
    """About forty devices of eight types, each with a serial number as external id."""
    fleet = devices(demo)
    serials = demo.table("externalIds").search(where("type") == "c8y_Serial")

    assert len(fleet) == 41
    assert len({device["type"] for device in fleet}) == 8
    assert {row["managedObject"]: row["externalId"] for row in serials} == {
        device["id"]: device["c8y_Hardware"]["serialNumber"] for device in fleet
    }


def test_every_sensor_hangs_behind_one_gateway_in_one_room(demo: TinyDB) -> None:
    """Each device that is no agent is a child device of one agent; each device is in exactly one group."""
    objects = demo.table("managedObjects").all()
    behind = Counter(child for row in objects for child in row.get("childDevices", []))
    grouped = Counter(child for row in objects for child in row.get("childAssets", []))
    sensors = {row["id"] for row in devices(demo) if "com_cumulocity_model_Agent" not in row}

    assert behind == dict.fromkeys(sensors, 1)
    assert {row["id"]: grouped[row["id"]] for row in devices(demo)} == {row["id"]: 1 for row in devices(demo)}


def test_groups_form_one_tree(demo: TinyDB) -> None:
    """One root group holds all others as subgroups, each with one parent."""
    groups = demo.table("managedObjects").search(where("c8y_IsDeviceGroup").exists())
    [root] = [group for group in groups if group["type"] == "c8y_DeviceGroup"]
    children = Counter(child for group in groups for child in group["childAssets"])

    assert {group["id"]: children[group["id"]] for group in groups if group is not root} == {
        group["id"]: 1 for group in groups if group["type"] == "c8y_DeviceSubGroup"
    }
    assert children[root["id"]] == 0


def test_alarms_show_every_status_and_severity(demo: TinyDB) -> None:
    """A list filtered by any status or severity has something to show."""
    alarms = demo.table("alarms").all()
    severities = {"CRITICAL", "MAJOR", "MINOR", "WARNING"}

    assert {(row["severity"], row["status"]) for row in alarms} == {
        (severity, status) for severity in severities for status in ("ACTIVE", "ACKNOWLEDGED", "CLEARED")
    }


def test_open_alarms_are_one_for_each_source_and_type(demo: TinyDB) -> None:
    """The platform would have counted a second one up instead."""
    alarms = demo.table("alarms").search(where("status") != "CLEARED")

    assert set(Counter((row["source"], row["type"]) for row in alarms).values()) == {1}


def test_repeated_alarms_know_their_first_occurrence(demo: TinyDB) -> None:
    """A count above one comes with the earlier time of the first."""
    alarms = demo.table("alarms").all()
    repeated = [row for row in alarms if row["count"] > 1]

    assert repeated == [row for row in alarms if "firstOccurrenceTime" in row]
    assert all(milliseconds(row["firstOccurrenceTime"]) < milliseconds(row["time"]) for row in repeated)
    assert len(repeated) >= 5


def test_operations_show_every_status(demo: TinyDB) -> None:
    """Failed operations, and no others, say why."""
    operations = demo.table("operations").all()

    assert {row["status"] for row in operations} == {"PENDING", "EXECUTING", "SUCCESSFUL", "FAILED"}
    assert all(("failureReason" in row) == (row["status"] == "FAILED") for row in operations)


def test_event_carries_a_file(demo: TinyDB) -> None:
    """One event has an attachment with readable content."""
    [event] = demo.table("events").search(where("attachment").exists())

    assert event["attachment"].keys() == {"name", "type", "text"}


def test_some_objects_are_for_everybody(demo: TinyDB) -> None:
    """A user without any role still sees ten objects or more, as on a real tenant."""
    assert demo.table("managedObjects").count(where("c8y_Global").exists()) >= 10


def test_dashboards_hang_where_they_belong(demo: TinyDB) -> None:
    """A dashboard's marker names the group or device whose child addition it is."""
    rows = {row["id"]: row for row in demo.table("managedObjects")}
    additions = {child: row["id"] for row in rows.values() for child in row.get("childAdditions", [])}
    markers = {row["id"]: key.split("!") for row in rows.values() for key in row if key.startswith("c8y_Dashboard!")}

    owned = {number: marker[2] for number, marker in markers.items() if marker[1] in {"group", "device"}}
    assert len(owned) == 8
    assert {number: additions[number] for number in owned} == owned


def test_users_hold_platform_roles(demo: TinyDB) -> None:
    """Three people with different roles, and one user for each agent."""
    users = {row["userName"]: set(row["roles"]) for row in demo.table("users")}

    assert users["viewer"] < users["operator"] < users["technician"]
    assert all(role.startswith("ROLE_") for roles in users.values() for role in roles)
    assert sum(name.startswith("device_") for name in users) == 5


def test_passwords_are_ones_the_platform_accepts(demo: TinyDB) -> None:
    """A password has 6 to 32 characters."""
    assert all(6 <= len(row["password"]) <= 32 for row in demo.table("users"))
