"""The platform: its tenants, and how its clock runs what falls due."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from mockc8y.domain import jobs
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.platform import BOOTSTRAP_USER, Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import MANAGEMENT
from mockc8y.domain.times import DAY_MS

NOON = 1_700_000_000_000
RING = "ring"
Log = list[tuple[str, int, int]]


@pytest.fixture
def platform() -> Platform:
    """Make a platform with two customers, all agendas empty."""
    made = Platform(clock=FrozenClock(NOON))
    made.add_tenant("t1")
    made.add_tenant("t2")
    for tenant in made.tenants:
        tenant.agenda.take()
    return made


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Log:
    """Add a job that notes tenant, id and time of each turn; the id says what else it does."""
    seen: Log = []

    def ring(tenant: Tenant, subject: int) -> None:
        seen.append((tenant.id, subject, tenant.clock.now() - NOON))
        if subject < 0:
            raise RuntimeError(f"errand {subject} breaks")
        if subject > 100:
            tenant.agenda.plan((RING, subject), tenant.clock.now() + subject)

    monkeypatch.setattr(jobs, "JOBS", MappingProxyType({**jobs.JOBS, RING: ring}))
    return seen


def plan(platform: Platform, tenant_id: str, subject: int, due: int) -> None:
    """Put an errand on the agenda of a tenant, so many milliseconds after noon."""
    tenant = platform.tenant(tenant_id)
    assert tenant is not None
    tenant.agenda.plan((RING, subject), NOON + due)


def test_advancing_runs_what_falls_due_on_the_way_in_order(platform: Platform, log: Log) -> None:
    """Each errand runs at its own time, the earliest first."""
    plan(platform, "t1", 2, 300)
    plan(platform, "t1", 1, 100)

    platform.advance(500)

    assert log == [("t1", 1, 100), ("t1", 2, 300)]
    assert platform.clock.now() == NOON + 500


def test_advancing_leaves_the_future_alone(platform: Platform, log: Log) -> None:
    """What falls due exactly at the end runs, what falls due after it does not."""
    plan(platform, "t1", 1, 500)
    plan(platform, "t1", 2, 501)

    platform.advance(500)

    assert log == [("t1", 1, 500)]


def test_advancing_runs_every_turn_of_a_recurring_errand(platform: Platform, log: Log) -> None:
    """An errand that plans itself again runs as often as its time comes, until all is settled."""
    plan(platform, "t1", 150, 100)

    platform.advance(500)

    assert [due for _, _, due in log] == [100, 250, 400]


def test_tenants_take_turns_by_time(platform: Platform, log: Log) -> None:
    """No tenant waits for another to finish: the order is that of time over all of them."""
    plan(platform, "t1", 200, 0)
    plan(platform, "t2", 1, 150)

    platform.advance(300)

    assert log == [("t1", 200, 0), ("t2", 1, 150), ("t1", 200, 200)]


def test_settling_late_keeps_the_order_of_time(platform: Platform, log: Log) -> None:
    """When the clock moved without anybody looking, everything still runs in order, each at its own time."""
    plan(platform, "t2", 1, 30)
    plan(platform, "t1", 2, 20)
    plan(platform, "t2", 3, 10)
    platform.clock.move_to(NOON + 1_000)

    platform.settle()

    assert log == [("t2", 3, 10), ("t1", 2, 20), ("t2", 1, 30)]


def test_settling_runs_nothing_before_its_time(platform: Platform, log: Log) -> None:
    """An errand of the future stays on the agenda."""
    plan(platform, "t1", 1, 1)

    platform.settle()

    assert log == []


def test_failing_errand_blocks_nobody(platform: Platform, log: Log) -> None:
    """After an errand that breaks, those of the same and of other tenants have their turn."""
    plan(platform, "t1", -1, 100)
    plan(platform, "t1", 1, 200)
    plan(platform, "t2", 2, 300)

    platform.advance(1_000)

    assert [subject for _, subject, _ in log] == [-1, 1, 2]


def test_clock_does_not_go_back(platform: Platform) -> None:
    """A step back is refused with a hint at what to do instead."""
    with pytest.raises(ValueError, match="restore a snapshot"):
        platform.advance(-1)

    assert platform.clock.now() == NOON


def test_restored_tenant_has_its_old_agenda(platform: Platform, log: Log) -> None:
    """An errand that ran after the snapshot was taken is to be run again when it is restored."""
    tenant = platform.tenant("t1")
    assert tenant is not None
    plan(platform, "t1", 1, 100)
    kept = tenant.snapshot()
    platform.advance(200)

    tenant.restore(kept)
    platform.settle()

    assert log == [("t1", 1, 100), ("t1", 1, 100)]


def test_fresh_tenant_comes_with_a_daily_errand() -> None:
    """Retention is planned for the coming midnight UTC."""
    platform = Platform(clock=FrozenClock(NOON))
    tenant = platform.add_tenant("t1")

    assert tenant.agenda.earliest == (NOON // DAY_MS + 1) * DAY_MS


def test_fresh_tenant_has_the_default_retention_rule() -> None:
    """Every tenant starts with one rule: everything goes after 60 days."""
    tenant = Platform(clock=FrozenClock(NOON)).add_tenant("t1")

    [rule] = tenant.retention_rules.select()

    assert (rule.document["dataType"], rule.document["maximumAge"]) == ("*", 60)


def test_management_tenant_is_always_there(platform: Platform) -> None:
    """A platform has a management tenant with the user that fresh devices sign in as."""
    assert [tenant.id for tenant in platform.tenants] == [MANAGEMENT, "t1", "t2"]
    assert BOOTSTRAP_USER in platform.tenants[0].users


def test_tenant_id_is_given_once(platform: Platform) -> None:
    """A second tenant of the same id is refused."""
    with pytest.raises(ValueError, match="'t1' exists already"):
        platform.add_tenant("t1")


def test_removed_tenant_is_gone(platform: Platform, log: Log) -> None:
    """A tenant that was removed is not found any more, and its errands are not run."""
    plan(platform, "t1", 1, 100)

    platform.remove_tenant("t1")
    platform.advance(200)

    assert platform.tenant("t1") is None
    assert log == []


@pytest.mark.parametrize(("host", "tenant_id"), [("t2.mock.test", "t2"), ("localhost", "t1"), ("", "t1")])
def test_host_names_a_tenant_or_stands_for_the_first_customer(platform: Platform, host: str, tenant_id: str) -> None:
    """The first label of a host may be a tenant's id; any other host means the first tenant that is no management."""
    assert platform.tenant_of_host(host).id == tenant_id


def test_host_of_a_platform_without_customers_is_the_management_tenant() -> None:
    """Where there is no customer, every host stands for the management tenant."""
    assert Platform(clock=FrozenClock(NOON)).tenant_of_host("localhost").id == MANAGEMENT
