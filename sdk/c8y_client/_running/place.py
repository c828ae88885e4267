"""Where a call runs, as far as connections are bound to that, in both halves."""

from __future__ import annotations

import asyncio


def place() -> object:
    """Name no place: threads share connections."""
    return None


def async_place() -> asyncio.AbstractEventLoop | None:
    """Name the event loop, whose connections are of no use to another; `None` on those of other libraries."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
