"""Sessions: which of them are over, and since when."""

from __future__ import annotations

from mockc8y.domain import sessions
from mockc8y.domain.platform import Platform
from mockc8y.domain.sessions import Session
from mockc8y.domain.tenant import Tenant

HOUR = 3_600_000


def begin(tenant: Tenant, user: str = "ana") -> Session:
    """Begin a session of an hour."""
    serial = sessions.next_serial(tenant, user)
    return Session(f"{serial}-x", serial, user, "xsrf", tenant.clock.now() + HOUR)


def running(tenant: Tenant, *some: Session) -> list[bool]:
    """Tell which sessions are running."""
    return [sessions.over_from(tenant, session) > tenant.clock.now() for session in some]


def test_session_runs_until_its_token_expires(platform: Platform, tenant: Tenant) -> None:
    """Nothing need be stored for that."""
    session = begin(tenant)

    assert running(tenant, session) == [True]
    platform.advance(HOUR)
    assert running(tenant, session) == [False]
    assert len(tenant.ended_tokens) == 0


def test_one_session_ends_without_the_others(tenant: Tenant) -> None:
    """Others of the same user go on."""
    first, second = begin(tenant), begin(tenant)
    sessions.end(tenant, first)

    assert running(tenant, first, second) == [False, True]


def test_session_can_end_a_little_later(platform: Platform, tenant: Tenant) -> None:
    """What is on its way may still arrive."""
    session = begin(tenant)
    sessions.end(tenant, session, grace=1000)

    assert running(tenant, session) == [True]
    platform.advance(1000)
    assert running(tenant, session) == [False]


def test_grace_does_not_make_a_session_longer(platform: Platform, tenant: Tenant) -> None:
    """It is over with its token in any case."""
    session = begin(tenant)
    sessions.end(tenant, session, grace=2 * HOUR)
    platform.advance(HOUR)

    assert running(tenant, session) == [False]


def test_all_sessions_of_a_user_end(tenant: Tenant) -> None:
    """Also those with a grace; not those of others, nor those that begin afterwards."""
    first, graced, other = begin(tenant), begin(tenant), begin(tenant, "eve")
    sessions.end(tenant, graced, grace=1000)
    sessions.end_all_of(tenant, "ana")

    assert running(tenant, first, graced, other, begin(tenant)) == [False, False, True, True]


def test_all_sessions_of_a_tenant_end(tenant: Tenant) -> None:
    """Whosesoever they are, also those with a grace."""
    first, graced, other = begin(tenant), begin(tenant), begin(tenant, "eve")
    sessions.end(tenant, graced, grace=1000)
    sessions.end_all(tenant)

    assert running(tenant, first, graced, other, begin(tenant)) == [False, False, False, True]


def test_restored_snapshot_forgets_the_logouts_since(tenant: Tenant) -> None:
    """Logging out is part of the state."""
    one, other = begin(tenant), begin(tenant)
    snapshot = tenant.snapshot()
    sessions.end(tenant, one)
    sessions.end_all(tenant)
    tenant.restore(snapshot)

    assert running(tenant, one, other) == [True, True]


def test_session_from_after_a_snapshot_goes_on_when_it_is_restored(tenant: Tenant) -> None:
    """Its client holds the token and knows nothing of snapshots; it can be ended like any other."""
    snapshot = tenant.snapshot()
    sessions.end_all(tenant)
    session = begin(tenant)
    tenant.restore(snapshot)

    assert running(tenant, session) == [True]
    sessions.end_all(tenant)
    assert running(tenant, session) == [False]


def test_session_runs_in_a_tenant_that_got_the_state_of_another(tenant: Tenant) -> None:
    """Whatever numbers that other one had come to; what ended there stays ended when all end here."""
    other = Platform().add_tenant("t1")
    ended = [begin(other) for _ in range(50)]
    sessions.end_all(other)
    tenant.restore(other.snapshot())
    sessions.end_all(tenant)

    assert running(tenant, begin(tenant)) == [True]
    assert running(tenant, *ended) == [False] * 50


def test_sessions_of_a_removed_tenant_mean_nothing_to_the_next(platform: Platform) -> None:
    """An id that is used again is another tenant."""
    session = begin(platform.add_tenant("t1"))
    platform.remove_tenant("t1")

    assert running(platform.add_tenant("t1"), session) == [False]


def test_oldest_sessions_make_room(tenant: Tenant) -> None:
    """A limit holds for each user by itself."""
    some = [begin(tenant) for _ in range(4)]
    other = begin(tenant, "eve")
    for session in (*some, other):
        sessions.count(tenant, session, limit=2)

    assert running(tenant, *some, other) == [False, False, True, True, True]


def test_sessions_that_are_over_do_not_count(platform: Platform, tenant: Tenant) -> None:
    """Who logged out, or whose token expired, leaves room."""
    expired = begin(tenant)
    sessions.count(tenant, expired, limit=2)
    platform.advance(HOUR)
    some = [begin(tenant) for _ in range(3)]
    sessions.count(tenant, some[0], limit=2)
    sessions.count(tenant, some[1], limit=2)
    sessions.end(tenant, some[1])
    sessions.count(tenant, some[2], limit=2)

    assert running(tenant, *some) == [True, False, True]


def test_sessions_that_were_ended_together_do_not_count(tenant: Tenant) -> None:
    """Neither those of the user nor those of everybody."""
    first = begin(tenant)
    sessions.count(tenant, first, limit=1)
    sessions.end_all(tenant)
    second = begin(tenant)
    sessions.count(tenant, second, limit=1)

    assert running(tenant, first, second) == [False, True]


def test_ended_sessions_are_forgotten_when_their_tokens_expired(platform: Platform, tenant: Tenant) -> None:
    """However many log out, what is kept is bounded by what still could be shown."""
    for _ in range(4 * sessions.TIDIED_EVERY):
        sessions.end(tenant, begin(tenant))
        platform.advance(HOUR // 100)

    assert len(tenant.ended_tokens) < 2 * sessions.TIDIED_EVERY
