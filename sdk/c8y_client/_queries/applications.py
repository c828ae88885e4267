"""Keywords of application queries."""

from __future__ import annotations

from typing import TypedDict

from c8y_client._reading.keywords import Reading


class ApplicationFilters(TypedDict, total=False):
    """Which applications are meant.

    `name` is the whole name; `type` one of `HOSTED`, `MICROSERVICE` and `EXTERNAL` or several. `owner` is the tenant
    that owns them, `subscriber` one that is subscribed, `provided_for` one that is subscribed and does not own them,
    `tenant` one that is subscribed or owns them. `user` is somebody who has access. `has_versions` tells those with
    versions from those without.
    """

    name: str | None
    type: str | list[str] | None
    owner: str | None
    user: str | None
    tenant: str | None
    subscriber: str | None
    provided_for: str | None
    has_versions: bool | None


class ApplicationQuery(ApplicationFilters, Reading, total=False):
    """Which applications are read and how. The platform gives them in no order that could be chosen."""
