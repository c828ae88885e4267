"""Sessions: how long a token that a user logged in with is good for, and how it ends early.

A session lives in its token: nothing is stored when a user logs in. What a tenant keeps is which sessions ended early:
single ones by the token's id (`ended_tokens`), and those of a user or of everybody by a number (`session_floors`).
Every token carries a serial number of the platform, and a floor ends all tokens whose number is not above it.

Snapshots hold these two stores, so restoring one forgets the logouts since. Tokens that were handed out since stay
good: clients hold them, and no store would know them. The serial numbers themselves are never set back, so that "end
all" after a restore also ends the tokens from before it. A new tenant starts with a floor at the number reached, so
tokens of a removed tenant mean nothing to another of the same id.

Where a login option limits the sessions of a user, they are counted (`open_sessions`), and the oldest makes room.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mockc8y.domain.tenant import Tenant

EVERYBODY = ""
"""Stands for all users of a tenant among the floors; no user has this name."""
FOREVER = sys.maxsize
TIDIED_EVERY = 256
"""Ended tokens after which those that expired are forgotten."""


class Serials:
    """Numbers the sessions of a platform. They only grow; no snapshot sets them back."""

    def __init__(self) -> None:
        self.last = 0

    def next(self, above: int) -> int:
        """Return a number above all before it and above the given one, which may come from another platform."""
        self.last = max(self.last, above) + 1
        return self.last


class Session(NamedTuple):
    """What a session's token says: whose it is, its number, and when it is over in milliseconds UTC."""

    id: str
    serial: int
    user: str
    xsrf: str
    until: int


class Ending(NamedTuple):
    """A session that ends before its token: whose, from when on, and when it can be forgotten (milliseconds UTC)."""

    user: str
    start: int
    forget: int


class OpenSession(NamedTuple):
    """A session that counts towards a limit, and when it is over in milliseconds UTC."""

    id: str
    until: int


def end(tenant: Tenant, session: Session, grace: int = 0) -> None:
    """End one session, at once or after some milliseconds."""
    _end(tenant, Ending(session.user, tenant.clock.now() + grace, session.until), session.id)


def end_all_of(tenant: Tenant, user_name: str) -> None:
    """End all sessions of a user."""
    _raise_floor(tenant, user_name)
    _cut_short(tenant, [user_name])


def end_all(tenant: Tenant) -> None:
    """End all sessions of a tenant's users."""
    _raise_floor(tenant, EVERYBODY)
    _cut_short(tenant, [ending.user for ending in tenant.ended_tokens.values()])


def over_from(tenant: Tenant, session: Session) -> int:
    """Return when a session is over, in milliseconds UTC: with its token, or earlier."""
    ending = tenant.ended_tokens.get(session.id)
    if ending is not None:
        return min(ending.start, session.until)
    return session.until if session.serial > _floor(tenant, session.user) else 0


def is_ended(tenant: Tenant, session: Session) -> bool:
    """Tell whether a session was ended by now, instead of being over with its token."""
    over = over_from(tenant, session)
    return over < session.until and over <= tenant.clock.now()


def without_token(tenant: Tenant, user_name: str) -> Session:
    """Return what stands for the session of a user that showed its password: it ends when all of the user's do."""
    return Session("", next_serial(tenant, user_name), user_name, "", FOREVER)


def next_serial(tenant: Tenant, user_name: str) -> int:
    """Return the number of a new session, which no floor ends."""
    return tenant.serials.next(_floor(tenant, user_name))


def count(tenant: Tenant, session: Session, limit: int) -> None:
    """Note a new session of a user that may have so many at a time; the oldest end. Sessions before it don't count."""
    now = tenant.clock.now()
    noted = tenant.open_sessions.get(session.user) or ()
    running = [known for known in noted if known.until > now and known.id not in tenant.ended_tokens]
    running.append(OpenSession(session.id, session.until))
    for surplus in running[:-limit]:
        _end(tenant, Ending(session.user, now, surplus.until), surplus.id)
    tenant.open_sessions.put(session.user, tuple(running[-limit:]))


def _end(tenant: Tenant, ending: Ending, session_id: str) -> None:
    tenant.ended_tokens.put(session_id, ending)
    if len(tenant.ended_tokens) % TIDIED_EVERY == 0:
        now = tenant.clock.now()
        for known, kept in tenant.ended_tokens.items():
            if kept.forget <= now:
                tenant.ended_tokens.remove(known)


def _floor(tenant: Tenant, user_name: str) -> int:
    return max(tenant.session_floors.get(EVERYBODY) or 0, tenant.session_floors.get(user_name) or 0)


def _raise_floor(tenant: Tenant, whose: str) -> None:
    tenant.session_floors.put(whose, max(tenant.serials.last, tenant.session_floors.get(whose) or 0))


def _cut_short(tenant: Tenant, users: Iterable[str]) -> None:
    """End at once what would have ended a little later."""
    now, affected = tenant.clock.now(), frozenset(users)
    for session_id, ending in tenant.ended_tokens.items():
        if ending.start > now and ending.user in affected:
            tenant.ended_tokens.put(session_id, ending._replace(start=now))
