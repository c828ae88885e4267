"""Real-time notifications: the addresses at which the Bayeux protocol is spoken."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mockc8y.api.bayeux import long_polling
from mockc8y.api.bayeux.service import Service
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import EVERYBODY, Evidence, Route
from mockc8y.api.settings import Settings
from mockc8y.domain.errors import error
from mockc8y.domain.platform import Platform
from mockc8y.domain.realtime.feeds import CHANGES, OPERATIONS, SILENCE

PATH = "/notification/realtime"
FEEDS = MappingProxyType(
    {
        (PATH, "/cep/realtime"): CHANGES,
        ("/notification/operations", "/devicecontrol/notifications"): OPERATIONS,
        ("/cep/notifications", "/cep/customnotifications"): SILENCE,
    }
)
"""What is told where. Addresses in one row are names of one service: each knows the sessions of the other."""
KINDS = frozenset({"handshake", "connect", "disconnect", "subscribe", "unsubscribe"})
"""What the official client appends to an address: the kind of the message that it posts."""
PATHS = tuple(path for paths in FEEDS for path in paths)


class Realtime:
    """The services of a server."""

    def __init__(self, platform: Platform, settings: Settings) -> None:
        self._services: Mapping[str, Service] = {
            path: service
            for paths, feed in FEEDS.items()
            for service in [Service(feed, platform, settings)]
            for path in paths
        }

    def service_at(self, path: str) -> Service | None:
        """Return the service of a path, behind which may stand the kind of a message, as some clients have it."""
        api, name, *kind = [part for part in path.split("/") if part] + [""] * 2
        return self._services.get(f"/{api}/{name}") if KINDS.issuperset(filter(None, kind)) else None

    def release(self) -> None:
        """Answer all connects that are held."""
        for service in self._services.values():
            service.release()

    def sweep(self) -> None:
        """Remove the sessions that are over."""
        for service in self._services.values():
            service.sweep()


def converse(request: Request) -> Reply:
    """POST messages. A connect among them may hold the answer back."""
    service = request.realtime.service_at(request.path)
    if service is None:
        raise error("path.unknown", path=request.path)
    return long_polling.poll(service, request)


ROUTES = (Route("POST", PATH, "postNotificationRealtimeResource", EVERYBODY, converse, Evidence.CLIENT),)
"""The operations of this family in the official specification."""

ROUTES_BEYOND = tuple(
    Route("POST", path + suffix, "converse", EVERYBODY, converse, Evidence.CLIENT)
    for path in PATHS
    for suffix in ("", "/{kind}")
    if path + suffix != PATH
)
"""The other addresses, and what stands behind them."""
