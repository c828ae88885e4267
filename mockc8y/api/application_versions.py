"""Versions of applications."""

from __future__ import annotations

from urllib.parse import quote

import orjson

from mockc8y.api import application_forms, multipart, render
from mockc8y.api.application_documents import PATH, VERSION_OFFERS, self_of, version_of
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Route, query_names
from mockc8y.domain import application_versions, applications
from mockc8y.domain.applications import Application, Version
from mockc8y.domain.roles import roles

VERSIONS = f"{PATH}/{{id}}/versions"
BINARY_PART, VERSION_PART = "applicationBinary", "applicationVersion"
"""The archive, and what the version is called."""
CHOICE = query_names("version tag")


def find(request: Request) -> Reply:
    """GET all versions of an application, or the one that is named or tagged."""
    application = applications.find(request.platform, request.tenant, request.arguments[0])
    version, tag = _choice(request)
    if version is None and tag is None:
        shown = [version_of(known) for known in application_versions.listed(application)]
        return render.value(request, {"versions": shown}, *render.item_offers("applicationVersionCollection"))
    found = application_versions.find(application, version, tag)
    return render.value(request, version_of(found), *VERSION_OFFERS)


def create(request: Request) -> Reply:
    """POST an archive as a version."""
    application = _own(request)
    form = application_forms.parts(request, [BINARY_PART, VERSION_PART])
    file = application_forms.archive(request, form, BINARY_PART)
    document = multipart.document(request, form[VERSION_PART])
    version = application_versions.create(request.platform, application, document, file)
    reply = _written(request, 201, version)
    address = f"{self_of(application, request.links)}/versions?version={quote(version.version, safe='')}"
    reply.headers.append((b"location", address.encode()))
    return reply


def change_tags(request: Request) -> Reply:
    """PUT other tags on a version: 200 as seen on a real tenant, not the 201 of the specification."""
    version, document = request.arguments[1], request.document()
    return _written(request, 200, application_versions.change_tags(request.platform, _own(request), version, document))


def delete(request: Request) -> Reply:
    """DELETE the version that is named or tagged."""
    application_versions.delete(request.platform, _own(request), *_choice(request))
    return no_content()


def _own(request: Request) -> Application:
    return applications.find_own(request.platform, request.tenant, request.arguments[0])


def _choice(request: Request) -> tuple[str | None, str | None]:
    return request.query.get("version"), request.query.get("tag")


def _written(request: Request, status: int, version: Version) -> Reply:
    return render.written(request, status, VERSION_OFFERS, orjson.dumps(version_of(version)))


ROUTES = (
    Route(
        "GET",
        VERSIONS,
        "getApplicationVersionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
        find,
        Evidence.RECORDED,
        parameters=CHOICE,
        when_query="version",
    ),
    Route(
        "GET",
        VERSIONS,
        "getApplicationVersionCollectionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
        find,
        Evidence.RECORDED,
        parameters=CHOICE,
    ),
    Route(
        "POST",
        VERSIONS,
        "postApplicationVersionResource",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
        create,
        Evidence.RECORDED,
    ),
    Route(
        "DELETE",
        VERSIONS,
        "deleteApplicationVersionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
        delete,
        Evidence.RECORDED,
        parameters=CHOICE,
    ),
    Route(
        "PUT",
        f"{VERSIONS}/{{version}}",
        "putApplicationVersionResource",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
        change_tags,
        Evidence.RECORDED,
    ),
)
"""The operations of this family in the official specification."""
