"""Waiting, in both halves; tests hand in their own."""

from __future__ import annotations

import asyncio
import time

sleep = time.sleep


async def async_sleep(seconds: float) -> None:
    """Wait without holding up other tasks."""
    await asyncio.sleep(seconds)
