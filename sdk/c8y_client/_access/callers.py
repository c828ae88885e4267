"""Who is behind a request that reached a service."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final

_logger: Final = logging.getLogger("c8y_client")
_NAME: Final = "authorization"


def authorization_of(headers: Mapping[str, str] | None, cookies: Mapping[str, str] | None) -> str:
    """Find the caller's credentials, as the value of an Authorization header.

    Names of headers and cookies may be in any case. A cookie, which holds a token, wins over a header. Without either
    it is a `ValueError` that names what is there, but no values.
    """
    if not headers and not cookies:
        raise ValueError("give the headers or the cookies of the inbound request")
    header = _value(headers)
    cookie = _value(cookies)
    if header and cookie and header.split()[-1] != cookie:
        _logger.warning("the inbound request has an Authorization header and another cookie; the cookie counts")
    if cookie:
        return f"Bearer {cookie}"
    if header:
        return header
    found = ", ".join(name for fields in (headers, cookies) for name, _ in (fields or {}).items())
    raise ValueError(f"the inbound request has no credentials; it has {found}")


def _value(fields: Mapping[str, str] | None) -> str | None:
    return next((value for name, value in (fields or {}).items() if name.lower() == _NAME and value.strip()), None)
