"""Microservices and interactive sessions, synchronous."""

from c8y_client.sync._api import MultiTenantCumulocityApp, SimpleCumulocityApp
from c8y_client.sync.interactive import get_client
from c8y_client.sync.subscription_listener import SubscriptionListener

__all__ = ["MultiTenantCumulocityApp", "SimpleCumulocityApp", "SubscriptionListener", "get_client"]
