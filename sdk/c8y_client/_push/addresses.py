"""How to connect to the websockets of a tenant, by the settings of its client."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any, Final

from c8y_client._http.settings import Settings
from c8y_client._version import __version__

if TYPE_CHECKING:
    import httpx

_SECURE: Final = "wss:"


def websocket_url(base_url: str, resource: str) -> str:
    """Turn a path of a tenant into the address of a websocket: `http` becomes `ws`, `https` becomes `wss`.

    >>> websocket_url("https://tenant.example.com", "/notification/realtime")
    'wss://tenant.example.com/notification/realtime'
    """
    return f"ws{base_url.removeprefix('http')}{resource}"


def socket_options(
    uri: str, settings: Settings, *, connect_timeout: float | None, ping_interval: float, ping_timeout: float
) -> dict[str, Any]:
    """Word the settings of a client, and times in seconds, as `websockets` wants them."""
    options: dict[str, Any] = {
        "user_agent_header": f"c8y-client/{__version__}",
        "open_timeout": connect_timeout,
        "ping_interval": ping_interval,
        "ping_timeout": ping_timeout,
        "proxy": True if settings.proxy is None else _proxy_url(settings.proxy),
    }
    if uri.startswith(_SECURE):
        options["ssl"] = _context(settings)
    return options


def _context(settings: Settings) -> ssl.SSLContext:
    verify = settings.client_options("https:")["verify"]
    if isinstance(verify, ssl.SSLContext):
        return verify
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE
    return trusting


def _proxy_url(proxy: str | httpx.Proxy) -> str:
    if isinstance(proxy, str):
        return proxy
    user, password = proxy.raw_auth or (b"", b"")
    return str(proxy.url.copy_with(username=user.decode(), password=password.decode()) if user else proxy.url)
