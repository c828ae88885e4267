"""Lists of revoked certificates."""

from __future__ import annotations

from mockc8y.api import multipart
from mockc8y.api.reply import Reply, content, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import Route
from mockc8y.domain import revocations
from mockc8y.domain.errors import error
from mockc8y.domain.roles import roles

PATH = "/tenant/trusted-certificates/settings/crl"
MEDIA_TYPE = "application/pkix-crl"


def revoke(request: Request) -> Reply:
    """PUT revocations: a document or a CSV file in a form."""
    if request.kind == multipart.FORM:
        file = multipart.form(request).get("file")
        if file is None:
            raise error("mandatory.missing", fields="file")
        revocations.revoke_rows(request.tenant, file.content)
    else:
        revocations.revoke(request.tenant, request.document())
    return no_content()


def published(request: Request) -> Reply:
    """GET the list as a file, whatever the client accepts."""
    return content(200, MEDIA_TYPE, revocations.published(request.tenant))


ROUTES = (
    Route("PUT", PATH, "putCRLSettings", roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN"), revoke),
    Route(
        "GET",
        PATH,
        "getCRLSettings",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN", "TENANT_MANAGEMENT_READ"),
        published,
    ),
)
"""The operations of this family in the official specification."""
