"""Login options."""

from __future__ import annotations

import orjson

from mockc8y.api import parameters, render
from mockc8y.api.management import any_tenant, require_management
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import EVERYBODY, Evidence, Route, query_names
from mockc8y.domain import login_option_draft, login_options, sessions
from mockc8y.domain.errors import error
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import MANAGEMENT
from mockc8y.store.codec import Document

PATH = "/tenant/loginOptions"
ONE = f"{PATH}/{{typeOrId}}"
OFFERS = render.item_offers("authconfig")
PUBLIC = (
    *("id", "self", "type", "_type", "userManagementSource", "grantType", "visibleOnLoginPage", "initRequest"),
    *("loginRedirectDomain", "tfaStrategy", "enforceStrength", "greenMinLength", "strengthValidity"),
    *("sessionConfiguration", "authenticationRestrictions", "buttonName", "flowControlledByUI"),
)
"""What everybody may know of a login option. The rest tells how the tenant talks to an external login server."""

_ADMINISTRATORS = roles("TENANT_ADMIN", "TENANT_MANAGEMENT_ADMIN")


def find(request: Request) -> Reply:
    """GET all ways to log in to a tenant. It is asked before anybody has logged in."""
    tenant = _asked_for(request)
    shown = [_document(request, tenant, option) for option in tenant.login_options.values()]
    options = [{name: option[name] for name in PUBLIC if name in option} for option in shown]
    document = {"self": request.links.to(f"{PATH}/"), "loginOptions": options}
    return render.value(request, document, *render.item_offers("loginoptioncollection"))


def create(request: Request) -> Reply:
    """POST a login option."""
    option = login_options.create(request.tenant, request.document(), request.caller)
    return _written(request, request.tenant, option)


def get(request: Request) -> Reply:
    """GET one login option."""
    option = login_options.get_open(request.tenant, *request.arguments)
    return render.value(request, _document(request, request.tenant, option), *OFFERS)


def update(request: Request) -> Reply:
    """PUT changes of a login option."""
    is_over = terminates_sessions(request)
    option = login_options.update(request.tenant, request.arguments[0], request.document(), request.caller)
    if is_over:
        sessions.end_all(request.tenant)
    return _written(request, request.tenant, option)


def delete(request: Request) -> Reply:
    """DELETE a login option."""
    (option,) = request.arguments
    login_options.delete(request.tenant, option, request.caller)
    return no_content()


def restrict(request: Request) -> Reply:
    """PUT whether a tenant may change one of its login options."""
    require_management(request)
    target = request.query.get("targetTenant")
    if target is None:
        raise parameters.invalid("targetTenant", "is missing")
    tenant = any_tenant(request, target)
    option = login_options.restrict(tenant, request.arguments[0], request.document(), request.caller)
    return _written(request, tenant, option)


def terminates_sessions(request: Request) -> bool:
    """Tell whether a change ends all sessions of the tenant, as it does unless the client says otherwise."""
    return parameters.choice(request.query, "terminateUserSessions") is not False


def _asked_for(request: Request) -> Tenant:
    tenant_id, management = request.query.get("tenantId"), parameters.flag(request.query, "management")
    if tenant_id is not None and management:
        reason = f"Do not use 'management' flag while querying loginOptions of tenant with id {tenant_id}"
        raise error("request.bad", area=login_option_draft.AREA, reason=reason)
    if tenant_id is None and not management:
        return request.platform.tenant_of_host(request.headers.get(b"host", b"").decode("latin-1"))
    tenant = request.platform.tenant(tenant_id or MANAGEMENT)
    if tenant is None:
        raise error("tenant.unknown", id=tenant_id)
    return tenant


def _written(request: Request, tenant: Tenant, option: Document) -> Reply:
    return render.written(request, 200, OFFERS, orjson.dumps(_document(request, tenant, option)))


def _document(request: Request, tenant: Tenant, option: Document) -> Document:
    """Return a login option with what follows from its tenant and from how the client reaches the platform."""
    profile = tenant.profile.value
    return {
        **option,
        "self": request.links.to(f"{PATH}/{option['id']}"),
        "initRequest": request.links.to(f"/tenant/oauth?tenant_id={tenant.id}"),
        "loginRedirectDomain": profile.domain,
        "tfaStrategy": profile.tfa_strategy,
    }


ROUTES = (
    Route("POST", PATH, "postLoginOptionCollectionResource", _ADMINISTRATORS, create, Evidence.SPEC),
    Route(
        "GET",
        PATH,
        "getLoginOptionCollectionResource",
        EVERYBODY,
        find,
        Evidence.CLIENT,
        parameters=query_names("management tenantId"),
        public=True,
    ),
    Route(
        "GET",
        ONE,
        "getLoginOptionResource",
        _ADMINISTRATORS | roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
        get,
        Evidence.SPEC,
    ),
    Route(
        "PUT",
        ONE,
        "putLoginOptionResource",
        _ADMINISTRATORS,
        update,
        Evidence.SPEC,
        parameters=query_names("terminateUserSessions"),
    ),
    Route("DELETE", ONE, "deleteLoginOptionResource", _ADMINISTRATORS, delete, Evidence.SPEC),
    Route(
        "PUT",
        f"{ONE}/restrict",
        "putAccessLoginOptionResource",
        roles("TENANT_MANAGEMENT_ADMIN"),
        restrict,
        Evidence.SPEC,
        parameters=query_names("targetTenant"),
    ),
)
"""The operations of this family in the official specification."""
