"""How applications come, change and go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockc8y.domain import (
    application_audit,
    application_draft,
    application_settings,
    applications,
    service_users,
    subscriptions,
)
from mockc8y.domain.applications import Application
from mockc8y.domain.documents import parse_id
from mockc8y.domain.errors import error
from mockc8y.store.codec import Document

if TYPE_CHECKING:
    from mockc8y.domain.callers import Caller
    from mockc8y.domain.platform import Platform
    from mockc8y.domain.tenant import Tenant


def create(platform: Platform, tenant: Tenant, document: Document) -> Application:
    """Store an application that a client wrote down."""
    return add(platform, tenant, application_draft.created(tenant, document))


def update(platform: Platform, application: Application, document: Document, caller: Caller) -> Application:
    """Apply a PUT body, which may name the binary to serve from now on."""
    tenant = applications.owner(platform, application)
    changed = replace(application, document=application_draft.updated(tenant, application, document))
    if changed.is_microservice and changed.active is not None:
        conflicting = application_settings.conflicting(tenant, application, changed)
        application_settings.require_none(tenant, changed, conflicting)
    chosen = document.get("activeVersionId")
    active = None if chosen is None else _binary_to_activate(application, chosen)
    return activate(platform, settle(platform, application, changed), active, caller)


def settle(platform: Platform, before: Application, after: Application) -> Application:
    """Store a change, and bring the users of a microservice up to date with it."""
    if after.is_microservice:
        service_users.require_allowed(applications.owner(platform, after), after)
        service_users.follow(platform, before, after)
    return applications.store(platform, after)


def activate(platform: Platform, application: Application, active: int | None, caller: Caller) -> Application:
    """Serve a binary from now on. The version it belongs to, if any, gets the tag `latest`."""
    if active is None or active == application.active:
        return application
    versions = tuple(
        version.with_latest() if version.binary == active else version.without_latest()
        for version in application.versions
    )
    is_version = any(version.binary == active for version in versions)
    changed = replace(application, active=active, versions=versions if is_version else application.versions)
    applications.store(platform, changed)
    application_audit.activated(applications.owner(platform, changed), changed, caller)
    return changed


def delete(platform: Platform, application: Application, caller: Caller) -> None:
    """Forget an application, or raise 422 while others are subscribed to it."""
    others = subscriptions.of_others(platform, application)
    if others:
        names = ", ".join(tenant.id for tenant in others)
        reason = f"Application {application.id} is in use, tenants are subscribed to it: {names}"
        raise error("application.conflict", reason=reason)
    force_delete(platform, application, caller)


def force_delete(platform: Platform, application: Application, caller: Caller) -> None:
    """End all subscriptions to an application and forget it."""
    for tenant in subscriptions.of(platform, application):
        subscriptions.unsubscribe(tenant, application, caller)
    owner = applications.owner(platform, application)
    for binary in application.binaries:
        owner.application_files.remove(binary.id)
    if application.is_microservice:
        service_users.remove_bootstrap(owner, application)
    owner.applications.remove(application.id)
    application_audit.deleted(owner, application, caller)


def add(platform: Platform, tenant: Tenant, document: Document) -> Application:
    """Store a document that was checked as an application. A microservice gets the user that it starts with."""
    application = Application(applications.next_id(platform, tenant), tenant.id, document)
    if application.is_microservice:
        service_users.require_free(tenant, service_users.bootstrap_name_of(application))
        service_users.require_allowed(tenant, application)
        application = replace(application, bootstrap_password=service_users.password(tenant))
        service_users.put_bootstrap(tenant, application)
    return applications.store(platform, application)


def _binary_to_activate(application: Application, chosen: object) -> int | None:
    """Find the binary that a client names. A microservice serves what was uploaded last, whatever is named."""
    if application.is_microservice:
        return None
    number = parse_id(chosen)
    if number is None or all(binary.id != number for binary in application.binaries):
        reason = f"'activeVersionId' names no binary of application {application.id}: {chosen!r}"
        raise application_draft.invalid(reason)
    return number
