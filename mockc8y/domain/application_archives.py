"""The files of applications that the platform hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockc8y.domain import applications, archives
from mockc8y.domain.applications import LATEST, Application, Binary

if TYPE_CHECKING:
    from mockc8y.domain.platform import Platform


def read(platform: Platform, application: Application, path: str, version_or_tag: str | None = None) -> bytes | None:
    """Return a file of an application, or `None`: of the active binary, or of the version that is named or tagged."""
    binary = binary_of(application, version_or_tag)
    member = binary.members.get(path) if binary else None
    if binary is None or member is None:
        return None
    content = applications.owner(platform, application).application_files.get(binary.id)
    return None if content is None else archives.read(content, member)


def binary_of(application: Application, version_or_tag: str | None = None) -> Binary | None:
    """Return the active binary of an application, or that of a version by its name or by one of its tags."""
    wanted = application.active if version_or_tag is None else _binary_id(application, version_or_tag)
    return next((binary for binary in application.binaries if binary.id == wanted), None)


def _binary_id(application: Application, version_or_tag: str) -> int | None:
    """Find a version. Without any, `latest` is the active binary.

    # unverified: that an application without versions can be asked for by this tag.
    """
    tag = version_or_tag.lower()
    for version in application.versions:
        if version.version == version_or_tag or tag in version.tags:
            return version.binary
    return application.active if tag == LATEST and not application.versions else None
