"""Feature toggles."""

from __future__ import annotations

from mockc8y.api.route import EVERYBODY, Route
from mockc8y.domain.roles import roles

ROUTES = (
    Route("GET", "/features", "listCurrentTenantFeatures", EVERYBODY),
    Route("GET", "/features/{featureKey}", "getCurrentTenantFeature", EVERYBODY),
    Route("GET", "/features/{featureKey}/by-tenant", "listTenantFeatureToggleValues", roles("TENANT_MANAGEMENT_ADMIN")),
    Route(
        "PUT",
        "/features/{featureKey}/by-tenant",
        "setCurrentTenantFeatureToggleValue",
        roles("TENANT_MANAGEMENT_ADMIN"),
    ),
    Route(
        "DELETE",
        "/features/{featureKey}/by-tenant",
        "unsetCurrentTenantFeatureToggleValue",
        roles("TENANT_MANAGEMENT_ADMIN"),
    ),
    Route(
        "PUT",
        "/features/{featureKey}/by-tenant/{tenantId}",
        "setGivenTenantFeatureToggleValue",
        roles("TENANT_MANAGEMENT_ADMIN"),
    ),
    Route(
        "DELETE",
        "/features/{featureKey}/by-tenant/{tenantId}",
        "unsetGivenTenantFeatureToggleValue",
        roles("TENANT_MANAGEMENT_ADMIN"),
    ),
)
"""The operations of this family in the official specification."""
