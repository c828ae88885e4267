"""Real-time notifications: what happens in a tenant, told to whoever listens at that moment."""

from __future__ import annotations

from c8y_client._async.realtime import Feed, Realtime, RealtimeMessage

__all__ = ["Feed", "Realtime", "RealtimeMessage"]
