"""The two cookies of a session, as the platform writes them."""

from __future__ import annotations

from mockc8y.api.links import Links
from mockc8y.api.reply import RawHeaders
from mockc8y.domain.session_tokens import Started


def set_cookies(started: Started, links: Links) -> RawHeaders:
    """Return the headers that make a browser keep a session.

    The token comes first: clients that read both headers as one text look for it at the start. Scripts may read the
    other value, which they repeat with each write.
    """
    return _cookies(started.token, started.xsrf, started.seconds, links)


def clear_cookies(links: Links) -> RawHeaders:
    """Return the headers that make a browser forget a session."""
    return _cookies("", "", 0, links)


def _cookies(token: str, xsrf: str, seconds: int, links: Links) -> RawHeaders:
    # Browsers drop what is marked as secure and came over plain HTTP.
    common = f"Max-Age={seconds}; Path=/" + ("; Secure" if links.base.startswith("https:") else "")
    cookies = (f"authorization={token}; {common}; HttpOnly", f"XSRF-TOKEN={xsrf}; {common}")
    return [(b"set-cookie", cookie.encode()) for cookie in cookies]
