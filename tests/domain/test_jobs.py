"""How errands are run."""

from __future__ import annotations

import logging
from collections.abc import Callable
from types import MappingProxyType

import pytest

from mockc8y.domain import jobs
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import TenantProfile

Plant = Callable[[str, jobs.Job], None]
NOON = 1_700_000_000_000


@pytest.fixture
def tenant() -> Tenant:
    """Make a tenant with nothing on its agenda."""
    return Tenant(TenantProfile("t1", "t1.test", "T1"), FrozenClock(NOON))


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Plant:
    """Let a test add a job of its own to the table."""

    def add(name: str, job: jobs.Job) -> None:
        monkeypatch.setattr(jobs, "JOBS", MappingProxyType({**jobs.JOBS, name: job}))

    return add


def burst(_: Tenant, subject: int) -> None:
    """Fail."""
    raise OSError(f"pipe {subject} burst")


def test_job_is_given_the_id_its_errand_is_about(tenant: Tenant, plant: Plant) -> None:
    """A job runs once for its errand, which is off the agenda then."""
    ran: list[int] = []
    plant("ring", lambda _, subject: ran.append(subject))
    tenant.agenda.plan(("ring", 7), NOON)

    jobs.run_next(tenant)

    assert ran == [7]
    assert len(tenant.agenda) == 0


def test_job_sees_the_time_its_errand_fell_due(tenant: Tenant, plant: Plant) -> None:
    """However late the errand is run, what it does bears the time it was planned for."""
    seen: list[int] = []
    plant("ring", lambda tenant, _: seen.append(tenant.clock.now()))
    tenant.agenda.plan(("ring", 7), NOON - 500)

    jobs.run_next(tenant)

    assert seen == [NOON - 500]
    assert tenant.clock.now() == NOON


def test_job_that_fails_is_logged_and_remembered(
    tenant: Tenant, plant: Plant, caplog: pytest.LogCaptureFixture
) -> None:
    """A failing job stops nobody: its error goes to the log and the evidence to the agenda."""
    plant("break", burst)
    tenant.agenda.plan(("break", 7), NOON)

    with caplog.at_level(logging.ERROR, logger="mockc8y"):
        jobs.run_next(tenant)

    [failure] = tenant.agenda.failures
    assert (failure.errand, failure.due) == (("break", 7), NOON)
    assert failure.problem == "OSError: pipe 7 burst"
    assert "('break', 7) of tenant t1 failed" in caplog.text
    assert tenant.clock.now() == NOON


def test_errand_without_a_job_says_which_jobs_there_are(tenant: Tenant) -> None:
    """An errand nobody knows how to run leaves a failure that teaches."""
    tenant.agenda.plan(("dance", 7), NOON)

    jobs.run_next(tenant)

    [failure] = tenant.agenda.failures
    assert "no job 'dance'" in failure.problem
    assert "retention" in failure.problem


def test_job_that_never_moves_on_is_stopped(tenant: Tenant, plant: Plant) -> None:
    """A job that plans its next turn for the time of this one would run for ever, so it is cancelled."""
    plant("spin", lambda tenant, subject: tenant.agenda.plan(("spin", subject), tenant.clock.now()))
    tenant.agenda.plan(("spin", 7), NOON)

    jobs.run_next(tenant)

    assert len(tenant.agenda) == 0
    assert "not after this one" in tenant.agenda.failures[0].problem


def test_job_may_plan_its_next_turn(tenant: Tenant, plant: Plant) -> None:
    """A job that comes again plans its own next turn."""
    plant("tick", lambda tenant, subject: tenant.agenda.plan(("tick", subject), tenant.clock.now() + 1))
    tenant.agenda.plan(("tick", 7), NOON)

    jobs.run_next(tenant)

    assert tenant.agenda.due_at(("tick", 7)) == NOON + 1
    assert tenant.agenda.failures == ()
