"""How bulk operations are created, changed and cancelled."""

from __future__ import annotations

import pytest

from mockc8y.domain import bulk_operations
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import HOUR_MS, MINUTE_MS, SECOND_MS
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record
from tests.domain.bulk_cases import ANA, IN_A_MINUTE, LONG_AGO, NOW, bulk, created, group_of, planned, status_of


@pytest.fixture
def group(tenant: Tenant) -> int:
    """Make a group of three devices and return its id."""
    return group_of(tenant, 3)[0]


def put(tenant: Tenant, record: Record, change: Document) -> Document:
    """Update a bulk operation and return its document."""
    return bulk_operations.update(tenant, str(record.id), change, ANA).document


def due(tenant: Tenant, record: Record) -> int | None:
    """Return after how many milliseconds the next operation is created."""
    planned_for = tenant.agenda.due_at((bulk_operations.JOB, record.id))
    return None if planned_for is None else planned_for - tenant.clock.now()


def audited(tenant: Tenant, record: Record) -> list[str]:
    """Return what the audit log says was done with a bulk operation, oldest first."""
    found = tenant.audit_records.select([[("source", record.id)], [("type", "BulkOperation")]])
    return [entry.document["activity"] for entry in found]


def test_new_bulk_operation_waits_for_its_start(tenant: Tenant, group: int) -> None:
    """It is stored as active, and its start is planned."""
    record = planned(tenant, group, startDate=IN_A_MINUTE)

    assert record.document == bulk(group, startDate=IN_A_MINUTE) | {"status": "ACTIVE"}
    assert due(tenant, record) == MINUTE_MS


def test_start_in_the_past_is_now(tenant: Tenant, group: int) -> None:
    """What should have begun long ago begins at once."""
    record = planned(tenant, group, startDate=LONG_AGO)

    assert due(tenant, record) == 0


def test_custom_properties_are_kept(tenant: Tenant, group: int) -> None:
    """What a client adds is stored; status, progress and addresses are the platform's."""
    document = planned(
        tenant, group, note="spring", status="COMPLETED", generalStatus="FAILED", progress={"all": 9}, id=1, self="x"
    ).document

    assert document == bulk(group) | {"note": "spring", "status": "ACTIVE"}


@pytest.mark.parametrize("unknown", ["999999", "x", ""])
def test_unknown_bulk_operation_is_404(tenant: Tenant, unknown: str) -> None:
    """An id that names no bulk operation is not found."""
    with pytest.raises(PlatformError, match=r"404 devicecontrol/Not Found: Finding bulk operation"):
        bulk_operations.get(tenant, unknown)


def test_bulk_operations_are_listed_in_the_order_of_creation(tenant: Tenant, group: int) -> None:
    """Their start dates do not matter, and cancelled ones stay in the list."""
    made = [planned(tenant, group, startDate=start) for start in (IN_A_MINUTE, NOW, LONG_AGO)]
    bulk_operations.cancel(tenant, str(made[1].id), ANA)

    assert [record.id for record in bulk_operations.select(tenant)] == [record.id for record in made]


def test_start_can_be_moved_before_it_comes(tenant: Tenant, group: int) -> None:
    """A PUT replaces what it names and moves the plan."""
    record = planned(tenant, group)

    document = put(tenant, record, {"startDate": IN_A_MINUTE, "note": "later"})

    assert document == bulk(group, startDate=IN_A_MINUTE, note="later") | {"status": "ACTIVE"}
    assert due(tenant, record) == MINUTE_MS


def test_target_can_be_changed_before_the_start(tenant: Tenant, group: int) -> None:
    """A bulk operation that waits may be meant for another group, and repeat another one instead."""
    other = group_of(tenant, 1)[0]
    parent = planned(tenant, group)
    record = planned(tenant, group)

    assert put(tenant, record, {"groupId": other})["groupId"] == str(other)
    assert put(tenant, record, {"groupId": None, "failedParentId": parent.id})["failedParentId"] == str(parent.id)


def test_update_cannot_set_what_the_platform_keeps(tenant: Tenant, group: int) -> None:
    """A client does not decide how far a bulk operation is."""
    record = planned(tenant, group)

    assert put(tenant, record, {"status": "COMPLETED", "progress": {}, "id": 1}) == record.document


@pytest.mark.parametrize(
    "bad", [{"creationRamp": "x"}, {"startDate": "soon"}, {"operationPrototype": None}, {"groupId": "1"}], ids=str
)
def test_update_is_checked_like_a_creation(tenant: Tenant, group: int, bad: Document) -> None:
    """What could not be created cannot be reached by a PUT, and nothing changes."""
    record = planned(tenant, group)

    with pytest.raises(PlatformError, match=r"422 "):
        put(tenant, record, bad)

    assert bulk_operations.get(tenant, str(record.id)) == record


def test_new_ramp_counts_from_the_operation_before(platform: Platform, tenant: Tenant, group: int) -> None:
    """The pause that has begun is made longer or shorter, too."""
    record = planned(tenant, group, creationRamp=60)
    platform.advance(10 * SECOND_MS)

    put(tenant, record, {"creationRamp": 15})

    assert due(tenant, record) == 5 * SECOND_MS


def test_shorter_ramp_never_reaches_back(platform: Platform, tenant: Tenant, group: int) -> None:
    """A pause that would be over by now is over now."""
    record = planned(tenant, group, creationRamp=60)
    platform.advance(10 * SECOND_MS)

    put(tenant, record, {"creationRamp": 1})

    assert due(tenant, record) == 0


@pytest.mark.parametrize("change", [{"startDate": "2030-01-01"}, {"groupId": "other"}])
def test_start_and_target_are_settled_when_it_has_begun(
    platform: Platform, tenant: Tenant, group: int, change: Document
) -> None:
    """Once the first operation is there, they cannot be changed; the error says so."""
    record = planned(tenant, group)
    platform.settle()
    other = group_of(tenant, 1)[0]

    with pytest.raises(PlatformError, match=rf"422 .*has begun: {next(iter(change))} cannot be changed"):
        put(tenant, record, {name: str(other) if value == "other" else value for name, value in change.items()})


def test_repeating_the_start_is_no_change(platform: Platform, tenant: Tenant, group: int) -> None:
    """A client that sends the whole document back changes just what differs."""
    record = planned(tenant, group)
    platform.settle()

    assert put(tenant, record, record.document | {"note": "x"})["note"] == "x"


def test_new_prototype_is_for_those_still_to_come(platform: Platform, tenant: Tenant, group: int) -> None:
    """Operations that exist stay as they are."""
    record = planned(tenant, group)
    platform.settle()

    put(tenant, record, {"operationPrototype": {"c8y_Command": {}}})
    platform.advance(MINUTE_MS)

    fragments = [set(operation.document) & {"c8y_Restart", "c8y_Command"} for operation in tenant.operations]
    assert fragments == [{"c8y_Restart"}, {"c8y_Command"}, {"c8y_Command"}]


@pytest.mark.parametrize("status", ["COMPLETED", "DELETED"])
def test_finished_bulk_operation_cannot_be_changed(tenant: Tenant, group: int, status: str) -> None:
    """When nothing is left to create, a PUT is refused."""
    record = bulk_operations.set_status(tenant, planned(tenant, group), status)

    with pytest.raises(PlatformError, match=rf"422 .*is {status} and cannot be changed"):
        put(tenant, record, {"creationRamp": 5})


def test_cancelled_bulk_operation_stays_readable(tenant: Tenant, group: int) -> None:
    """It is marked as deleted and never begins."""
    record = planned(tenant, group)

    bulk_operations.cancel(tenant, str(record.id), ANA)

    assert status_of(tenant, record) == ("DELETED", "CANCELED")
    assert due(tenant, record) is None


def test_cancelling_leaves_the_operations_that_exist(platform: Platform, tenant: Tenant, group: int) -> None:
    """No more are created; those that were go their own way."""
    record = planned(tenant, group)
    platform.settle()

    bulk_operations.cancel(tenant, str(record.id), ANA)
    platform.advance(HOUR_MS)

    assert len(created(tenant, record)) == 1
    assert [operation.document["status"] for operation in tenant.operations] == ["PENDING"]


def test_cancelling_twice_does_nothing_more(tenant: Tenant, group: int) -> None:
    """A second cancellation is accepted and leaves no trace."""
    record = planned(tenant, group)

    for _ in range(2):
        bulk_operations.cancel(tenant, str(record.id), ANA)

    assert audited(tenant, record) == ["Bulk operation created", "Bulk operation deleted"]


def test_changes_are_audited(tenant: Tenant, group: int) -> None:
    """Creation, update and cancellation stand in the audit log."""
    record = planned(tenant, group)
    put(tenant, record, {"creationRamp": 5})
    bulk_operations.cancel(tenant, str(record.id), ANA)

    assert audited(tenant, record) == [
        "Bulk operation created",
        "Bulk operation updated",
        "Bulk operation deleted",
    ]


def test_retention_forgets_a_bulk_operation_with_its_plan(tenant: Tenant, group: int) -> None:
    """What is removed for good leaves nothing behind."""
    record = planned(tenant, group)

    bulk_operations.delete_all(tenant, Filter(groups=[[("source", group)], [("fragment", "c8y_Restart")]]))

    assert len(tenant.bulk_operations) == 0
    assert due(tenant, record) is None


def test_seeded_bulk_operation_is_stored_as_it_is(tenant: Tenant, group: int) -> None:
    """A seed brings id and status along; nothing is planned."""
    record = bulk_operations.add(tenant, 15, bulk(group) | {"status": "COMPLETED"}, tenant.clock.now())

    assert bulk_operations.get(tenant, "15") == record
    assert due(tenant, record) is None
