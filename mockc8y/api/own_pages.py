"""Pages that the platform always has, whatever is deployed: the way in, the options of web applications, the start."""

from __future__ import annotations

from pathlib import Path

import orjson

from mockc8y.api.app_files import Segments, answered
from mockc8y.api.reply import Reply
from mockc8y.api.request import Headers
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant

LOGIN = "login"
OPTIONS = "public-options"
OPTIONS_FILE: Segments = ("options.json",)
LOGIN_CONTEXT: Segments = ("context.json",)
"""What the login page has to know before anybody has signed in."""

_PAGES = Path(__file__).parent / "pages"
_LOGIN_FILES = frozenset({"index.html", "login.css", "login.js"})
_SHUT_IN = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content security policy of the pages: they load nothing from elsewhere and stand in no frame."""


def public_file(platform: Platform, tenant: Tenant, name: str, path: Segments) -> bytes | None:
    """Return a file of the public applications that every tenant has, or `None`."""
    if name == OPTIONS and path == OPTIONS_FILE:
        return b"{}"
    if name != LOGIN:
        return None
    if path == LOGIN_CONTEXT:
        return _login_context(platform, tenant)
    return (_PAGES / path[0]).read_bytes() if len(path) == 1 and path[0] in _LOGIN_FILES else None


def page(name: str, headers: Headers) -> Reply:
    """Answer with a page or picture of ours."""
    return shut_in(answered((name,), (_PAGES / name).read_bytes(), headers))


def shut_in(reply: Reply) -> Reply:
    """Let a page of ours load nothing from elsewhere."""
    reply.headers += [(b"content-security-policy", _SHUT_IN), (b"referrer-policy", b"no-referrer")]
    return reply


def _login_context(platform: Platform, tenant: Tenant) -> bytes:
    """Say which tenant is meant, and whether people must be asked, as more than one customer lives here."""
    customers = [each for each in platform.tenants if each.profile.value.parent is not None]
    return orjson.dumps({"tenant": tenant.id, "asksForTenant": len(customers) > 1})
