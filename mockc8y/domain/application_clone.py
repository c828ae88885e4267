"""Copies of applications."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockc8y.domain import (
    application_archives,
    application_changes,
    application_draft,
    application_versions,
    applications,
)
from mockc8y.domain.applications import AREA, LATEST, PRIVATE, Application, Binary, Version
from mockc8y.domain.errors import error

if TYPE_CHECKING:
    from mockc8y.domain.platform import Platform
    from mockc8y.domain.tenant import Tenant

PREFIX = "clone"


def clone(
    platform: Platform, tenant: Tenant, source: Application, version: str | None = None, tag: str | None = None
) -> Application:
    """Copy an application to a tenant, with the version that is named or tagged, else with what it serves.

    # unverified: a clone is PRIVATE, and of the tags of its version only `latest` is left.
    """
    if source.is_microservice:
        raise error("unprocessable", area=AREA, reason="Microservices cannot be cloned")
    binary = _binary_of(source, version, tag)
    renamed = {name: f"{PREFIX}{source.document[name]}" for name in application_draft.UNIQUE if name in source.document}
    document = application_draft.created(tenant, source.document | renamed | {"availability": PRIVATE})
    copy = application_changes.add(platform, tenant, document)
    return copy if binary is None else _with_binary(platform, tenant, copy, source, binary)


def _binary_of(source: Application, version: str | None, tag: str | None) -> Binary | None:
    if version is None and tag is None:
        return application_archives.binary_of(source, LATEST) or application_archives.binary_of(source)
    chosen = application_versions.find(source, version, tag)
    return next(binary for binary in source.binaries if binary.id == chosen.binary)


def _with_binary(
    platform: Platform, tenant: Tenant, copy: Application, source: Application, binary: Binary
) -> Application:
    own = binary._replace(id=tenant.ids.next(), created=tenant.clock.now())
    content = applications.owner(platform, source).application_files.get(binary.id)
    tenant.application_files.put(own.id, content or b"")
    named = tuple(Version(known.version, own.id, (LATEST,)) for known in source.versions if known.binary == binary.id)
    return applications.store(platform, replace(copy, binaries=(own,), versions=named, active=own.id))
