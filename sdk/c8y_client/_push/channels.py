"""Channels of real-time notifications: which messages a subscription is for, and what they are about."""

from __future__ import annotations

import re
from functools import cache


def is_for(pattern: str, channel: str) -> bool:
    """Tell whether a subscription covers a channel: `*` stands for one segment, `**` at the end for any number.

    >>> is_for("/measurements/*", "/measurements/9001"), is_for("/**", "/measurements/9001"), is_for("/*", "/a/b")
    (True, True, False)
    """
    return _expression(pattern).fullmatch(channel) is not None


def checked(channel: str) -> str:
    """Accept a channel to subscribe to, such as `/alarms/9001` or `/alarms/*`; anything else is a `ValueError`."""
    if not channel.startswith("/") or channel.startswith("/meta/"):
        raise ValueError(f"a channel is like '/measurements/9001' or '/measurements/*', got {channel!r}")
    return channel


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    wild = {r"\*\*": ".+", r"\*": "[^/]+"}
    return re.compile(re.sub(r"\\\*\\\*|\\\*", lambda found: wild[found[0]], re.escape(pattern)))
