"""What those who serve consumers of Notification 2.0 are woken by, and what is kept only as long as they run."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from mockc8y.domain.errors import error
from mockc8y.domain.notifications.stores import Topic, Topics


class Notice(NamedTuple):
    """Something happened in a topic: a message came, or the consumer named `ended` was unsubscribed.

    Without a topic anything may have: the tenant went back to a state that was kept, and what consumers were sent
    since means nothing any more. If it `is_shut`, the tenant was removed or suspended, and serves nobody.
    """

    topic: Topic | None
    ended: str | None = None
    is_shut: bool = False


Listener = Callable[[Notice], None]


class Notices:
    """Tells every listener of every notice, within the request that caused it. No snapshot holds any of this.

    `volatile` are the topics that are not persistent. They are buffered in memory only (specification), so no restore
    takes anything from those who listen. `overflowed` is the topic that a message was lost of since the present request
    began, as its backlog was full.
    """

    def __init__(self) -> None:
        self._listeners: tuple[Listener, ...] = ()
        self.volatile = Topics()
        self.overflowed: Topic | None = None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Add a listener and return the function that removes it again."""
        self._listeners = (*self._listeners, listener)
        return lambda: self._remove(listener)

    def publish(self, topic: Topic | None, ended: str | None = None) -> None:
        """Tell all listeners."""
        if self._listeners:
            self._tell(Notice(topic, ended))

    def shut(self) -> None:
        """Tell all listeners that the tenant serves nobody any more."""
        self._tell(Notice(None, is_shut=True))

    def require_no_overflow(self) -> None:
        """Raise 500 if a backlog was full. What the request wrote is stored all the same (specification)."""
        if self.overflowed is not None:
            raise error("notification_backlog.full", subscription=self.overflowed.subscription)

    def _tell(self, notice: Notice) -> None:
        for listener in self._listeners:
            listener(notice)

    def _remove(self, listener: Listener) -> None:
        self._listeners = tuple(kept for kept in self._listeners if kept != listener)
