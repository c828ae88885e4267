"""Certificates, requests for them and lists of revoked ones, made with the library `cryptography`.

Import this module on first use only, like `x509`. Keys are bytes too: PKCS#8 in DER.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from random import Random

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPublicKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    pkcs7,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mockc8y.domain.certificates import Unreadable
from mockc8y.domain.times import EPOCH
from mockc8y.domain.x509 import BROKEN, common_name, is_authority

DeviceKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey
CURVE = ec.SECP256R1()
SERIAL_BITS = 127
"""Serial numbers are positive and fit into 20 bytes (RFC 5280)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a new certificate says beside names and key: its serial number, and its validity in milliseconds UTC."""

    serial: int
    not_before: int
    not_after: int


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate that may sign others, and its private key."""

    certificate: bytes
    key: bytes


@dataclass(frozen=True, slots=True)
class SigningRequest:
    """What somebody who holds a key wants certified: a name, and whether to be an authority."""

    key: DeviceKey
    common_name: str
    wants_authority: bool


def new_serial(random: Random) -> int:
    """Draw the serial number of a certificate."""
    return random.getrandbits(SERIAL_BITS) | 1


def unique_serial() -> int:
    """Make a serial number that no other run repeats. Browsers refuse two certificates of one authority with one."""
    return x509.random_serial_number()


def new_key() -> bytes:
    """Make a private key, P-256. It comes from no seeded source: nobody shall be able to make it again."""
    return _bytes_of(ec.generate_private_key(CURVE))


def key_named(name: str) -> bytes:
    """Make the private key that a name always gives. Only for signatures that nobody relies on."""
    return _bytes_of(ec.derive_private_key(int.from_bytes(sha256(name.encode()).digest()[1:]), CURVE))


def self_signed(key: bytes, name: str, terms: Terms) -> bytes:
    """Make the certificate of an authority that nobody stands above."""
    private = _private(key)
    builder = _builder(_name(name), _name(name), private.public_key(), terms)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    return _signed(builder, private)


def signing_request(der: bytes) -> SigningRequest:
    """Read a request for a certificate (PKCS#10), or raise `Unreadable`, also when it is not signed with its key."""
    try:
        request = x509.load_der_x509_csr(der)
        if not request.is_signature_valid:
            raise Unreadable("it is not signed with its own key")
        key = request.public_key()
        if not isinstance(key, DeviceKey):
            raise Unreadable("its key is neither RSA nor of an elliptic curve")
        return SigningRequest(key, common_name(request.subject), is_authority(request.extensions))
    except BROKEN as problem:
        raise Unreadable(str(problem)) from problem


def for_device(authority: Authority, request: SigningRequest, terms: Terms) -> bytes:
    """Make the certificate that a device asked for."""
    builder = _issued(authority, _name(request.common_name), request.key, terms)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
    return _signed(builder, _private(authority.key))


def for_server(authority: Authority, key: bytes, hosts: Sequence[str], terms: Terms) -> bytes:
    """Make the certificate of a server that answers to these names and addresses."""
    builder = _issued(authority, _name(hosts[0]), _private(key).public_key(), terms)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    builder = builder.add_extension(x509.SubjectAlternativeName(list(map(_host, hosts))), critical=False)
    return _signed(builder, _private(authority.key))


def certificates_only(certificates: Iterable[bytes]) -> bytes:
    """Pack certificates into a PKCS#7 message that holds nothing else."""
    return pkcs7.serialize_certificates(list(map(x509.load_der_x509_certificate, certificates)), Encoding.DER)


def revocation_list(key: bytes, issuer: str, revoked: Iterable[tuple[int, int]], now: int, until: int) -> bytes:
    """Make the list of revoked certificates that an issuer signs. `revoked` are serial numbers and times of it."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(_name(issuer))
    builder = builder.last_update(_moment(now)).next_update(_moment(until))
    for serial, moment in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(_moment(moment)).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(_private(key), SHA256(), ecdsa_deterministic=True).public_bytes(Encoding.DER)


def _issued(
    authority: Authority, subject: x509.Name, public: CertificateIssuerPublicKeyTypes, terms: Terms
) -> x509.CertificateBuilder:
    """Start a certificate of one that may not sign others."""
    issuer = x509.load_der_x509_certificate(authority.certificate)
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(_private(authority.key).public_key())
    return (
        _builder(subject, issuer.subject, public, terms)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(above, critical=False)
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, public: CertificateIssuerPublicKeyTypes, terms: Terms
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(terms.serial)
        .not_valid_before(_moment(terms.not_before))
        .not_valid_after(_moment(terms.not_after))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _signed(builder: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey) -> bytes:
    return builder.sign(key, SHA256(), ecdsa_deterministic=True).public_bytes(Encoding.DER)


_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def _usage(**allowed: bool) -> x509.KeyUsage:
    return x509.KeyUsage(**{**dict.fromkeys(_USAGES, False), **allowed})


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _host(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _moment(millis: int) -> datetime:
    """Return a time to the second, which is as fine as certificates tell it."""
    return EPOCH + timedelta(milliseconds=millis // 1000 * 1000)


def _private(key: bytes) -> ec.EllipticCurvePrivateKey:
    private = load_der_private_key(key, password=None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise TypeError(f"the emulator makes elliptic curve keys only, not {type(private).__name__}")
    return private


def _bytes_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
