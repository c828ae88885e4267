"""Children of managed objects, of all three kinds."""

from __future__ import annotations

from mockc8y.api.route import PAGING, Route, query_names, roles

ROUTES = (
    Route(
        "POST",
        "/inventory/managedObjects/{id}/childAdditions",
        "postManagedObjectChildAdditionsResource",
        roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN"),
    ),
    Route(
        "GET",
        "/inventory/managedObjects/{id}/childAdditions",
        "getManagedObjectChildAdditionsResource",
        roles("INVENTORY_READ", "MANAGED_OBJECT_READ"),
        parameters=query_names("query withChildren withChildrenCount") | PAGING,
    ),
    Route(
        "DELETE",
        "/inventory/managedObjects/{id}/childAdditions",
        "deleteManagedObjectChildAdditionResourceMultiple",
        roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN"),
    ),
    Route(
        "GET",
        "/inventory/managedObjects/{id}/childAdditions/{childId}",
        "getManagedObjectChildAdditionResource",
        roles("INVENTORY_READ", "MANAGED_OBJECT_READ"),
    ),
    Route(
        "DELETE",
        "/inventory/managedObjects/{id}/childAdditions/{childId}",
        "deleteManagedObjectChildAdditionResource",
        roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN"),
    ),
    Route(
        "POST",
        "/inventory/managedObjects/{id}/childAssets",
        "postManagedObjectChildAssetsResource",
        roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN"),
    ),
    Route(
        "GET",
        "/inventory/managedObjects/{id}/childAssets",
        "getManagedObjectChildAssetsResource",
        roles("INVENTORY_READ", "MANAGED_OBJECT_READ"),
        parameters=query_names("query withChildren withChildrenCount") | PAGING,
    ),
    Route(
        "DELETE",
        "/inventory/managedObjects/{id}/childAssets",
        "deleteManagedObjectChildAssetResourceMultiple",
        roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN"),
    ),
    Route(
        "GET",
        "/inventory/managedObjects/{id}/childAssets/{childId}",
        "getManagedObjectChildAssetResource",
        roles("INVENTORY_READ", "MANAGED_OBJECT_READ"),
    ),
    Route(
        "DELETE",
        "/inventory/managedObjects/{id}/childAssets/{childId}",
        "deleteManagedObjectChildAssetResource",
        roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN"),
    ),
    Route(
        "POST",
        "/inventory/managedObjects/{id}/childDevices",
        "postManagedObjectChildDevicesResource",
        roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN"),
    ),
    Route(
        "GET",
        "/inventory/managedObjects/{id}/childDevices",
        "getManagedObjectChildDevicesResource",
        roles("INVENTORY_READ", "MANAGED_OBJECT_READ"),
        parameters=query_names("query withChildren withChildrenCount") | PAGING,
    ),
    Route(
        "DELETE",
        "/inventory/managedObjects/{id}/childDevices",
        "deleteManagedObjectChildDeviceResourceMultiple",
        roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN"),
    ),
    Route(
        "GET",
        "/inventory/managedObjects/{id}/childDevices/{childId}",
        "getManagedObjectChildDeviceResource",
        roles("INVENTORY_READ", "MANAGED_OBJECT_READ"),
    ),
    Route(
        "DELETE",
        "/inventory/managedObjects/{id}/childDevices/{childId}",
        "deleteManagedObjectChildDeviceResource",
        roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN"),
    ),
)
"""The operations of this family in the official specification."""
