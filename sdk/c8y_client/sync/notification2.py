# Made from sdk/c8y_client/_async/notification2.py by sdk/scripts/unasync.py; change that.
"""Listeners of Notification 2.0: what happens in a tenant, told as it happens."""

from __future__ import annotations

from c8y_client._push.threads.listener import Listener
from c8y_client._push.threads.message import Message
from c8y_client._push.threads.queue_listener import QueueListener

__all__ = ["Listener", "Message", "QueueListener"]
