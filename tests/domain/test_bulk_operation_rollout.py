"""How a bulk operation sums up what became of its operations."""

from __future__ import annotations

import pytest

from mockc8y.domain import bulk_operations, operations
from mockc8y.domain.bulk_operation_rollout import OPEN, STATUSES, Rollout, general_status_of, progress_of
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS
from tests.domain.bulk_cases import bulk, device, finish, group_of, planned, status_of

PROGRESS = {"all": 9, "pending": 0, "executing": 0, "successful": 0, "failed": 0}


def test_rollout_is_complete_when_everybody_had_a_turn() -> None:
    """It is done with the last device, and at once where there is none."""
    assert not Rollout((7, 8), 1).is_complete
    assert Rollout((7, 8), 2).is_complete
    assert Rollout(()).is_complete


@pytest.mark.parametrize(
    ("statuses", "general"),
    [
        (["PENDING", "SUCCESSFUL"], "EXECUTING"),
        (["EXECUTING", "SUCCESSFUL"], "EXECUTING"),
        (["EXECUTING", "FAILED"], "EXECUTING_WITH_ERROR"),
        (["SUCCESSFUL", "SUCCESSFUL"], "SUCCESSFUL"),
        (["FAILED", "FAILED"], "FAILED"),
        (["SUCCESSFUL", "FAILED"], "COMPLETED WITH FAILURES"),
    ],
)
def test_general_status_sums_up_the_operations(
    platform: Platform, tenant: Tenant, statuses: list[str], general: str
) -> None:
    """Once all are created, it is what became of them that counts."""
    record = planned(tenant, group_of(tenant, 2)[0])
    platform.advance(MINUTE_MS)

    finish(tenant, record, *statuses)

    assert status_of(tenant, record) == ("COMPLETED", general)


@pytest.mark.parametrize(("status", "general"), [("ACTIVE", "SCHEDULED"), ("DELETED", "CANCELED")])
@pytest.mark.parametrize("counter", ["pending", "failed", "successful"])
def test_operations_mean_nothing_before_the_start_and_after_the_end(status: str, general: str, counter: str) -> None:
    """What waits is scheduled and what was cancelled is cancelled, whatever its operations do."""
    assert general_status_of(status, PROGRESS | {counter: 1}) == general


@pytest.mark.parametrize(("failed", "general"), [(0, "EXECUTING"), (1, "EXECUTING_WITH_ERROR")])
def test_bulk_operation_at_work_is_executing(failed: int, general: str) -> None:
    """As long as operations are created it is not over, even when all so far have ended."""
    assert general_status_of("IN_PROGRESS", PROGRESS | {"successful": 1, "failed": failed}) == general


def test_open_are_those_with_operations_to_create() -> None:
    """Of the four statuses two come before the last operation is created."""
    assert [status for status in STATUSES if status in OPEN] == ["ACTIVE", "IN_PROGRESS"]


def test_progress_follows_every_operation(platform: Platform, tenant: Tenant) -> None:
    """The counters tell what the operations are now, back and forth."""
    record = planned(tenant, group_of(tenant, 4)[0])
    platform.advance(MINUTE_MS)

    finish(tenant, record, "FAILED", "SUCCESSFUL", "EXECUTING", "PENDING")
    finish(tenant, record, "EXECUTING", "SUCCESSFUL", "EXECUTING", "PENDING")

    assert progress_of(tenant, record.id) == {"all": 4, "pending": 1, "executing": 2, "successful": 1, "failed": 0}


def test_progress_counts_no_strangers(tenant: Tenant) -> None:
    """Operations of nobody and of other bulk operations are not counted."""
    pump = device(tenant)
    record = bulk_operations.add(tenant, tenant.ids.next(), bulk(pump) | {"status": "COMPLETED"}, 0)
    for number in (record.id, record.id, record.id + 1):
        operations.create_for_bulk(tenant, pump, {}, number)

    assert progress_of(tenant, record.id) == {"all": 2, "pending": 2, "executing": 0, "successful": 0, "failed": 0}
