"""Device registration, asynchronous."""

from c8y_client._access.credentials import Credentials
from c8y_client._async.registry import DeviceRegistryClient

__all__ = ["Credentials", "DeviceRegistryClient"]
