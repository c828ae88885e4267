"""Device registration, asynchronous."""

from c8y_client._async.registry import DeviceRegistryClient
from c8y_client._credentials import Credentials

__all__ = ["Credentials", "DeviceRegistryClient"]
