"""Access tokens for devices that show a certificate."""

from __future__ import annotations

from mockc8y.api import render
from mockc8y.api.negotiation import JSON
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import EVERYBODY, Route
from mockc8y.domain import certificate_chains, device_access
from mockc8y.domain.errors import error

HEADER = b"x-ssl-cert-chain"
"""What stands between the client's certificate and one that the tenant trusts, if it does not trust the issuer."""
_ALWAYS_NULL = ("idToken", "expiresIn", "refreshToken", "info")


def create(request: Request) -> Reply:
    """POST the wish for a token. The connection proves who asks; only some ports let clients show a certificate."""
    if request.client_chain is None:
        raise error("device_token.disabled")
    if not request.client_chain:
        raise certificate_chains.untrusted()
    beside = request.header(HEADER)
    chain = [
        *certificate_chains.links(request.client_chain),
        *(certificate_chains.in_text(beside) if beside else ()),
    ]
    # A tenant that is asked for by its host name comes first, should several trust the same authority.
    named = request.platform.tenant_of_host(request.header(b"host") or "")
    device = device_access.recognise([named, *request.platform.tenants], chain)
    token = device_access.token(request.platform, device, request.links.base)
    return render.value(request, {"accessToken": token} | dict.fromkeys(_ALWAYS_NULL), JSON)


ROUTES = (
    Route("POST", "/devicecontrol/deviceAccessToken", "postDeviceAccessTokenResource", EVERYBODY, create, public=True),
)
"""The operations of this family in the official specification."""
