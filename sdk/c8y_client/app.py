"""Microservices and interactive sessions, asynchronous."""

from c8y_client._async.interactive import get_client
from c8y_client._async.microservices import MultiTenantCumulocityApp, SimpleCumulocityApp
from c8y_client._async.subscription_listener import SubscriptionListener

__all__ = ["MultiTenantCumulocityApp", "SimpleCumulocityApp", "SubscriptionListener", "get_client"]
