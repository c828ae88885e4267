"""Login options: the ways in which the users of a tenant may log in, and the settings of each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from mockc8y.domain import audit
from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import merged, without
from mockc8y.domain.errors import error
from mockc8y.domain.ids import random_uuid
from mockc8y.domain.login_option_draft import AREA, BASIC, DAY, OAI_SECURE, checked
from mockc8y.domain.tenant_profile import MANAGEMENT
from mockc8y.store.codec import Document, encode

if TYPE_CHECKING:
    from mockc8y.domain.tenant import Tenant

RESTRICTED = "onlyManagementTenantAccess"
SESSION_MILLIS = 14 * DAY
"""How long a session lasts where its login option says nothing else."""
WEB_BROWSERS = "WEB_BROWSERS"
COMPUTED = frozenset({"self", "initRequest", "loginRedirectDomain", "tfaStrategy"})
"""Properties that follow from the tenant and are not stored."""

_FIXED = COMPUTED | {"id", RESTRICTED}
_PASSWORDS: Document = {"enforceStrength": False, "greenMinLength": 8, "strengthValidity": False}
_COMMON: Document = {"providerName": "Cumulocity", "userManagementSource": "INTERNAL", "visibleOnLoginPage": True}
_NO_RESTRICTIONS: Document = {"forbiddenClients": [], "forbiddenUserAgents": [], "trustedUserAgents": []}
# No greatest number of parallel sessions: a test suite opens as many as it likes.
_SESSIONS: Document = {
    "absoluteTimeoutMillis": SESSION_MILLIS,
    "renewalTimeoutMillis": DAY,
    "userAgentValidationRequired": False,
}
_DEFAULTS: Mapping[str, Document] = MappingProxyType(
    {
        OAI_SECURE: {"_type": "OAuth2Config", "grantType": "PASSWORD", "sessionConfiguration": _SESSIONS},
        # unverified: the `_type` of this one.
        BASIC: {"_type": "BasicAuthConfig", "authenticationRestrictions": _NO_RESTRICTIONS},
    }
)


def plant_defaults(tenant: Tenant) -> None:
    """Give a fresh tenant what every tenant starts with: login by session, and by password with each request."""
    for kind, special in _DEFAULTS.items():
        option_id = str(uuid5(NAMESPACE_URL, f"{tenant.id}/{kind}"))
        tenant.login_options.put(option_id, {"id": option_id, "type": kind, **_COMMON, **special, **_PASSWORDS})


def of_type(tenant: Tenant, kind: str) -> Document | None:
    """Return the login option of a type, or `None`."""
    return next((option for option in tenant.login_options.values() if option["type"] == kind), None)


def get(tenant: Tenant, type_or_id: str) -> Document:
    """Return a login option by its id, or by its type in any case, or raise 404."""
    found = tenant.login_options.get(type_or_id) or of_type(tenant, type_or_id.upper())
    if found is None:
        raise error("login_option.unknown")
    return found


def get_open(tenant: Tenant, type_or_id: str) -> Document:
    """Return a login option that the management tenant has not taken out of the tenant's hands, or raise 403 or 404."""
    option = get(tenant, type_or_id)
    if option.get(RESTRICTED) and tenant.id != MANAGEMENT:
        raise error("authorization.denied", rule="the management tenant keeps this login option to itself")
    return option


def create(tenant: Tenant, document: Document, caller: Caller) -> Document:
    """Add a login option; the platform knows one of each type."""
    option = checked(merged({}, without(document, _FIXED)))
    if of_type(tenant, option["type"]) is not None:
        raise error("request.bad", area=AREA, reason=f"A login option of type {option['type']} exists already")
    return _store(tenant, {"id": random_uuid(tenant.random), **option}, "added", caller)


def update(tenant: Tenant, type_or_id: str, change: Document, caller: Caller) -> Document:
    """Apply a PUT body. The type of a login option cannot be changed."""
    option = get_open(tenant, type_or_id)
    return _store(tenant, checked(merged(option, without(change, _FIXED | {"type"}))), "updated", caller)


def delete(tenant: Tenant, type_or_id: str, caller: Caller) -> None:
    """Remove a login option with its mappings.

    # unverified: what becomes of those who logged in by it; here they go on, and can log in by it as before.
    """
    option = get_open(tenant, type_or_id)
    tenant.login_options.remove(option["id"])
    for mapping_id, mapping in tenant.access_mappings.items():
        if mapping.option == option["id"]:
            tenant.access_mappings.remove(mapping_id)
    record(tenant, option, "deleted", caller)


def restrict(tenant: Tenant, type_or_id: str, document: Document, caller: Caller) -> Document:
    """Take a login option out of a tenant's hands, or give it back, in the name of the management tenant."""
    restricted = document.get(RESTRICTED, False)
    if not isinstance(restricted, bool):
        raise error("invalid_data", area=AREA, reason=f"'{RESTRICTED}' must be true or false")
    return _store(tenant, get(tenant, type_or_id) | {RESTRICTED: restricted}, "updated", caller)


def record(tenant: Tenant, option: Document, verb: str, caller: Caller) -> None:
    """Write down what happened to a login option or its mappings."""
    text = f"Authentication configuration {option['type']} {verb}"
    entry = audit.Entry("TenantAuthConfig", f"Authentication configuration {verb}", text, source=option["id"])
    audit.write(tenant, entry, caller)


def session_millis(tenant: Tenant) -> int:
    """Return how long a session lasts."""
    millis: int = _sessions(tenant).get("absoluteTimeoutMillis", SESSION_MILLIS)
    return millis


def most_sessions(tenant: Tenant) -> int | None:
    """Return how many sessions a user may have at a time, or `None` for any number."""
    return _sessions(tenant).get("maximumNumberOfParallelSessions")


def forbids_basic(tenant: Tenant, user_agent: str) -> bool:
    """Tell whether a client may not send its password with each request.

    # unverified: which clients count as browsers, and that a trusted one may do what is forbidden otherwise.
    """
    option = of_type(tenant, BASIC)
    restrictions = option.get("authenticationRestrictions", {}) if option else {}
    if not any(restrictions.values()) or user_agent in restrictions.get("trustedUserAgents", ()):
        return False
    is_browser = user_agent.startswith("Mozilla/")
    forbidden = WEB_BROWSERS in restrictions.get("forbiddenClients", ()) and is_browser
    return forbidden or user_agent in restrictions.get("forbiddenUserAgents", ())


def _sessions(tenant: Tenant) -> Document:
    option = of_type(tenant, OAI_SECURE)
    found: Document = option.get("sessionConfiguration", {}) if option else {}
    return found


def _store(tenant: Tenant, option: Document, verb: str, caller: Caller) -> Document:
    # What has no JSON form must not get in; it is shown inside a list inside an object.
    encode({"": [option]})
    tenant.login_options.put(option["id"], option)
    record(tenant, option, verb, caller)
    return option
