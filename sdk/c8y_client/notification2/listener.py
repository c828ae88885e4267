"""Listeners of Notification 2.0, where code written for pyc8y looks for them."""

from c8y_client._async.notification2 import Listener, Message, QueueListener

__all__ = ["Listener", "Message", "QueueListener"]
