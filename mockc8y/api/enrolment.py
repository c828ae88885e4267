"""Enrolment of devices for certificates (EST, RFC 7030)."""

from __future__ import annotations

from mockc8y.api.authentication import basic_credentials
from mockc8y.api.reply import Reply, content
from mockc8y.api.request import Request
from mockc8y.api.route import EVERYBODY, Route
from mockc8y.domain import enrolment
from mockc8y.domain.certificates import pem_body
from mockc8y.domain.errors import error
from mockc8y.domain.roles import roles

OPERATION = "postSimpleReEnrollDeviceResource"
"""The specification gives this id to both operations."""
REQUEST_KINDS = ("application/pkcs10", "")
MEDIA_TYPE = "application/pkcs7-mime;smime-type=certs-only"


def enrol(request: Request) -> Reply:
    """POST a request for a certificate, signed in with the id of the device and its one-time password."""
    admission = enrolment.admission(request.platform, *basic_credentials(request.headers.get(b"authorization", b"")))
    return _certificate(enrolment.enrol(admission, _signing_request(request)))


def enrol_again(request: Request) -> Reply:
    """POST a request for another certificate, signed in as the device."""
    return _certificate(enrolment.enrol_again(request.tenant, request.user, _signing_request(request)))


def _signing_request(request: Request) -> bytes:
    if request.kind not in REQUEST_KINDS:
        raise error("body.unsupported")
    return request.body


def _certificate(message: bytes) -> Reply:
    reply = content(201, MEDIA_TYPE, pem_body(message).encode())
    reply.headers.append((b"content-transfer-encoding", b"base64"))
    return reply


ROUTES = (
    Route("POST", "/.well-known/est/simpleenroll", OPERATION, EVERYBODY, enrol, public=True, answers_in_json=False),
    Route("POST", "/.well-known/est/simplereenroll", OPERATION, roles("DEVICE"), enrol_again, answers_in_json=False),
)
"""The operations of this family in the official specification."""
