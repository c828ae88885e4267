"""X.509 with the library `cryptography`: certificates in and out as DER bytes.

Import this module on first use only: it costs more than a fresh tenant, and most tests never see a certificate.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID, SignatureAlgorithmOID

from mockc8y.domain.certificates import Facts, Unreadable, fingerprint
from mockc8y.domain.times import EPOCH, MILLISECOND

ALGORITHMS: Mapping[x509.ObjectIdentifier, str] = MappingProxyType(
    {
        SignatureAlgorithmOID.RSA_WITH_SHA1: "SHA1withRSA",
        SignatureAlgorithmOID.RSA_WITH_SHA256: "SHA256withRSA",
        SignatureAlgorithmOID.RSA_WITH_SHA384: "SHA384withRSA",
        SignatureAlgorithmOID.RSA_WITH_SHA512: "SHA512withRSA",
        SignatureAlgorithmOID.RSASSA_PSS: "RSASSA-PSS",
        SignatureAlgorithmOID.ECDSA_WITH_SHA1: "SHA1withECDSA",
        SignatureAlgorithmOID.ECDSA_WITH_SHA256: "SHA256withECDSA",
        SignatureAlgorithmOID.ECDSA_WITH_SHA384: "SHA384withECDSA",
        SignatureAlgorithmOID.ECDSA_WITH_SHA512: "SHA512withECDSA",
        SignatureAlgorithmOID.ED25519: "Ed25519",
        SignatureAlgorithmOID.ED448: "Ed448",
    }
)
"""What Java, and so the platform, calls the algorithms of signatures; others go by their number."""

BROKEN = (ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension, UnsupportedAlgorithm)
"""What the library raises for bytes that are no certificate, or one that contradicts itself."""


def facts(der: bytes) -> Facts:
    """Read what a certificate says, or raise `Unreadable`."""
    try:
        return _facts(der)
    except BROKEN as problem:
        raise Unreadable(str(problem)) from problem


def is_issued_by(der: bytes, issuer: bytes) -> bool:
    """Tell whether a certificate names another as its issuer and carries a signature made with the other's key."""
    try:
        x509.load_der_x509_certificate(der).verify_directly_issued_by(x509.load_der_x509_certificate(issuer))
    except (*BROKEN, InvalidSignature):
        return False
    return True


def is_signed_by(der: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a SHA-256 signature of a message was made with the key of a certificate, RSA or elliptic curve."""
    key = x509.load_der_x509_certificate(der).public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, message, padding.PKCS1v15(), SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def common_name(name: x509.Name) -> str:
    """Return the first common name of a name, empty if it has none."""
    return next((str(part.value) for part in name.get_attributes_for_oid(NameOID.COMMON_NAME)), "")


def is_authority(extensions: x509.Extensions) -> bool:
    """Tell whether the basic constraints say CA:TRUE."""
    return any(isinstance(item.value, x509.BasicConstraints) and item.value.ca for item in extensions)


def _facts(der: bytes) -> Facts:
    certificate = x509.load_der_x509_certificate(der)
    certificate.public_key()
    is_third_version = certificate.version is x509.Version.v3
    return Facts(
        fingerprint=fingerprint(der),
        algorithm=ALGORITHMS.get(
            certificate.signature_algorithm_oid, certificate.signature_algorithm_oid.dotted_string
        ),
        version=certificate.version.value + 1,
        issuer=certificate.issuer.rfc4514_string(),
        subject=certificate.subject.rfc4514_string(),
        common_name=common_name(certificate.subject),
        serial=certificate.serial_number,
        not_before=_millis(certificate.not_valid_before_utc),
        not_after=_millis(certificate.not_valid_after_utc),
        is_authority=is_third_version and is_authority(certificate.extensions),
    )


def _millis(moment: datetime) -> int:
    return (moment - EPOCH) // MILLISECOND
