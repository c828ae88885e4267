"""Keeps web pages from reaching a server on this machine through a name they control (DNS rebinding)."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from mockc8y.api.application import App, Scope
from mockc8y.api.body import Receive
from mockc8y.api.reply import Send

_LOCAL_NAMES = frozenset({"localhost", "host.docker.internal"})
_REFUSAL = (
    b"mockc8y listens on this machine only and does not know the host name of this request. "
    b"Use localhost, or name the public address with --base-url.\n"
)


def allowed_hosts(bound_to: str, base_url: str | None) -> frozenset[str] | None:
    """Return the host names that may be asked for, or `None` for any: a server that others reach has other names."""
    if not _is_loopback(bound_to):
        return None
    public = urlsplit(base_url).hostname if base_url else None
    return _LOCAL_NAMES | ({public} if public else set())


class HostGuard:
    """Answers 421 to requests whose `Host` is neither an address, nor below `localhost`, nor allowed by name."""

    def __init__(self, app: App, allowed: frozenset[str] | None) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is not our business."""
        if self._allowed is None or scope["type"] == "lifespan" or self._knows(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            headers = [(b"content-type", b"text/plain"), (b"content-length", b"%d" % len(_REFUSAL))]
            await send({"type": "http.response.start", "status": 421, "headers": headers})
            await send({"type": "http.response.body", "body": _REFUSAL})

    def _knows(self, scope: Scope) -> bool:
        # One that came twice could be read here one way and elsewhere the other.
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        return bool(hosts) and all(map(self._allows, hosts))

    def _allows(self, host: str) -> bool:
        name = _hostname(host)
        return name in (self._allowed or ()) or name.endswith(".localhost") or _is_address(name)


def _hostname(host: str) -> str:
    if set(host) & set("/?#@\\ "):
        return ""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    inner = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return (inner or parsed).is_loopback


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
