"""Managed objects."""

from __future__ import annotations

from mockc8y.api import managed_object, render
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names, roles
from mockc8y.domain import inventory

RESOURCE = managed_object.RESOURCE


def create(request: Request) -> Reply:
    """POST a managed object."""
    return render.created(request, RESOURCE, inventory.create(request.tenant, request.document(), request.caller))


def get(request: Request) -> Reply:
    """GET one managed object."""
    return render.found(request, RESOURCE, inventory.get(request.tenant, *request.arguments))


ROUTES = (
    Route(
        "POST",
        "/inventory/managedObjects",
        "postManagedObjectCollectionResource",
        roles("INVENTORY_ADMIN", "INVENTORY_CREATE", "MANAGED_OBJECT_ADMIN", "MANAGED_OBJECT_CREATE"),
        create,
        Evidence.RECORDED,
    ),
    Route(
        "PUT",
        "/inventory/managedObjects",
        "putManagedObjectCollectionResource",
        roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN"),
    ),
    Route(
        "GET",
        "/inventory/managedObjects",
        "getManagedObjectCollectionResource",
        roles("INVENTORY_READ", "MANAGED_OBJECT_READ"),
        parameters=query_names(
            "childAdditionId childAssetId childDeviceId fragmentType ids onlyRoots owner q query "
            "skipChildrenNames text type withChildren withChildrenCount withGroups withParents "
            "withLatestValues"
        )
        | PAGING,
    ),
    Route(
        "GET",
        "/inventory/managedObjects/{id}",
        "getManagedObjectResource",
        roles("INVENTORY_READ", "MANAGED_OBJECT_READ"),
        get,
        Evidence.RECORDED,
        parameters=query_names("skipChildrenNames withChildren withChildrenCount withParents withLatestValues"),
    ),
    Route(
        "PUT",
        "/inventory/managedObjects/{id}",
        "putManagedObjectResource",
        roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN"),
    ),
    Route(
        "DELETE",
        "/inventory/managedObjects/{id}",
        "deleteManagedObjectResource",
        roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN"),
        parameters=query_names("cascade forceCascade withDeviceUser"),
    ),
    Route(
        "GET",
        "/inventory/managedObjects/{id}/availability",
        "getLastAvailabilityManagedObjectResource",
        roles("INVENTORY_READ", "MANAGED_OBJECT_READ"),
    ),
    Route(
        "GET",
        "/inventory/managedObjects/{id}/supportedMeasurements",
        "getSupportedMeasurementsManagedObjectResource",
        roles("INVENTORY_READ", "MANAGED_OBJECT_READ"),
    ),
    Route(
        "GET",
        "/inventory/managedObjects/{id}/supportedSeries",
        "getSupportedSeriesManagedObjectResource",
        roles("INVENTORY_READ", "MANAGED_OBJECT_READ"),
    ),
    Route(
        "GET",
        "/inventory/managedObjects/{id}/user",
        "getManagedObjectUserResource",
        roles("INVENTORY_READ", "MANAGED_OBJECT_READ"),
    ),
    Route(
        "PUT",
        "/inventory/managedObjects/{id}/user",
        "putManagedObjectUserResource",
        roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN"),
    ),
)
"""The operations of this family in the official specification."""
