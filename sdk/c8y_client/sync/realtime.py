# Made from sdk/c8y_client/_async/realtime.py by sdk/scripts/unasync.py; change that.
"""Real-time notifications: what happens in a tenant, told to whoever listens at that moment."""

from __future__ import annotations

from c8y_client._push.realtime_message import RealtimeMessage
from c8y_client._push.threads.feed import Feed
from c8y_client._push.threads.realtime import Realtime

__all__ = ["Feed", "Realtime", "RealtimeMessage"]
