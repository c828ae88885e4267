"""The object models, and the functions for collections of them."""

from __future__ import annotations

from c8y_client._async.events import Event, Events
from c8y_client._async.subscriptions import Subscription, Subscriptions
from c8y_client._async.tokens import Tokens

__all__ = ["Event", "Events", "Subscription", "Subscriptions", "Tokens"]
