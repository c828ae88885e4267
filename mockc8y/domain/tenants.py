"""Tenants below tenants: who reaches whom, and how they come, change and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mockc8y.domain import passwords, sessions, tenant_draft, tenants_audit, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.counting import next_number
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.documents import require_fields
from mockc8y.domain.errors import error
from mockc8y.domain.permissions import denied
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import MANAGEMENT, TenantProfile
from mockc8y.store.codec import Document

FIRST_NUMBER = 100_001
"""The id of the first tenant that is given none is a `t` and this number; the next ones count on."""

ADMIN_NAME = "admin"
"""What the first user of a tenant is called unless its maker says otherwise."""

PASSWORD_BYTES = 16


def reach(platform: Platform, caller_tenant: Tenant, tenant_id: str) -> Tenant:
    """Return the tenant that a path names, if the caller's tenant is the same one or above it, or raise 404.

    A tenant that is out of reach is answered like one that does not exist, so that nobody learns which ones there are.
    """
    tenant = platform.tenant(tenant_id)
    if tenant is None or not is_within(platform, tenant, caller_tenant):
        raise error("tenant.unknown", id=tenant_id)
    return tenant


def is_within(platform: Platform, tenant: Tenant, above: Tenant) -> bool:
    """Tell whether a tenant is another one, or below it. All are below management."""
    found: Tenant | None = tenant
    while found is not None:
        if found is above:
            return True
        found = platform.tenant(found.profile.value.parent or "")
    return above.id == MANAGEMENT


def below(platform: Platform, above: Tenant) -> list[Tenant]:
    """List the tenants below another, at whatever depth, the oldest first."""
    return [tenant for tenant in platform.tenants if tenant is not above and is_within(platform, tenant, above)]


def select(platform: Platform, above: Tenant, wanted: Document) -> Sequence[Tenant]:
    """List the tenants below another whose `company`, `domain` and `parent` are those wanted.

    The parent is a question of management's alone (specification); others ask it in vain.
    """
    names = ("company", "domain", "parent") if above.id == MANAGEMENT else ("company", "domain")
    asked = [(name, wanted[name]) for name in names if wanted.get(name) is not None]
    return [
        tenant
        for tenant in below(platform, above)
        if all(getattr(tenant.profile.value, name) == value for name, value in asked)
    ]


def get(platform: Platform, caller_tenant: Tenant, tenant_id: str) -> Tenant:
    """Return a tenant below the caller's, or raise 404. Only management may ask for itself this way."""
    tenant = reach(platform, caller_tenant, tenant_id)
    if tenant is caller_tenant and tenant.id != MANAGEMENT:
        raise denied("a tenant reads itself at /tenant/currentTenant, and is changed by its parent or by management")
    return tenant


def create(platform: Platform, parent: Tenant, document: Document, caller: Caller) -> Tenant:
    """Add a tenant below the caller's, with its first user, who is an administrator."""
    _require_may_create(parent)
    require_fields(document, tenant_draft.MANDATORY)
    tenant_id = tenant_draft.new_id(document)
    draft = TenantProfile(
        tenant_id or "",
        "",
        "",
        parent=parent.id,
        admin_name=tenant_draft.admin_name(document, ADMIN_NAME),
        created=platform.clock.now(),
    )
    profile = _changed(platform, parent, draft, document)
    password = tenant_draft.password(document)
    if tenant_id is not None and platform.tenant(tenant_id) is not None:
        raise error("tenant.duplicate", what=f"id '{tenant_id}'")
    tenant = platform.add_described(replace(profile, id=tenant_id or _free_id(platform)))
    _add_administrator(tenant, password)
    tenants_audit.record(parent, tenants_audit.CREATED, tenant.id, caller)
    return tenant


def update(platform: Platform, caller_tenant: Tenant, tenant_id: str, document: Document, caller: Caller) -> Tenant:
    """Change a tenant below the caller's: its properties, its status, its administrator's password."""
    tenant = get(platform, caller_tenant, tenant_id)
    _require_may_create(caller_tenant)
    before = tenant.profile.value
    after = _with_status(_changed(platform, caller_tenant, before, document), document)
    password = tenant_draft.password(document)
    if password is not None:
        _set_password(tenant, password)
    tenant.profile.value = after
    if after.is_suspended:
        tenant.notices.shut()
    tenants_audit.record_change(caller_tenant, before, after, caller)
    return tenant


def allow_creating(tenant: Tenant) -> None:
    """Let a tenant have tenants below it, as an enterprise tenant does."""
    tenant.profile.value = replace(tenant.profile.value, allow_create_tenants=True)


def delete(platform: Platform, caller_tenant: Tenant, tenant_id: str, caller: Caller) -> None:
    """Remove a tenant with all it holds. Only management may (specification)."""
    tenant = get(platform, caller_tenant, tenant_id)
    if caller_tenant.id != MANAGEMENT:
        raise denied("only the management tenant deletes tenants; others suspend those below them")
    if tenant.id == MANAGEMENT:
        raise denied("the management tenant cannot be deleted")
    if below(platform, tenant):
        # unverified: what the platform does with tenants whose parent goes is not known.
        raise error("unprocessable", area=tenant_draft.AREA, reason=f"Tenant {tenant.id} has subtenants")
    platform.remove_tenant(tenant.id)
    tenants_audit.record(caller_tenant, tenants_audit.DELETED, tenant.id, caller)


def _require_may_create(tenant: Tenant) -> None:
    if not tenant.profile.value.allow_create_tenants:
        raise denied(f"tenant {tenant.id} must not create or change tenants: its 'allowCreateTenants' is false")


def _changed(platform: Platform, parent: Tenant, profile: TenantProfile, document: Document) -> TenantProfile:
    after = tenant_draft.changed(profile, document)
    if after.domain != profile.domain:
        _require_free_domain(platform, parent, after.domain)
    if parent.id == MANAGEMENT and isinstance(document.get("allowCreateTenants"), bool):
        # unverified: read-only in the specification, but somebody has to grant it.
        return replace(after, allow_create_tenants=document["allowCreateTenants"])
    return after


def _with_status(profile: TenantProfile, document: Document) -> TenantProfile:
    """Suspend or activate a tenant: read-only in the specification, but done like this (seen on a real tenant)."""
    status = document.get("status")
    if status is None or status == profile.status:
        return profile
    if status not in tenant_draft.STATUSES:
        raise tenant_draft.invalid(f"'status' must be one of {', '.join(tenant_draft.STATUSES)}")
    if profile.id == MANAGEMENT:
        raise tenant_draft.invalid("The management tenant cannot be suspended")
    return replace(profile, status=status)


def _require_free_domain(platform: Platform, parent: Tenant, domain: str) -> None:
    if not tenant_draft.is_below(domain, parent.profile.value):
        raise tenant_draft.invalid(f"'domain' must be a sub-domain of '{parent.profile.value.domain}', not '{domain}'")
    if any(tenant.profile.value.domain == domain for tenant in platform.tenants):
        raise error("tenant.duplicate", what=f"domain '{domain}'")


def _free_id(platform: Platform) -> str:
    tenant_id = ""
    while not tenant_id or platform.tenant(tenant_id) is not None:
        tenant_id = f"t{next_number(platform.management, 'tenants', FIRST_NUMBER)}"
    return tenant_id


def _add_administrator(tenant: Tenant, password: str | None) -> None:
    """Add the first user. Without a password it gets one that nobody knows, as it would choose its own by e-mail."""
    profile = tenant.profile.value
    user = users.add(
        tenant,
        profile.admin_name or ADMIN_NAME,
        password or tenant.random.randbytes(PASSWORD_BYTES).hex(),
        groups=[ADMINS],
    )
    described = replace(user, profile={"email": profile.admin_email}, should_reset_password=password is None)
    tenant.users.put(user.name, described)


def _set_password(tenant: Tenant, password: str) -> None:
    user = tenant.users.get(tenant.profile.value.admin_name or ADMIN_NAME)
    if user is None:
        raise tenant_draft.invalid("The tenant's administrator is no user any more")
    now = tenant.clock.now()
    hashed = passwords.hashed(password, tenant.random)
    tenant.users.put(user.name, replace(user, password=hashed, last_password_change=now, should_reset_password=False))
    sessions.end_all_of(tenant, user.name)
