"""A server of the Bayeux protocol without its connections: sessions, their subscriptions, and what they get to hear."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import cached_property, partial
from hashlib import blake2b
from itertools import count

from mockc8y.api.authentication import state_of
from mockc8y.api.bayeux.notices import Body, Notice
from mockc8y.api.bayeux.sessions import Session, Speaker
from mockc8y.api.bayeux.subscriptions import Subscriptions
from mockc8y.api.links import Links
from mockc8y.api.settings import Settings
from mockc8y.domain import availability
from mockc8y.domain.changes import Change
from mockc8y.domain.documents import parse_id
from mockc8y.domain.notifications.notices import Notice as Stir
from mockc8y.domain.permissions import names_in
from mockc8y.domain.platform import Platform
from mockc8y.domain.realtime.channels import FAMILIES, Demand, object_of
from mockc8y.domain.realtime.feeds import Feed
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.unguessable import fresh_key

ID_BYTES = 20
"""They make 32 characters; the platform's ids have 27 to 33."""
MANY = 100
"""Sessions at which those that are over are looked for, at least: a server looks from time to time anyway."""


class Service:
    """The sessions of one address.

    It listens to a tenant only while a session there has a subscription, so that others pay nothing for it. What it
    does for a change is to put it into queues: rendering and sending are left to the connections.
    """

    def __init__(self, feed: Feed, platform: Platform, settings: Settings) -> None:
        self.limits = settings.realtime
        self._feed = feed
        self._platform = platform
        self._has_permissions = settings.permissions
        self._sessions: dict[str, Session] = {}
        self._subscriptions: dict[Tenant, Subscriptions] = {}
        self._many = MANY
        self._serials = count(1)
        self._numbers = count(1)

    def open(self, speaker: Speaker, links: Links) -> Session:
        """Begin a session. When they have become many, those that are over by now are removed first."""
        if len(self._sessions) >= self._many:
            self.sweep()
            self._many = max(MANY, 2 * len(self._sessions))
        digest = blake2b(b"%d" % next(self._serials), key=self._key, digest_size=ID_BYTES).digest()
        session = Session(base64.b32encode(digest).decode().lower(), speaker, links, self.limits)
        self._sessions[session.id] = session
        return session

    def find(self, client_id: object) -> Session | None:
        """Return the session of an id, if it is not over."""
        session = self._sessions.get(client_id) if isinstance(client_id, str) else None
        if session is not None and (session.is_silent() or session.is_barred(self._platform)):
            self.end(session)
            return None
        return session

    def sweep(self) -> None:
        """Remove the sessions that are over, and close the websockets of those who may not listen any more."""
        for session in list(self._sessions.values()):
            if session.is_barred(self._platform):
                self._bar(session)
            elif session.is_silent():
                self.end(session)

    def release(self) -> None:
        """Answer all connects that are held."""
        for session in list(self._sessions.values()):
            session.release()

    def end(self, session: Session) -> None:
        """Remove a session. A connect that it holds is told so."""
        self._sessions.pop(session.id, None)
        self.unsubscribe(session, list(session.channels))
        session.lose()
        self.report(session)

    def may_subscribe(self, session: Session, name: str) -> bool:
        """Tell whether a user may listen to a channel: by a global role, or to one object by what it holds for it."""
        demand = self._feed.demand_of(name)
        return all(self._grants(session, family, demand) for family in demand.families)

    def subscribe(self, session: Session, names: Iterable[str]) -> None:
        """Let a session listen to channels. Of too many sessions of a user on one of them, the oldest is removed."""
        for name in names:
            self._make_room(session, name)
            self._listened(session.tenant).add(name, session)
        self.report(session)

    def unsubscribe(self, session: Session, names: Iterable[str]) -> None:
        """Let a session listen to channels no longer."""
        subscriptions = self._subscriptions.get(session.tenant)
        if subscriptions is None:
            return
        for name in names:
            subscriptions.remove(name, session)
        if not subscriptions:
            del self._subscriptions[session.tenant]
            subscriptions.stop()
        self.report(session)

    def report(self, session: Session, lingering: int = 0) -> None:
        """Tell the tenant which devices are connected by a session; one that is not any more may linger, in ms."""
        if not self._feed.connects_devices:
            return
        heard = {number for name in session.channels if (number := parse_id(name[1:])) is not None}
        now = frozenset(heard if session.peer is not None else ())
        for device in now - session.devices:
            availability.connected(session.tenant, device)
        for device in session.devices - now:
            availability.disconnected(session.tenant, device, lingering)
        session.devices = now

    def _make_room(self, session: Session, name: str) -> None:
        known = self._subscribers(session.tenant, name)
        if len(known) < self.limits.connections:
            return
        others = [other for other in known if other.user_name == session.user_name]
        if session not in others:
            for oldest in others[: max(0, len(others) + 1 - self.limits.connections)]:
                self.end(oldest)

    def _subscribers(self, tenant: Tenant, name: str) -> list[Session]:
        subscriptions = self._subscriptions.get(tenant)
        return subscriptions.of(name) if subscriptions else []

    def _listened(self, tenant: Tenant) -> Subscriptions:
        known = self._subscriptions.get(tenant)
        if known is None:
            listening = ExitStack()
            listening.callback(tenant.changes.subscribe(partial(self._tell, tenant)))
            listening.callback(tenant.notices.subscribe(self._hear))
            known = self._subscriptions[tenant] = Subscriptions(listening.close)
        return known

    def _hear(self, notice: Stir) -> None:
        if notice.is_shut:
            self.sweep()

    def _bar(self, session: Session) -> None:
        peer = session.peer
        self.end(session)
        if peer is not None:
            peer.bar(session)

    def _tell(self, tenant: Tenant, change: Change) -> None:
        """Put a change into the queues of those who may hear it."""
        subscriptions = self._subscriptions[tenant]
        state = state_of(tenant)
        if subscriptions.state != state:
            subscriptions.state = state
            self.sweep()
        body = Body(tenant, change)
        for line in self._feed.lines:
            # By wildcard only the first channel of a line is heard, or one change would come several times.
            listening: Callable[[str], list[Session]] = subscriptions.listening
            for channel in line(tenant, change):
                self._tell_on(channel, body, listening(channel))
                listening = subscriptions.of

    def _tell_on(self, channel: str, body: Body, sessions: list[Session]) -> None:
        if not sessions:
            return
        notice = Notice(channel, next(self._numbers), body, is_wrapped=self._feed.is_wrapped)
        for session in sessions:
            if self._shows(session, body.change) and not session.offer(notice):
                # Whoever does not read for that long starts again: its next connect is answered with 402.
                self.end(session)

    def _grants(self, session: Session, family: str, demand: Demand) -> bool:
        scope, roles = FAMILIES[family]
        if not self._has_permissions or not roles.isdisjoint(session.roles):
            return True
        sight = session.sight(scope)
        return demand.object_id is not None and (demand.object_id in sight.whole or demand.object_id in sight.partly)

    def _shows(self, session: Session, change: Change) -> bool:
        """Tell whether a user may see a change now, whatever it might when it subscribed."""
        scope, roles = FAMILIES[change.family]
        if not self._has_permissions or not roles.isdisjoint(session.roles):
            return True
        if change.family == "managedobjects" and change.action == "DELETE":
            # Nothing tells any more who might see the object, but its very channel was granted.
            return f"/{change.family}/{change.record.id}" in session.channels
        return session.sight(scope).admits(object_of(change), names_in(change.record))

    @cached_property
    def _key(self) -> bytes:
        return fresh_key()
