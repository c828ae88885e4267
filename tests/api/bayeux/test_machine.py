"""Sessions and channels of real-time notifications against a model: who hears what, once, in order, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule

from mockc8y.api.asgi import build_app
from mockc8y.api.bayeux.limits import RealtimeLimits
from mockc8y.api.settings import Settings
from mockc8y.domain import users
from mockc8y.domain.default_groups import ADMINS
from tests.api.bayeux.cases import FLOWS, INVENTORY, MEASUREMENT, TIME
from tests.door import Door
from tests.world import World

LIMITS = RealtimeLimits(idle=100_000, connections=2, messages=4)
TENANTS = ("t07007007", "t2")
NAMES = ("ana", "eve")
ROLES = {"measurements": "ROLE_MEASUREMENT_READ", "events": "ROLE_EVENT_READ"}
DOCUMENTS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "measurements": (FLOWS, MEASUREMENT),
    "events": ("/event/events", {"type": "acme_Start", "text": "Started", "time": TIME}),
}
PATH = "/notification/realtime"
LOST = "402::Unknown client"
FAMILIES = st.frozensets(st.sampled_from(list(ROLES)))
Heard = tuple[str, object]


@dataclass(eq=False)
class Known:
    """A session as it should be: its user, what it listens to in order, what waits, when it was last heard of."""

    client_id: str
    tenant: str
    user: str
    heard: int
    names: set[str] = field(default_factory=set)
    waiting: list[Heard] = field(default_factory=list)
    is_alive: bool = True

    @property
    def login(self) -> str:
        """How its user signs in."""
        return f"{self.tenant}/{self.user}:{self.user}"


class Conversations(RuleBasedStateMachine):
    """Opens sessions, lets them listen, and changes what they listen to, in two tenants with users of the same names.

    There is no event loop: every connect asks for an answer at once.
    """

    sessions: Bundle[Known] = Bundle("sessions")

    def __init__(self) -> None:
        super().__init__()
        self.world = World(Settings(realtime=LIMITS))
        self.held: dict[tuple[str, str], frozenset[str]] = {}
        self.listening: list[tuple[str, Known]] = []
        self.opened: list[Known] = []
        self.sources: dict[str, list[str]] = {}

    @initialize()
    def furnish(self) -> None:
        """Make the second tenant and what is listened to."""
        users.add(self.world.platform.add_tenant(TENANTS[1]), "admin", "admin", groups=[ADMINS])
        for tenant in TENANTS:
            for name in NAMES:
                self.grant(tenant, name, frozenset(ROLES))
            self.sources[tenant] = [self._call("POST", INVENTORY, {}, f"{tenant}/admin:admin")["id"] for _ in range(2)]

    @rule(
        tenant=st.sampled_from(TENANTS),
        name=st.sampled_from(NAMES),
        families=st.frozensets(st.sampled_from(list(ROLES))),
    )
    def grant(self, tenant: str, name: str, families: frozenset[str]) -> None:
        """Let a user see just some families from now on."""
        owner = self.world.platform.tenant(tenant)
        assert owner is not None
        users.add(owner, name, name, [ROLES[family] for family in families])
        self.held[tenant, name] = families

    @rule(target=sessions, tenant=st.sampled_from(TENANTS), name=st.sampled_from(NAMES))
    def shake_hands(self, tenant: str, name: str) -> Known:
        """Begin a session."""
        known = Known("", tenant, name, self._now())
        known.client_id = self._say(known, "handshake")[-1]["clientId"]
        self.opened.append(known)
        return known

    @rule(known=sessions, family=st.sampled_from(list(ROLES)), place=st.sampled_from(["*", 0, 1]))
    def subscribe(self, known: Known, family: str, place: str | int) -> None:
        """Listen to one source or to all; only who may see the family can. The third of a user ends the first."""
        name = self._channel(known.tenant, family, place)
        [reply] = self._say(known, "subscribe", subscription=name)

        assert self._is_known(known, reply)
        if not known.is_alive:
            return
        assert reply["successful"] == (family in self.held[known.tenant, known.user])
        if reply["successful"] and name not in known.names:
            self._listen(known, name)

    @rule(known=sessions, family=st.sampled_from(list(ROLES)), place=st.sampled_from(["*", 0, 1]))
    def unsubscribe(self, known: Known, family: str, place: str | int) -> None:
        """Listen no longer, whether one did or not."""
        name = self._channel(known.tenant, family, place)
        [reply] = self._say(known, "unsubscribe", subscription=name)

        assert self._is_known(known, reply)
        if known.is_alive:
            known.names.discard(name)
            self.listening = [kept for kept in self.listening if kept != (name, known)]

    @rule(known=sessions)
    def connect(self, known: Known) -> None:
        """Hear what waited, all of it, once, in order."""
        *told, reply = self._say(known, "connect", advice={"timeout": 0})

        assert self._is_known(known, reply)
        assert [(message["channel"], _id(message)) for message in told] == (known.waiting if known.is_alive else [])
        known.waiting = []

    @rule(known=sessions)
    def disconnect(self, known: Known) -> None:
        """End a session."""
        [reply] = self._say(known, "disconnect")

        assert self._is_known(known, reply)
        self._end(known)

    @rule(tenant=st.sampled_from(TENANTS), family=st.sampled_from(list(ROLES)), place=st.sampled_from([0, 1]))
    def change(self, tenant: str, family: str, place: int) -> None:
        """Store something: those hear of it who listen and may see it now. Whoever has no room is through."""
        path, document = DOCUMENTS[family]
        source = self.sources[tenant][place]
        made = self._call("POST", path, {**document, "source": {"id": source}}, f"{tenant}/admin:admin")["id"]
        for known in {known: None for name, known in self.listening if known.tenant == tenant}:
            hears = {f"/{family}/*", f"/{family}/{source}"} & known.names
            if not hears or family not in self.held[tenant, known.user]:
                continue
            if len(known.waiting) == LIMITS.messages:
                self._end(known)
            else:
                known.waiting.append((f"/{family}/{source}", made))

    @rule(millis=st.integers(1, LIMITS.idle))
    def wait(self, millis: int) -> None:
        """Let time pass; who was silent for too long is through."""
        self.world.platform.advance(millis)
        for known in self.opened:
            self._expire(known)
        self.world.app._application.realtime.sweep()

    @rule()
    def restart(self) -> None:
        """Serve the same tenants anew: the sessions are gone."""
        self.world.app = build_app(self.world.platform, Settings(realtime=LIMITS))
        self.world.call = Door(self.world.app)
        for known in self.opened:
            self._end(known)
        self.opened = []

    def _listen(self, known: Known, name: str) -> None:
        same = [
            other
            for held, other in self.listening
            if (held, other.tenant, other.user) == (name, known.tenant, known.user)
        ]
        if len(same) == LIMITS.connections:
            self._end(same[0])
        known.names.add(name)
        self.listening.append((name, known))

    def _end(self, known: Known) -> None:
        known.is_alive = False
        self.listening = [kept for kept in self.listening if kept[1] is not known]

    def _expire(self, known: Known) -> None:
        if self._now() >= known.heard + LIMITS.idle:
            self._end(known)

    def _is_known(self, known: Known, reply: Any) -> bool:
        """Tell whether a reply is right about whether there is such a session."""
        return known.is_alive is not bool(reply.get("error") == LOST)

    def _channel(self, tenant: str, family: str, place: str | int) -> str:
        return f"/{family}/{self.sources[tenant][place] if isinstance(place, int) else place}"

    def _say(self, known: Known, kind: str, **fields: object) -> Any:
        self._expire(known)
        known.heard = self._now()
        named = {"clientId": known.client_id} if known.client_id else {}
        return self._call("POST", PATH, [{"channel": f"/meta/{kind}", **named, **fields}], known.login)

    def _call(self, method: str, path: str, json: object, login: str) -> Any:
        return self.world.call(method, path, json=json, login=login).json()

    def _now(self) -> int:
        return self.world.platform.clock.now()


def _id(message: Any) -> object:
    return message["data"]["data"]["id"]


TestConversations = pytest.mark.timeout(300)(Conversations.TestCase)
