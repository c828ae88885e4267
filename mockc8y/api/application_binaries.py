"""Binaries of applications."""

from __future__ import annotations

from mockc8y.api import application_forms, files, parameters, render
from mockc8y.api.application_documents import OFFERS, PATH, binary_of, binary_self, document_of, encoded, self_of
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Route, query_names
from mockc8y.domain import application_binaries, application_settings, applications
from mockc8y.domain.applications import Application
from mockc8y.domain.files import File
from mockc8y.domain.roles import roles
from mockc8y.store.codec import encode

BINARIES = f"{PATH}/{{id}}/binaries"
PART = "file"


def upload(request: Request) -> Reply:
    """POST an archive. That of a microservice runs at once, that of a hosted application waits to be activated."""
    application = applications.find_own(request.platform, request.tenant, request.arguments[0])
    file = application_forms.archive(request, application_forms.parts(request, [PART]), PART)
    return _deployed(request, application, file) if application.is_microservice else _kept(request, application, file)


def find(request: Request) -> Reply:
    """GET what is known of all archives of a hosted application."""
    application = _seen(request)
    application_binaries.require_hosted(application)
    shown = [binary_of(application, binary, request.links) for binary in application.binaries]
    return render.value(request, {"attachments": shown}, *render.item_offers("applicationbinaries"))


def get(request: Request) -> Reply:
    """GET an archive as it was uploaded."""
    return files.download(request, application_binaries.read(request.platform, _seen(request), request.arguments[1]))


def delete(request: Request) -> Reply:
    """DELETE an archive that is not served."""
    application_id, binary_id = request.arguments
    application = applications.find_own(request.platform, request.tenant, application_id)
    application_binaries.delete(request.platform, application, binary_id)
    return no_content()


def _seen(request: Request) -> Application:
    return applications.find(request.platform, request.tenant, request.arguments[0])


def _deployed(request: Request, application: Application, file: File) -> Reply:
    may_clear = parameters.flag(request.query, "clearConflictingOptions")
    judge = application_settings.require_clearable if may_clear else application_settings.require_none
    changed = application_binaries.deploy(request.platform, application, file, request.caller, judge)
    return _answer(request, encoded(changed, request.links), self_of(changed, request.links))


def _kept(request: Request, application: Application, file: File) -> Reply:
    """Answer with the application, but under the archive's id: clients read it there to activate the archive."""
    changed, binary = application_binaries.upload(request.platform, application, file)
    address = binary_self(changed, binary, request.links)
    shown = document_of(changed, request.links) | {"id": str(binary.id), "self": address}
    return _answer(request, encode(shown), address)


def _answer(request: Request, body: bytes, address: str) -> Reply:
    reply = render.written(request, 201, OFFERS, body)
    reply.headers.append((b"location", address.encode()))
    return reply


ROUTES = (
    Route(
        "POST",
        BINARIES,
        "postBinaryApplicationContentResource",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
        upload,
        Evidence.CLIENT,
        parameters=query_names("clearConflictingOptions"),
    ),
    Route(
        "GET",
        BINARIES,
        "getBinaryApplicationContentResource",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
        find,
    ),
    Route(
        "GET",
        f"{BINARIES}/{{binaryId}}",
        "getBinaryApplicationContentResourceById",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
        get,
    ),
    Route(
        "DELETE",
        f"{BINARIES}/{{binaryId}}",
        "deleteBinaryApplicationContentResourceById",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
        delete,
    ),
)
"""The operations of this family in the official specification."""
