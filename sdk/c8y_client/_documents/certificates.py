"""Certificates, requests for them, and signatures. What parses or signs needs the extra `certificates`."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from c8y_client._documents.fields import Field
from c8y_client._documents.json_object import JsonObject
from c8y_client._extras import extra

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    PrivateKey: TypeAlias = "ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey"

_PEM: Final = b"-----BEGIN "
_DER: Final = b"\x30"
"""What the encoding of a certificate or of a request begins with: a sequence (X.690)."""


class ChainVerification(JsonObject):
    """Whether a tenant trusts a chain of certificates."""

    successfully_validated: Field[bool] = Field("successfullyValidated", read_only=True, doc="Whether it does.")
    tenant_id: Field[str] = Field("tenantId", read_only=True, doc="The id of the tenant that does.")
    issuer: Field[str] = Field("issuer", read_only=True, doc="Who issued the first certificate of the chain.")
    subject: Field[str] = Field("subject", read_only=True, doc="Whose the first certificate of the chain is.")


@dataclass(frozen=True, slots=True)
class IssuedCertificate:
    """What a certificate authority answers to a request: a PKCS#7 message with the new certificate."""

    pkcs7: bytes = field(repr=False)
    """The message, as DER."""

    @property
    def certificates(self) -> list[x509.Certificate]:
        """The certificates in the message, the new one first."""
        with extra("certificates", "cryptography"):
            from cryptography.hazmat.primitives.serialization import pkcs7  # noqa: PLC0415 - an extra
        return pkcs7.load_der_pkcs7_certificates(self.pkcs7)

    @property
    def pem(self) -> str:
        """The certificates in the message as text, the new one first."""
        with extra("certificates", "cryptography"):
            from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 - an extra
        return "".join(one.public_bytes(Encoding.PEM).decode() for one in self.certificates)


def der_of(content: str | bytes) -> bytes:
    r"""Read a certificate or a request, given as PEM text, as base64 or as DER; a `ValueError` for anything else.

    >>> der_of("-----BEGIN X-----\nMAA=\n-----END X-----\n") == der_of("MAA=") == der_of(b"0\x00") == b"0\x00"
    True
    """
    content = content.encode() if isinstance(content, str) else content
    if content.startswith(_DER):
        return content
    start = content.find(_PEM)
    lines = content[max(start, 0) :].split(b"\n")
    # Of several certificates in one file the first is meant.
    body = _between_the_lines(lines) if start >= 0 else lines
    return base64.b64decode(b"".join(b"".join(body).split()), validate=True)


def certificate_of(content: str) -> x509.Certificate:
    """Parse a certificate."""
    with extra("certificates", "cryptography"):
        from cryptography import x509  # noqa: PLC0415 - an extra
    return x509.load_der_x509_certificate(der_of(content))


def signed(text: str, private_key: str | bytes | PrivateKey, password: bytes | None = None) -> str:
    """Sign a text with SHA-256 and give the signature in base64, as proofs of possession want it.

    The key, of an elliptic curve or for RSA, is given as an object of `cryptography` or as PEM with its password.
    """
    with extra("certificates", "cryptography"):
        from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - an extra
        from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415 - as above

    pem = private_key.encode() if isinstance(private_key, str) else private_key
    key = load_pem_private_key(pem, password) if isinstance(pem, bytes) else pem
    if isinstance(key, rsa.RSAPrivateKey):
        signature = key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    elif isinstance(key, ec.EllipticCurvePrivateKey):
        signature = key.sign(text.encode(), ec.ECDSA(hashes.SHA256()))
    else:
        raise TypeError(f"a key for RSA or of an elliptic curve is needed, not {type(key).__name__}")
    return base64.b64encode(signature).decode()


def _between_the_lines(lines: list[bytes]) -> list[bytes]:
    end = next((number for number, line in enumerate(lines) if line.startswith(b"-----END ")), len(lines))
    return lines[1:end]
