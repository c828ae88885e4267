"""What clients may store about an application, checked before it is kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from mockc8y.domain.applications import (
    AREA,
    EXTERNAL,
    HOSTED,
    MARKET,
    MICROSERVICE,
    PRIVATE,
    SHARED,
    Application,
)
from mockc8y.domain.documents import merged, require_fields, text_field, without
from mockc8y.domain.errors import PlatformError, error
from mockc8y.store.codec import Document

if TYPE_CHECKING:
    from mockc8y.domain.tenant import Tenant

MANDATORY = ("key", "name", "type")
TYPES = (EXTERNAL, HOSTED, MICROSERVICE)
AVAILABILITIES = (PRIVATE, MARKET, SHARED)
UNIQUE = ("name", "key", "contextPath")
KEPT_BY_PLATFORM = frozenset({"id", "self", "owner", "activeVersionId", "applicationVersions", "resourcesUrl"})
LIMITS: Mapping[str, int] = MappingProxyType({"name": 128, "key": 128, "contextPath": 255, "externalUrl": 255})
"""Most characters of a property."""
NEEDED: Mapping[str, str] = MappingProxyType({EXTERNAL: "externalUrl", HOSTED: "contextPath"})
"""The property that a type cannot do without."""
RESERVED = "public"
KINDS: Mapping[str, tuple[type, str]] = MappingProxyType(
    {
        "description": (str, "a string"),
        "contentSecurityPolicy": (str, "a string"),
        "globalTitle": (str, "a string"),
        "breadcrumbs": (bool, "true or false"),
        "legacy": (bool, "true or false"),
        "rightDrawer": (bool, "true or false"),
        "upgrade": (bool, "true or false"),
        "manifest": (dict, "an object"),
    }
)
"""What some properties hold. `dynamicOptionsUrl` is left open: official tools write `true` where it should be text."""
ROLE_LISTS = ("roles", "requiredRoles")

# unverified: the platform tells no rule for context paths; this is what fits one segment of an address as it is, and
# leaves room for `@version` behind it.
_CONTEXT_PATH = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
# unverified: users are named after microservices, and logins are taken apart at slashes and colons.
_SERVICE_NAME = re.compile(r"[\w.-]+", re.ASCII)


def created(tenant: Tenant, document: Document) -> Document:
    """Return what is stored of a POST, or raise 422 or 409."""
    require_fields(document, MANDATORY)
    kept = {"availability": PRIVATE} | {
        name: value for name, value in without(document, KEPT_BY_PLATFORM).items() if value is not None
    }
    if kept["type"] == MICROSERVICE:
        # It comes with the archive, and nowhere else (specification).
        kept.pop("manifest", None)
    return checked(tenant, kept)


def updated(tenant: Tenant, application: Application, document: Document) -> Document:
    """Return what is stored after a PUT, or raise 422 or 409. What clients cannot change is passed over."""
    fixed = KEPT_BY_PLATFORM | {"type"} | ({"manifest"} if application.is_microservice else set())
    return checked(tenant, merged(application.document, without(document, fixed)), application.id)


def checked(tenant: Tenant, document: Document, application_id: int | None = None) -> Document:
    """Return a document that may be stored; `application_id` is that of the application which it belongs to, if any."""
    require_fields(document, MANDATORY)
    check_choice(document, "type", TYPES)
    check_choice(document, "availability", AVAILABILITIES)
    needed = NEEDED.get(document["type"])
    require_fields(document, (needed,) if needed else ())
    for name in LIMITS:
        _check_text(document, name)
    _check_spelling(document)
    for name in ROLE_LISTS:
        check_roles(document, name)
    for name, (kind, described) in KINDS.items():
        if name in document and not isinstance(document[name], kind):
            raise invalid(f"'{name}' must be {described}")
    _check_unique(tenant, document, application_id)
    return document


def _check_text(document: Document, name: str) -> None:
    if name not in document:
        return
    value = text_field(document, name, AREA)
    if len(value) > LIMITS[name]:
        raise invalid(f"'{name}' has more than {LIMITS[name]} characters")
    if not value.isprintable():
        raise invalid(f"'{name}' has control characters")


def check_choice(document: Document, name: str, allowed: Collection[str]) -> None:
    """Refuse a property that has another value than these."""
    if name in document and document[name] not in allowed:
        raise invalid(f"'{name}' must be one of {', '.join(allowed)}")


def _check_spelling(document: Document) -> None:
    context_path = document.get("contextPath")
    if context_path is not None and not _CONTEXT_PATH.fullmatch(context_path):
        raise invalid("'contextPath' may hold letters, digits, dots, dashes and underscores only")
    if context_path == RESERVED:
        raise invalid(f"'{RESERVED}' is no context path: it stands before those of public applications")
    if document["type"] == MICROSERVICE and not _SERVICE_NAME.fullmatch(document["name"]):
        raise invalid("the name of a microservice may hold letters, digits, dots, dashes and underscores only")


def check_roles(document: Document, name: str) -> None:
    """Refuse a property that is no list of role names."""
    value = document.get(name, [])
    if not isinstance(value, list) or not all(isinstance(role, str) and role for role in value):
        raise invalid(f"'{name}' must be a list of role names")


def _check_unique(tenant: Tenant, document: Document, application_id: int | None) -> None:
    for other in tenant.applications.values():
        if other.id == application_id:
            continue
        for name in UNIQUE:
            value = document.get(name)
            if value is not None and other.document.get(name) == value:
                raise error("application.duplicate", tenant=tenant.id, property=name, value=value)


def invalid(reason: str) -> PlatformError:
    """Make the error for an application that cannot be stored."""
    return error("invalid_data", area=AREA, reason=reason)
