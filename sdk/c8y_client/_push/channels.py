"""Channels of real-time notifications, and who listens to them."""

from __future__ import annotations

import re
from functools import cache


def is_for(pattern: str, channel: str) -> bool:
    """Tell whether a subscription covers a channel: `*` stands for one segment, `**` for any number.

    >>> is_for("/measurements/*", "/measurements/9001"), is_for("/**", "/measurements/9001"), is_for("/*", "/a/b")
    (True, True, False)
    """
    return _expression(pattern).fullmatch(channel) is not None


def checked(channels: tuple[str, ...]) -> frozenset[str]:
    """Accept channels to subscribe to, such as `/alarms/9001` and `/events/*`; anything else is a `ValueError`."""
    if not channels:
        raise ValueError("which channels? pass at least one, such as '/measurements/*'")
    for channel in channels:
        if not channel.startswith("/") or channel.startswith("/meta/"):
            raise ValueError(f"a channel is like '/measurements/9001' or '/measurements/*', got {channel!r}")
    return frozenset(channels)


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    wild = {"**": ".+", "*": "[^/]+"}
    parts = re.split(r"(\*\*|\*)", pattern)
    return re.compile("".join(wild.get(part) or re.escape(part) for part in parts))
