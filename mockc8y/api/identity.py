"""External ids."""

from __future__ import annotations

from mockc8y.api.route import Route, roles

ROUTES = (
    Route("POST", "/identity/search", "postIdentitySearch", roles("IDENTITY_READ")),
    Route("POST", "/identity/globalIds/{id}/externalIds", "postExternalIDCollectionResource", roles("IDENTITY_ADMIN")),
    Route("GET", "/identity/globalIds/{id}/externalIds", "getExternalIDCollectionResource", roles("IDENTITY_READ")),
    Route("GET", "/identity/externalIds/{type}/{externalId}", "getExternalIDResource", roles("IDENTITY_READ")),
    Route("DELETE", "/identity/externalIds/{type}/{externalId}", "deleteExternalIDResource", roles("IDENTITY_ADMIN")),
)
"""The operations of this family in the official specification."""
