"""Who subscribes to a microservice, asynchronous."""

from c8y_client._async.subscription_listener import SubscriptionListener

__all__ = ["SubscriptionListener"]
