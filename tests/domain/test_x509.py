"""What is read in certificates, and who signed what."""

from __future__ import annotations

import base64

import pytest
from cryptography import x509 as library
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding

from mockc8y.domain import x509
from mockc8y.domain.certificates import Unreadable
from mockc8y.domain.times import parse_millis
from tests.certificates import START, Key, authority, certified, elliptic_key, named, rsa_key

PLANT = authority()


def test_certificate_tells_all_that_the_platform_shows() -> None:
    """Names are written as in RFC 4514, times in milliseconds, the version as people count."""
    facts = x509.facts(certified("pump-7", by=PLANT, serial=2**100, days=10).der)

    assert facts.subject == "CN=pump-7,O=Acme"
    assert facts.issuer == "CN=Plant CA,O=Acme"
    assert facts.common_name == "pump-7"
    assert (facts.serial, facts.version, facts.algorithm) == (2**100, 3, "SHA256withECDSA")
    assert facts.not_before == parse_millis("2025-01-01")
    assert facts.not_after == parse_millis("2025-01-11")
    assert not facts.is_authority


def test_rsa_signature_is_named_as_java_does() -> None:
    """The platform says SHA256withRSA."""
    assert x509.facts(authority(key=rsa_key("plant")).der).algorithm == "SHA256withRSA"


def test_algorithm_without_a_name_goes_by_its_number() -> None:
    """What Java has no name for is told by its object identifier."""
    builder = _builder("odd").sign(elliptic_key("odd"), hashes.SHA3_256())

    assert x509.facts(builder.public_bytes(Encoding.DER)).algorithm == "2.16.840.1.101.3.4.3.10"


def test_certificate_without_constraints_is_no_authority() -> None:
    """Only CA:TRUE in the basic constraints makes an authority."""
    plain = _builder("plain").sign(elliptic_key("plain"), hashes.SHA256())

    assert not x509.facts(plain.public_bytes(Encoding.DER)).is_authority
    assert x509.facts(PLANT.der).is_authority


@pytest.mark.parametrize("der", [b"", b"0", PLANT.der[:-1], PLANT.der + b"\0", b"\x30\x03\x02\x01\x00"])
def test_what_is_no_certificate_is_unreadable(der: bytes) -> None:
    """Bytes that are something else, or too few or too many, are refused."""
    with pytest.raises(Unreadable):
        x509.facts(der)


def test_issuer_is_known_by_name_and_signature() -> None:
    """Neither the name alone nor the key alone makes an issuer."""
    device = certified("pump-7", by=PLANT)
    namesake = authority(key=elliptic_key("somebody else's"))
    renamed = authority("Renamed CA", key=PLANT.key)

    assert x509.is_issued_by(device.der, PLANT.der)
    assert not x509.is_issued_by(device.der, namesake.der)
    assert not x509.is_issued_by(device.der, renamed.der)


@pytest.mark.parametrize("key", [elliptic_key("signer"), rsa_key("signer")], ids=["elliptic curve", "RSA"])
def test_signature_fits_its_message_only(key: Key) -> None:
    """A signature of another message, or by another key, does not pass."""
    holder = authority(key=key)
    signature = base64.b64decode(holder.sign("code"))

    assert x509.is_signed_by(holder.der, b"code", signature)
    assert not x509.is_signed_by(holder.der, b"edoc", signature)
    assert not x509.is_signed_by(PLANT.der, b"code", signature)


def test_key_of_another_kind_signs_nothing() -> None:
    """Proofs are made with RSA and elliptic curve keys."""
    key = ed25519.Ed25519PrivateKey.generate()
    signed = (
        library.CertificateBuilder()
        .subject_name(named("odd"))
        .issuer_name(named("odd"))
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(START)
        .not_valid_after(START)
        .sign(key, None)
    )

    assert not x509.is_signed_by(signed.public_bytes(Encoding.DER), b"code", key.sign(b"code"))


def _builder(name: str) -> library.CertificateBuilder:
    return (
        library.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(name))
        .public_key(elliptic_key(name).public_key())
        .serial_number(1)
        .not_valid_before(START)
        .not_valid_after(START)
    )
