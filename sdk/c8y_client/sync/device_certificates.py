# Made from sdk/c8y_client/_async/device_certificates.py by sdk/scripts/unasync.py; change that.
"""Certificates of devices: asked for, renewed, and used to sign in."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

from c8y_client._access.auth import BasicAuth
from c8y_client._documents.certificates import IssuedCertificate, der_of
from c8y_client._types import JSON

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient

_ENROL: Final = "/.well-known/est/simpleenroll"
_ENROL_AGAIN: Final = "/.well-known/est/simplereenroll"
_TOKEN: Final = "/devicecontrol/deviceAccessToken"  # noqa: S105 - a path
_MEDIA_TYPE: Final = "application/pkcs10"


class DeviceCertificates:
    """What devices ask the certificate authority of their tenant for (EST, RFC 7030).

    A request is PKCS#10, as PEM, base64 or DER, with the id of the device as its common name. The private key that
    belongs to it stays with the device.
    """

    def __init__(self, c8y: CumulocityRestClient) -> None:
        self.c8y = c8y

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.c8y.base_url}>"

    def enroll(self, request: str | bytes, device_id: str, one_time_password: str) -> IssuedCertificate:
        """Ask for the first certificate of a device, for which a one-time password was set when it was registered.

        An `UnauthorizedError` tells that this has not happened yet, or that the password was used before.
        """
        return self._asked(_ENROL, request, auth=BasicAuth(device_id, one_time_password))

    def reenroll(self, request: str | bytes) -> IssuedCertificate:
        """Ask for another certificate, as the device that the connection belongs to."""
        return self._asked(_ENROL_AGAIN, request)

    def get_access_token(self, chain: str | None = None) -> str:
        """Ask for a token, for use with `BearerAuth`, by the certificate that the connection shows.

        The client needs that certificate in the TLS context that it gets as `verify`, and an address with the port for
        this, mostly 8443. `chain` holds the certificates between that of the device and a trusted one. A
        `NotFoundError` tells that the platform does not offer this.
        """
        headers = {} if chain is None else {"X-Ssl-Cert-Chain": " ".join(chain.split())}
        answer = self.c8y.post(_TOKEN, auth=None, headers=headers)
        token: str = answer["accessToken"]
        return token

    def _asked(self, where: str, request: str | bytes, **extras: JSON) -> IssuedCertificate:
        response = self.c8y.transport.request(
            "POST",
            where,
            content=base64.b64encode(der_of(request)),
            content_type=_MEDIA_TYPE,
            accept="*/*",
            headers={"Content-Transfer-Encoding": "base64"},
            **extras,
        )
        return IssuedCertificate(der_of(response.content))
