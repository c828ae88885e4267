"""What Notification 2.0 passes on, where code written for pyc8y looks for them."""

from c8y_client._async.subscriptions import Subscription, Subscriptions
from c8y_client._async.tokens import Tokens

__all__ = ["Subscription", "Subscriptions", "Tokens"]
