"""The client, asynchronous."""

from c8y_client._async.client import CumulocityClient

__all__ = ["CumulocityClient"]
