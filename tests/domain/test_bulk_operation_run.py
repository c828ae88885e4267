"""The life of a bulk operation by the clock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.domain import bulk_operations, operations
from mockc8y.domain.bulk_operation_rollout import progress_of
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.platform import Platform
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import HOUR_MS, MINUTE_MS, SECOND_MS, parse_millis
from tests.domain.bulk_cases import ANA, IN_A_MINUTE, created, finish, group_of, planned, status_of


def test_nothing_happens_before_the_start(platform: Platform, tenant: Tenant) -> None:
    """A bulk operation of the future is scheduled."""
    record = planned(tenant, group_of(tenant, 2)[0], startDate=IN_A_MINUTE)

    platform.advance(MINUTE_MS - 1)

    assert created(tenant, record) == []
    assert status_of(tenant, record) == ("ACTIVE", "SCHEDULED")
    assert progress_of(tenant, record.id)["all"] == 0


def test_first_operation_is_created_at_the_start(platform: Platform, tenant: Tenant) -> None:
    """From then on it is in progress, and it is known how many there will be."""
    group, devices = group_of(tenant, 3)
    record = planned(tenant, group)

    platform.settle()

    assert created(tenant, record) == [(devices[0], 0)]
    assert status_of(tenant, record) == ("IN_PROGRESS", "EXECUTING")
    assert progress_of(tenant, record.id) == {"all": 3, "pending": 1, "executing": 0, "successful": 0, "failed": 0}


def test_operations_follow_at_the_ramp(platform: Platform, tenant: Tenant) -> None:
    """One operation per ramp, each created at its own moment, until everybody has one."""
    group, devices = group_of(tenant, 3)
    record = planned(tenant, group, creationRamp=2.5)

    platform.advance(HOUR_MS)

    assert created(tenant, record) == [(devices[0], 0), (devices[1], 2.5), (devices[2], 5)]
    assert status_of(tenant, record) == ("COMPLETED", "EXECUTING")


def test_operations_have_their_times_even_when_nobody_looked(platform: Platform, tenant: Tenant) -> None:
    """A clock that ran on unattended does not pile operations up at the moment somebody asks."""
    record = planned(tenant, group_of(tenant, 3)[0])

    platform.clock.move_to(platform.clock.now() + MINUTE_MS)
    platform.settle()

    assert [seconds for _, seconds in created(tenant, record)] == [0, 1, 2]


@pytest.mark.parametrize("ramp", [0, 0.0001])
def test_without_a_pause_all_are_created_at_once(platform: Platform, tenant: Tenant, ramp: float) -> None:
    """A ramp of nothing, or next to nothing, ends at once as well."""
    group, devices = group_of(tenant, 3)
    record = planned(tenant, group, creationRamp=ramp)

    platform.settle()

    assert created(tenant, record) == [(device, 0) for device in devices]
    assert status_of(tenant, record)[0] == "COMPLETED"


def test_empty_group_is_done_at_once(platform: Platform, tenant: Tenant) -> None:
    """Where there is nobody to ask, all went well."""
    record = planned(tenant, group_of(tenant, 0)[0])

    platform.settle()

    assert status_of(tenant, record) == ("COMPLETED", "SUCCESSFUL")
    assert len(tenant.operations) == 0


def test_operation_is_what_the_prototype_says(platform: Platform, tenant: Tenant) -> None:
    """Every operation bears the prototype's fragments and the number of its bulk operation."""
    prototype = {"description": "Restart", "c8y_Restart": {"delay": 5}}
    record = planned(tenant, group_of(tenant, 1)[0], operationPrototype=prototype)

    platform.settle()

    [operation] = operations.select(tenant, Filter())
    expected = {**prototype, "bulkOperationId": record.id, "status": "PENDING"}
    assert {name: operation.document[name] for name in expected} == expected


def test_members_are_settled_at_the_start(platform: Platform, tenant: Tenant) -> None:
    """Who joins the group before the start gets an operation, who joins later does not."""
    group, devices = group_of(tenant, 1)
    record = planned(tenant, group, startDate=IN_A_MINUTE, creationRamp=60)
    _, [early, late] = group_of(tenant, 2)
    tenant.relations.link("childAssets", group, early)
    platform.advance(MINUTE_MS)

    tenant.relations.link("childAssets", group, late)
    platform.advance(HOUR_MS)

    assert [device for device, _ in created(tenant, record)] == [devices[0], early]


def test_device_that_is_gone_is_passed_over(platform: Platform, tenant: Tenant) -> None:
    """A device removed before its turn is missing, and the rest go on."""
    group, devices = group_of(tenant, 3)
    record = planned(tenant, group)
    platform.settle()

    tenant.inventory.remove([devices[1]])
    platform.advance(MINUTE_MS)

    assert [device for device, _ in created(tenant, record)] == [devices[0], devices[2]]
    assert status_of(tenant, record)[0] == "COMPLETED"


def test_failure_shows_while_operations_are_created(platform: Platform, tenant: Tenant) -> None:
    """People need not wait for the end to see that something goes wrong."""
    record = planned(tenant, group_of(tenant, 2)[0])
    platform.settle()

    finish(tenant, record, "FAILED")

    assert status_of(tenant, record) == ("IN_PROGRESS", "EXECUTING_WITH_ERROR")


def test_repetition_is_for_those_that_failed(platform: Platform, tenant: Tenant) -> None:
    """A bulk operation with a failed parent asks just the devices that failed, as they stand at its start."""
    group, devices = group_of(tenant, 2)
    parent = planned(tenant, group)
    platform.advance(MINUTE_MS)
    again = planned(tenant, group, groupId=None, failedParentId=parent.id)
    finish(tenant, parent, "SUCCESSFUL", "FAILED")

    platform.settle()

    assert [device for device, _ in created(tenant, again)] == [devices[1]]


def test_restored_tenant_goes_on_where_it_was(platform: Platform, tenant: Tenant) -> None:
    """A snapshot holds how far a bulk operation is; after restoring it creates the rest, and nobody's twice."""
    group, devices = group_of(tenant, 3)
    record = planned(tenant, group)
    platform.settle()
    kept = tenant.snapshot()
    platform.advance(MINUTE_MS)

    tenant.restore(kept)
    platform.settle()

    assert [device for device, _ in created(tenant, record)] == devices


def test_errand_without_a_bulk_operation_does_nothing(platform: Platform, tenant: Tenant) -> None:
    """An errand that outlived its bulk operation is passed over."""
    tenant.agenda.plan((bulk_operations.JOB, 999_999), tenant.clock.now())

    platform.settle()

    assert tenant.agenda.failures == ()
    assert len(tenant.operations) == 0


def test_errand_of_a_cancelled_bulk_operation_does_nothing(platform: Platform, tenant: Tenant) -> None:
    """Even when its errand is still there, a cancelled bulk operation creates nothing."""
    record = planned(tenant, group_of(tenant, 1)[0])
    bulk_operations.cancel(tenant, str(record.id), ANA)
    tenant.agenda.plan((bulk_operations.JOB, record.id), tenant.clock.now())

    platform.settle()

    assert created(tenant, record) == []


@given(st.integers(0, 6), st.sampled_from([0, 0.5, 1, 3]), st.lists(st.integers(0, 4 * SECOND_MS), max_size=6))
def test_steps_of_the_clock_make_no_difference(count: int, ramp: float, steps: list[int]) -> None:
    """However the clock gets there, after a while the same operations exist with the same times."""
    platform = Platform(clock=FrozenClock(parse_millis("2026-01-15T12:00:00Z")))
    tenant = platform.add_tenant("t1")
    group, devices = group_of(tenant, count)
    record = planned(tenant, group, creationRamp=ramp)

    for step in steps:
        platform.advance(step)

    passed = sum(steps) / SECOND_MS
    expected = [(device, number * ramp) for number, device in enumerate(devices) if number * ramp <= passed]
    assert created(tenant, record) == (expected if steps else [])
