"""Certificates of others than the emulator: made with the library `cryptography` alone, in ways the emulator is not."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
START = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 1000


@dataclass(frozen=True)
class Holder:
    """Somebody with a private key and a certificate for it."""

    key: Key
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        """The bytes of the certificate."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> str:
        """The certificate as a file."""
        return self.certificate.public_bytes(Encoding.PEM).decode()

    @property
    def fingerprint(self) -> str:
        """The SHA-1 digest of the certificate."""
        return self.certificate.fingerprint(hashes.SHA1()).hex()  # noqa: S303 - a name, not a proof

    @property
    def key_pem(self) -> str:
        """The private key as a file."""
        return pem_of(self.key)

    def sign(self, text: str) -> str:
        """Return the base64 of a SHA-256 signature of a text."""
        message = text.encode()
        if isinstance(self.key, rsa.RSAPrivateKey):
            signature = self.key.sign(message, padding.PKCS1v15(), hashes.SHA256())
        else:
            signature = self.key.sign(message, ec.ECDSA(hashes.SHA256()))
        return base64.b64encode(signature).decode()


@cache
def elliptic_key(name: str) -> ec.EllipticCurvePrivateKey:
    """Return the key that a name always gives within a test run."""
    return ec.generate_private_key(ec.SECP256R1())


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """Return the RSA key that a name always gives within a test run; making one takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem_of(key: Key) -> str:
    """Return a private key as a file."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def named(name: str) -> x509.Name:
    """Return a name that consists of an organisation and a common name."""
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Acme"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )


def certified(
    name: str,
    *,
    by: Holder | None = None,
    key: Key | None = None,
    is_authority: bool = False,
    serial: int = 4711,
    days: int = DAYS,
) -> Holder:
    """Make a certificate, signed by somebody else or by its own key."""
    key = key or elliptic_key(name)
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(by.certificate.subject if by else named(name))
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(START)
        .not_valid_after(START + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    return Holder(key, builder.sign(by.key if by else key, hashes.SHA256()))


def authority(name: str = "Plant CA", *, by: Holder | None = None, key: Key | None = None) -> Holder:
    """Make the certificate of an authority."""
    return certified(name, by=by, key=key, is_authority=True)


def request_for(name: str, *, key: Key | None = None, wants_authority: bool = False) -> bytes:
    """Make a request for a certificate, PKCS#10 in base64 with line breaks."""
    builder = x509.CertificateSigningRequestBuilder().subject_name(
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    )
    if wants_authority:
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return base64.encodebytes(builder.sign(key or elliptic_key(name), hashes.SHA256()).public_bytes(Encoding.DER))


def uploaded(holder: Holder, **properties: object) -> dict[str, object]:
    """Describe a certificate as clients upload it."""
    return {"name": "Plant", "status": "ENABLED", "certInPemFormat": holder.pem} | properties


def described(chain: Sequence[Holder]) -> dict[str, object]:
    """Describe the certificates that a client shows as a server does (TLS extension of ASGI)."""
    return {
        "server_cert": None,
        "client_cert_chain": [holder.pem for holder in chain],
        "client_cert_name": None,
        "client_cert_error": None,
        "tls_version": 0x0304,
        "cipher_suite": None,
    }
