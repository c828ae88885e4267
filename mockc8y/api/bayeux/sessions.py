"""Sessions of the Bayeux protocol: who listens to what, what waits for it, and the connection it has just now."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple, Protocol

from mockc8y.api.bayeux import messages
from mockc8y.api.bayeux.limits import RealtimeLimits
from mockc8y.api.bayeux.notices import Notice
from mockc8y.api.links import Links
from mockc8y.domain import sessions
from mockc8y.domain.permissions import READ, Access, Sight
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User, effective_roles
from mockc8y.store.codec import Document


class Peer(Protocol):
    """The connection by which a session hears: a websocket, or a request whose answer is held."""

    def wake(self, session: Session) -> None:
        """Take note that something waits in the queue. It is called from any thread and must not wait."""

    def answer(self, session: Session, reply: Document) -> None:
        """Send the answer to a connect that was held. It is called from any thread and must not wait."""

    def bar(self, session: Session) -> None:
        """Close the connection, if it has no other session. It is called from any thread and must not wait."""


class Speaker(NamedTuple):
    """Who speaks: a user of a tenant that proved it, and the login that it did so by."""

    tenant: Tenant
    user: User
    login: sessions.Session


def speaker(tenant: Tenant, user: User, shown: sessions.Session | None) -> Speaker:
    """Return who speaks, by the session whose token was shown, or by a password."""
    return Speaker(tenant, user, shown or sessions.without_token(tenant, user.name))


class Held(NamedTuple):
    """A connect that was not answered yet, and the connection it came by."""

    message: Document
    peer: Peer


class Session:
    """One client of the protocol. It outlives its connections; what it did not hear waits in a bounded queue.

    `links` are those of the address under which its client knows the platform. `heard` is when its client was last
    heard of, and `interval` for how long it may be silent, in milliseconds of the platform's clock.
    """

    def __init__(self, client_id: str, speaker: Speaker, links: Links, limits: RealtimeLimits) -> None:
        self.id = client_id
        self.tenant = speaker.tenant
        self.user_name = speaker.user.name
        self._login = speaker.login
        self.links = links
        self.channels: dict[str, None] = {}
        self.queue: deque[Notice] = deque()
        self.peer: Peer | None = None
        self.held: Held | None = None
        self.heard = self.tenant.clock.now()
        self.interval = limits.idle
        self.devices: frozenset[int] = frozenset()
        self._limits = limits
        self._size = 0
        self._roles: tuple[object, frozenset[str]] = None, frozenset()

    @property
    def roles(self) -> frozenset[str]:
        """The roles its user has now; none if there is no such user any more."""
        mark = self.tenant.users.version, self.tenant.groups.version
        if self._roles[0] != mark:
            user = self.tenant.users.get(self.user_name)
            self._roles = mark, frozenset() if user is None else effective_roles(self.tenant, user)
        return self._roles[1]

    def sight(self, scope: str) -> Sight:
        """Return what its user sees now of one API without a global role."""
        user = self.tenant.users.get(self.user_name)
        return Sight((), {}) if user is None else Access(self.tenant, user).sight(scope, READ)

    def is_barred(self, platform: Platform) -> bool:
        """Tell whether its client would not be let in any more: its tenant or user is gone, or it was logged out.

        # unverified: what the platform does with sessions that are open then. That a token expires ends none of them,
        as it ends no consumer of Notification 2.0 (specification).
        """
        user = self.tenant.users.get(self.user_name)
        if user is None or not user.enabled or platform.tenant(self.tenant.id) is not self.tenant:
            return True
        return self.tenant.profile.value.is_suspended or sessions.is_ended(self.tenant, self._login)

    def is_silent(self) -> bool:
        """Tell whether nothing was heard of its client for too long."""
        return self.held is None and self.tenant.clock.now() >= self.heard + self.interval

    def offer(self, notice: Notice) -> bool:
        """Put something into the queue, and tell whether there was room for it."""
        if self.queue and self._is_full_with(notice):
            return False
        self.queue.append(notice)
        self._size += notice.size
        if self.peer is not None:
            self.peer.wake(self)
        return True

    def sent(self, count: int) -> None:
        """Take the first notices out of the queue, which have been sent."""
        for _ in range(min(count, len(self.queue))):
            self._size -= self.queue.popleft().size
        self.heard = self.tenant.clock.now()

    def hold(self, message: Document, peer: Peer) -> None:
        """Keep a connect until there is something to say. One that was held before is answered at once (CometD)."""
        self.release()
        self.held = Held(message, peer)
        self.peer = peer

    def release(self) -> None:
        """Answer the connect that is held, if there is one."""
        if self.held is not None:
            self._answer(messages.connected(self.held.message))

    def part(self) -> None:
        """Answer the connect that is held for the last time, as its client says goodbye.

        Without advice: with it, clients would connect again.
        """
        if self.held is not None:
            self._answer(messages.reply(self.held.message, successful=True))

    def lose(self) -> None:
        """Answer the connect that is held as one of a session that is no more, and forget what waits."""
        if self.held is not None:
            self._answer(messages.lost(self.held.message))
        self.peer = None
        self.queue.clear()
        self._size = 0

    def leave(self, peer: Peer) -> None:
        """Go on without a connection that is no more."""
        if self.held is not None and self.held.peer is peer:
            self.held = None
        if self.peer is peer:
            self.peer = None
            self.heard = self.tenant.clock.now()

    def _answer(self, reply: Document) -> None:
        held, self.held = self.held, None
        if held is not None:
            self.heard = self.tenant.clock.now()
            held.peer.answer(self, reply)

    def _is_full_with(self, notice: Notice) -> bool:
        limits = self._limits
        return len(self.queue) >= limits.messages or self._size + notice.size > limits.octets
