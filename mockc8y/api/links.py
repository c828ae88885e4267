"""Absolute addresses: where `self`, `next` and `Location` point."""

from __future__ import annotations

import re
from functools import lru_cache

_HOST = re.compile(r"[A-Za-z0-9._\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_PREFIX = re.compile(r"(/(?!\.+(?:/|$))[A-Za-z0-9._\-]+)+/?")
_SCHEMES = frozenset({"http", "https"})


class Links:
    """Writes addresses below one base, as text and as bytes for templates."""

    __slots__ = ("base", "raw")

    def __init__(self, base: str) -> None:
        self.base = base
        self.raw = base.encode()

    def to(self, path: str) -> str:
        """Return the absolute address of a path."""
        return self.base + path


@lru_cache(maxsize=256)
def links_of(base_url: str | None, scheme: str, host: bytes, *forwarded: bytes | None) -> Links:
    """Choose the base of all links: the configured address, else what a proxy says, else the request's own host.

    `forwarded` holds the values of `X-Forwarded-Proto`, `-Host`, `-Port` and `-Prefix`, if there are any. A host that
    is none is not repeated into the answer.
    """
    if base_url:
        return Links(base_url.rstrip("/"))
    proto, forwarded_host, port, prefix = map(_first, forwarded or (None,) * 4)
    chosen = forwarded_host or host.decode("latin-1")
    if port and ":" not in chosen:
        chosen = f"{chosen}:{port}"
    if not _HOST.fullmatch(chosen):
        chosen = "localhost"
    return Links(f"{proto if proto in _SCHEMES else scheme}://{chosen}{_clean_prefix(prefix)}")


def _first(value: bytes | None) -> str:
    return (value or b"").decode("latin-1").partition(",")[0].strip()


def _clean_prefix(prefix: str) -> str:
    """Return a prefix without its last slash; one that is no path, or climbs by dots, is passed over."""
    return prefix.rstrip("/") if _PREFIX.fullmatch(prefix) else ""
