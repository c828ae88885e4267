"""Feature toggles."""

from __future__ import annotations

from mockc8y.api import render
from mockc8y.api.management import any_tenant, require_management
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import EVERYBODY, Evidence, Route, query_names
from mockc8y.domain import features
from mockc8y.domain.roles import roles

PATH = "/features"
BY_TENANT = f"{PATH}/{{featureKey}}/by-tenant"
_MANAGERS = roles("TENANT_MANAGEMENT_ADMIN")
_TOLERATED = query_names("pageSize")
"""The web interface sends it, although the array comes in one piece."""


def find(request: Request) -> Reply:
    """GET all features as the caller's tenant has them: a plain array, in one piece."""
    return render.value(request, [features.document_of(request.tenant, feature) for feature in features.select()])


def get(request: Request) -> Reply:
    """GET one feature as the caller's tenant has it."""
    return render.value(request, features.document_of(request.tenant, features.get(*request.arguments)))


def find_overrides(request: Request) -> Reply:
    """GET the tenants that have a feature their own way."""
    require_management(request)
    return render.value(request, features.overrides(request.platform.tenants, *request.arguments))


def set_own(request: Request) -> Reply:
    """PUT whether the caller's tenant has a feature."""
    (key,) = request.arguments
    features.require_open(request.tenant, key)
    features.override(request.tenant, key, request.document())
    return Reply(200)


def unset_own(request: Request) -> Reply:
    """DELETE what the caller's tenant said of a feature. The platform answers 200."""
    (key,) = request.arguments
    features.require_open(request.tenant, key)
    features.reset(request.tenant, key)
    return Reply(200)


def set_given(request: Request) -> Reply:
    """PUT whether a tenant has a feature."""
    key, tenant_id = request.arguments
    features.override(any_tenant(request, tenant_id), key, request.document())
    return Reply(200)


def unset_given(request: Request) -> Reply:
    """DELETE what was said of a feature for a tenant. The platform answers 200."""
    key, tenant_id = request.arguments
    features.reset(any_tenant(request, tenant_id), key)
    return Reply(200)


ROUTES = (
    Route("GET", PATH, "listCurrentTenantFeatures", EVERYBODY, find, Evidence.CLIENT, parameters=_TOLERATED),
    Route("GET", f"{PATH}/{{featureKey}}", "getCurrentTenantFeature", EVERYBODY, get, Evidence.CLIENT),
    Route("GET", BY_TENANT, "listTenantFeatureToggleValues", _MANAGERS, find_overrides),
    Route("PUT", BY_TENANT, "setCurrentTenantFeatureToggleValue", _MANAGERS, set_own),
    Route("DELETE", BY_TENANT, "unsetCurrentTenantFeatureToggleValue", _MANAGERS, unset_own),
    Route("PUT", f"{BY_TENANT}/{{tenantId}}", "setGivenTenantFeatureToggleValue", _MANAGERS, set_given),
    Route("DELETE", f"{BY_TENANT}/{{tenantId}}", "unsetGivenTenantFeatureToggleValue", _MANAGERS, unset_given),
)
"""The operations of this family in the official specification."""
