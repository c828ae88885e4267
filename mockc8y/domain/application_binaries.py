"""The uploaded archives of applications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mockc8y.domain import (
    application_audit,
    application_changes,
    application_draft,
    application_settings,
    applications,
    archives,
    microservice_manifest,
)
from mockc8y.domain.application_settings import Judge
from mockc8y.domain.applications import AREA, HOSTED, Application, Binary
from mockc8y.domain.archives import Member
from mockc8y.domain.documents import parse_id
from mockc8y.domain.errors import error
from mockc8y.domain.files import File

if TYPE_CHECKING:
    from mockc8y.domain.callers import Caller
    from mockc8y.domain.platform import Platform

ZIP = "application/zip"


def upload(platform: Platform, application: Application, file: File) -> tuple[Application, Binary]:
    """Keep an archive of a hosted application. It is served only once it is activated.

    # unverified: the specification asks for an index.html, but archives of options and translations come without.
    """
    require_hosted(application)
    return keep(platform, application, file)


def deploy(
    platform: Platform,
    application: Application,
    file: File,
    caller: Caller,
    judge: Judge = application_settings.require_none,
) -> Application:
    """Take a microservice's archive in the place of its last one: its manifest counts from now on, and it runs.

    Options that were in its category before it are cleared if `judge`, which is told of them, raises nothing.
    """
    owner = applications.owner(platform, application)
    members = archives.inspected(file.content)
    manifest = microservice_manifest.read(file.content, members)
    document = application.document | {"manifest": manifest} | _taken_over(manifest)
    changed = replace(application, document=application_draft.checked(owner, document, application.id))
    conflicting = application_settings.conflicting(owner, application, changed)
    judge(owner, changed, conflicting)
    application_changes.settle(platform, application, changed)
    application_settings.clear(owner, changed, conflicting, caller)
    for earlier in application.binaries:
        owner.application_files.remove(earlier.id)
    kept, binary = _keep(platform, replace(changed, binaries=()), file, members)
    application_audit.deployed(owner, kept, caller)
    return applications.store(platform, replace(kept, active=binary.id))


def keep(platform: Platform, application: Application, file: File) -> tuple[Application, Binary]:
    """Store an archive beside the others of an application, or raise 422 for one that cannot be taken."""
    return _keep(platform, application, file, archives.inspected(file.content))


def get(application: Application, binary_id: str) -> Binary:
    """Return an archive of a hosted application by the id of a path, or raise 404."""
    require_hosted(application)
    number = parse_id(binary_id)
    found = next((binary for binary in application.binaries if binary.id == number), None)
    if found is None:
        raise error("application_binary.unknown", id=binary_id, application=application.id)
    return found


def read(platform: Platform, application: Application, binary_id: str) -> File:
    """Return an archive as it was uploaded, or raise 404."""
    binary = get(application, binary_id)
    content = applications.owner(platform, application).application_files.get(binary.id)
    return File(content or b"", ZIP, binary.name)


def delete(platform: Platform, application: Application, binary_id: str) -> Application:
    """Forget an archive and the version that it is, or raise 404; 409 while it is active or tagged `latest`.

    # unverified: 409, and that a version goes with its archive.
    """
    binary = get(application, binary_id)
    is_latest = any(version.binary == binary.id and version.is_latest for version in application.versions)
    if binary.id == application.active or is_latest:
        raise error("application_binary.active", id=binary.id)
    return drop(platform, application, binary.id)


def drop(platform: Platform, application: Application, binary_id: int) -> Application:
    """Forget an archive and the version that it is. Checks nothing."""
    applications.owner(platform, application).application_files.remove(binary_id)
    binaries = tuple(binary for binary in application.binaries if binary.id != binary_id)
    versions = tuple(version for version in application.versions if version.binary != binary_id)
    return applications.store(platform, replace(application, binaries=binaries, versions=versions))


def require_hosted(application: Application) -> None:
    """Refuse what only hosted applications can do."""
    if application.type != HOSTED:
        reason = f"Applications of type {application.type} do not support this"
        raise error("unprocessable", area=AREA, reason=reason)


def _keep(
    platform: Platform, application: Application, file: File, members: Mapping[str, Member]
) -> tuple[Application, Binary]:
    owner = applications.owner(platform, application)
    name = file.name or f"{application.name}.zip"
    binary = Binary(owner.ids.next(), name, len(file.content), owner.clock.now(), members)
    owner.application_files.put(binary.id, file.content)
    changed = replace(application, binaries=(*application.binaries, binary))
    return applications.store(platform, changed), binary


def _taken_over(manifest: dict[str, object]) -> dict[str, object]:
    """Return the properties of an application that come from its manifest."""
    named = {name: manifest[name] for name in ("roles", "requiredRoles")}
    return named | ({"contextPath": manifest["contextPath"]} if manifest.get("contextPath") else {})
