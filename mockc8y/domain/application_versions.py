"""Versions of hosted applications: binaries with a name and tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from mockc8y.domain import application_binaries, applications
from mockc8y.domain.applications import AREA, LATEST, Application, Version
from mockc8y.domain.documents import require_fields, text_field
from mockc8y.domain.errors import error
from mockc8y.store.codec import Document

if TYPE_CHECKING:
    from mockc8y.domain.files import File
    from mockc8y.domain.platform import Platform

_NAME = re.compile(r"[A-Za-z0-9.+-]+")


def listed(application: Application) -> tuple[Version, ...]:
    """Return the versions of an application in the order in which they came, or raise 422 where it has none."""
    if not application.versions:
        raise error("unprocessable", area=AREA, reason="This application doesn't support versioning")
    return application.versions


def find(application: Application, version: str | None, tag: str | None) -> Version:
    """Return a version by its name or by a tag, or raise 404; 422 for both at once, or neither."""
    if (version is None) == (tag is None):
        raise error("unprocessable", area=AREA, reason="Name either a version or a tag")
    for known in application.versions:
        if known.version == version or (tag is not None and tag.lower() in known.tags):
            return known
    raise error("application_version.unknown")


def create(platform: Platform, application: Application, document: Document, file: File) -> Version:
    """Keep an archive as a version of an application. A tag `latest` moves here from the version that had it."""
    application_binaries.require_hosted(application)
    require_fields(document, ("version",))
    name = text_field(document, "version", AREA)
    _check_name(name)
    tags = _tags(document.get("tags") or [])
    _check_free(application.versions, [name.lower(), *tags])
    changed, binary = application_binaries.keep(platform, application, file)
    version = Version(name, binary.id, tags)
    _store(platform, changed, [*changed.versions, version], version)
    return version


def change_tags(platform: Platform, application: Application, name: str, document: Document) -> Version:
    """Replace all tags of a version, or raise 404; 409 for one that is in use."""
    require_fields(document, ("tags",))
    known = find(application, name, None)
    tags = _tags(document["tags"])
    others = [version for version in application.versions if version != known]
    _check_free(others, tags)
    if known.version.lower() in tags:
        raise error("application_version.duplicate")
    changed = known._replace(tags=tags)
    versions = [changed if version == known else version for version in application.versions]
    _store(platform, application, versions, changed)
    return changed


def delete(platform: Platform, application: Application, version: str | None, tag: str | None) -> None:
    """Forget a version and its binary, or raise 404; 409 while it is active or tagged `latest`."""
    known = find(application, version, tag)
    if known.is_latest or known.binary == application.active:
        raise error("application_version.in_use", version=known.version)
    application_binaries.drop(platform, application, known.binary)


def _store(platform: Platform, application: Application, versions: Iterable[Version], changed: Version) -> None:
    if changed.is_latest:
        versions = [version if version is changed else version.without_latest() for version in versions]
    applications.store(platform, replace(application, versions=tuple(versions)))


def _tags(value: object) -> tuple[str, ...]:
    """Read tags, which are kept in lower case, each once."""
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise error("invalid_data", area=AREA, reason="'tags' must be a list of strings")
    for tag in value:
        _check_name(tag)
    return tuple(dict.fromkeys(tag.lower() for tag in value))


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        reason = f"A version or tag may hold letters, digits, '.', '+' and '-' only, not '{name}'"
        raise error("unprocessable", area=AREA, reason=reason)


def _check_free(versions: Iterable[Version], names: Iterable[str]) -> None:
    """Refuse names that a version has, be it as a tag; `latest` alone can move."""
    taken = {name for version in versions for name in (version.version.lower(), *version.tags)} - {LATEST}
    if not taken.isdisjoint(names):
        raise error("application_version.duplicate")
