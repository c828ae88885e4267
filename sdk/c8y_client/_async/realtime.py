"""Real-time notifications: what happens in a tenant, told to whoever listens at that moment."""

from __future__ import annotations

from c8y_client._push.realtime_message import RealtimeMessage
from c8y_client._push.tasks.feed import Feed
from c8y_client._push.tasks.realtime import Realtime

__all__ = ["Feed", "Realtime", "RealtimeMessage"]
