"""Binaries: files kept in the inventory."""

from __future__ import annotations

from mockc8y.api.route import Route, query_names, roles

ROUTES = (
    Route(
        "POST",
        "/inventory/binaries",
        "postBinariesCollectionResource",
        roles("INVENTORY_ADMIN", "INVENTORY_CREATE", "BINARY_ADMIN", "BINARY_CREATE"),
    ),
    Route(
        "GET",
        "/inventory/binaries",
        "getBinariesCollectionResource",
        roles("INVENTORY_READ", "BINARY_READ", "MANAGED_OBJECT_READ"),
        parameters=query_names(
            "childAdditionId childAssetId childDeviceId currentPage ids owner pageSize type withTotalPages"
        ),
    ),
    Route("GET", "/inventory/binaries/{id}", "getBinariesResource", roles("INVENTORY_READ", "BINARY_READ")),
    Route("PUT", "/inventory/binaries/{id}", "putBinariesResource", roles("INVENTORY_ADMIN", "BINARY_ADMIN")),
    Route("DELETE", "/inventory/binaries/{id}", "deleteBinariesResource", roles("INVENTORY_ADMIN", "BINARY_ADMIN")),
)
"""The operations of this family in the official specification."""
