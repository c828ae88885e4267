"""Listeners of Notification 2.0: what happens in a tenant, told as it happens."""

from __future__ import annotations

from c8y_client._async.notification2 import Listener, Message, QueueListener

__all__ = ["Listener", "Message", "QueueListener"]
