"""Objects of the inventory, where code written for pyc8y looks for them."""

from c8y_client._async.device import Device
from c8y_client._async.device_group import DeviceGroup
from c8y_client._async.managed_object import ManagedObject
from c8y_client._documents.availability import Availability
from c8y_client._documents.hierarchy import ObjectReference

__all__ = ["Availability", "Device", "DeviceGroup", "ManagedObject", "ObjectReference"]
