"""Listeners of Notification 2.0: what happens in a tenant, told as it happens."""

from __future__ import annotations

from c8y_client._push.tasks.listener import Listener
from c8y_client._push.tasks.message import Message
from c8y_client._push.tasks.queue_listener import QueueListener

__all__ = ["Listener", "Message", "QueueListener"]
