"""What a request says about a tenant: read, checked, and put on a profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from mockc8y.domain.documents import require_fields, text_field
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.tenant_profile import ACTIVE, MANAGEMENT, SUSPENDED, TenantProfile
from mockc8y.store.codec import Document

AREA = "tenants"
MANDATORY = ("company", "domain", "adminEmail")
STATUSES = (ACTIVE, SUSPENDED)
RESERVED = frozenset({"localhost", "host"})
"""What host names of the machine itself begin with: `localhost`, `host.docker.internal`. They name no tenant."""

_COMPANY, _CONTACT, _ADMIN, _PASSWORD, _DOMAIN = 256, 30, 50, 32, 256
"""Most characters of each (specification)."""

_ID = re.compile(r"[a-z][a-z0-9_-]{1,31}")
_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_HOST_NAME = re.compile(rf"[a-z][a-z0-9-]*[a-z0-9](?:\.{_LABEL})*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_USER_NAME = re.compile(r"[^\s/\\+$:]+")


def changed(profile: TenantProfile, document: Document) -> TenantProfile:
    """Return a profile with what a document says; `null` takes an optional text away. The rest is read-only."""
    require_fields(document, [name for name in MANDATORY if name in document])
    for name, read in _READERS.items():
        if name in document:
            profile = read(profile, document)
    return profile


def new_id(document: Document) -> str | None:
    """Return the id that a new tenant is to have, or `None` where the platform chooses one."""
    if document.get("id") is None:
        return None
    tenant_id = _matching(document, "id", _ID, "2 to 32 lower-case letters, digits, hyphens and underscores")
    if tenant_id in RESERVED:
        raise invalid(f"'{tenant_id}' cannot be the id of a tenant: whoever asks for this machine would get there")
    return tenant_id


def admin_name(document: Document, default: str) -> str:
    """Return what the first user of a new tenant is called."""
    if document.get("adminName") is None:
        return default
    _within(document, "adminName", _ADMIN)
    return _matching(document, "adminName", _USER_NAME, "a name without blanks, slashes and any of +$:")


def password(document: Document) -> str | None:
    """Return the password of the tenant's administrator, or `None` where the document has none."""
    return None if document.get("adminPass") is None else _within(document, "adminPass", _PASSWORD)


def is_below(domain: str, parent: TenantProfile) -> bool:
    """Tell whether a domain may be that of a tenant below another: it must be a sub-domain (10.20.568).

    # unverified: management may give any domain, as those of its tenants are no sub-domains of its own.
    """
    return parent.id == MANAGEMENT or domain.endswith(f".{parent.domain}")


def invalid(reason: str) -> PlatformError:
    """Make the error for a property of a tenant that cannot be."""
    return error("invalid_data", area=AREA, reason=reason)


def _company(profile: TenantProfile, document: Document) -> TenantProfile:
    return replace(profile, company=_within(document, "company", _COMPANY))


def _domain(profile: TenantProfile, document: Document) -> TenantProfile:
    _within(document, "domain", _DOMAIN)
    form = "lower-case letters, digits and inner hyphens, begin with a letter and have two characters or more"
    return replace(profile, domain=_matching(document, "domain", _HOST_NAME, form))


def _email(profile: TenantProfile, document: Document) -> TenantProfile:
    return replace(profile, admin_email=_matching(document, "adminEmail", _EMAIL, "an e-mail address"))


def _contact_name(profile: TenantProfile, document: Document) -> TenantProfile:
    return replace(profile, contact_name=_optional(document, "contactName", _CONTACT))


def _contact_phone(profile: TenantProfile, document: Document) -> TenantProfile:
    return replace(profile, contact_phone=_optional(document, "contactPhone", _COMPANY))


def _custom_properties(profile: TenantProfile, document: Document) -> TenantProfile:
    value = {} if document["customProperties"] is None else document["customProperties"]
    if not isinstance(value, dict):
        raise invalid("'customProperties' must be an object")
    if not isinstance(value.get("language"), str | None):
        raise invalid("'language' among 'customProperties' must be a string")
    return replace(profile, custom_properties={name: kept for name, kept in value.items() if kept is not None})


_READERS: Mapping[str, Callable[[TenantProfile, Document], TenantProfile]] = MappingProxyType(
    {
        "company": _company,
        "domain": _domain,
        "adminEmail": _email,
        "contactName": _contact_name,
        "contactPhone": _contact_phone,
        "customProperties": _custom_properties,
    }
)


def _optional(document: Document, name: str, longest: int) -> str | None:
    return None if document[name] is None else _within(document, name, longest)


def _within(document: Document, name: str, longest: int) -> str:
    text = text_field(document, name, AREA)
    if len(text) > longest:
        raise invalid(f"'{name}' must not be longer than {longest} characters")
    return text


def _matching(document: Document, name: str, form: re.Pattern[str], words: str) -> str:
    text = text_field(document, name, AREA)
    if form.fullmatch(text) is None:
        raise invalid(f"'{name}' must be {words}, not '{text}'")
    return text
