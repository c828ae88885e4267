"""Which sessions of a tenant listen to which channels."""

from __future__ import annotations

from collections.abc import Callable

from mockc8y.api.bayeux.sessions import Session
from mockc8y.domain.realtime.channels import wildcards_of


class Subscriptions:
    """The sessions by what they subscribed to. They are handed out as copies: who hears of a change may unsubscribe.

    `stop` ends what was begun for the sake of them all. `state` is that of the tenant when it was last looked whether
    all of them may still listen.
    """

    def __init__(self, stop: Callable[[], None]) -> None:
        self.stop = stop
        self.state: object = None
        self._by_name: dict[str, dict[Session, None]] = {}

    def __bool__(self) -> bool:
        return bool(self._by_name)

    def add(self, name: str, session: Session) -> None:
        """Let a session listen to a channel, or to many by a wildcard."""
        self._by_name.setdefault(name, {})[session] = None
        session.channels[name] = None

    def remove(self, name: str, session: Session) -> None:
        """Let a session listen no longer, if it did."""
        session.channels.pop(name, None)
        sessions = self._by_name.get(name, {})
        sessions.pop(session, None)
        if not sessions:
            self._by_name.pop(name, None)

    def of(self, name: str) -> list[Session]:
        """Return the sessions that hold just this subscription, the oldest first."""
        return list(self._by_name.get(name, ()))

    def listening(self, channel: str) -> list[Session]:
        """Return the sessions that hold a subscription to a channel, by its name or by a wildcard, each once."""
        held = [name for name in (channel, *wildcards_of(channel)) if name in self._by_name]
        return list(dict.fromkeys(session for name in held for session in self.of(name)))
