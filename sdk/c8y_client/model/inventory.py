"""Collections of objects, where code written for pyc8y looks for them."""

from c8y_client._async.device_inventory import DeviceInventory
from c8y_client._async.group_inventory import DeviceGroupInventory
from c8y_client._async.inventory import Inventory
from c8y_client._documents.hierarchy import ObjectReference

__all__ = ["DeviceGroupInventory", "DeviceInventory", "Inventory", "ObjectReference"]
