"""How a server presents a platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from mockc8y.api.bayeux.limits import RealtimeLimits

if TYPE_CHECKING:
    from mockc8y.api.local_apps import LocalApp

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Built once, handed down.

    `base_url` is the public address used in links behind a proxy that sends no `X-Forwarded-*` headers.
    `strict` refuses query parameters the specification does not know.
    `permissions` off lets every user do everything, and says so with every answer.
    `document_limit` and `file_limit` are the largest JSON and file bodies in bytes; a managed object holds at most
    16 MiB on the platform and a file 50 MiB (`files/max.size`).
    `local_apps` are web applications on this machine's disk, and `services` the addresses of microservices that run
    outside of the platform; both by context path.
    `realtime` bounds real-time notifications.
    `notification_window` is how many messages a client of Notification 2.0 may leave without acknowledgement before it
    is sent no more, and `notification_idle` how many seconds its websocket may stand idle (both: specification).
    """

    base_url: str | None = None
    strict: bool = False
    permissions: bool = True
    document_limit: int = 16 * MEBIBYTE
    file_limit: int = 50 * MEBIBYTE
    local_apps: Mapping[str, LocalApp] = field(default_factory=lambda: MappingProxyType({}))
    services: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    realtime: RealtimeLimits = field(default_factory=RealtimeLimits)
    notification_window: int = 1000
    notification_idle: float = 300.0
