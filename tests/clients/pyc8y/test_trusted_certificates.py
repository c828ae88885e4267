"""Trusted certificates through pyc8y."""

from __future__ import annotations

import pytest
from cryptography import x509
from pyc8y import CumulocityClient
from pyc8y.auth import BasicAuth
from pyc8y.model import TrustedCertificate

from mockc8y.control.mock_tenant import MockTenant
from tests.certificates import authority

pytestmark = pytest.mark.clients

PLANT = authority()
OTHER = authority("Other CA")


def model(pem: str, c8y: CumulocityClient | None = None, name: str = "Plant") -> TrustedCertificate:
    """Describe a certificate."""
    return TrustedCertificate(c8y, certificate_pem=pem, name=name, status="ENABLED", auto_registration_enabled=True)


async def test_model_creates_reads_changes_and_deletes_itself(c8y: CumulocityClient) -> None:
    """An instance does what the collection does, found by its fingerprint."""
    made = await model(PLANT.pem, c8y).create()
    made.name = "Plant 2"
    changed = await made.update(copy=True)
    read = await c8y.trusted_certificates.get(PLANT.fingerprint)
    await made.delete()

    assert (made.id, made.subject, made.is_ca) == (PLANT.fingerprint, "CN=Plant CA,O=Acme", False)
    assert (changed.name, read.name) == ("Plant 2", "Plant 2")
    assert read.not_before_datetime == PLANT.certificate.not_valid_before_utc
    assert await c8y.trusted_certificates.get_all() == []


async def test_several_certificates_are_created_and_deleted(c8y: CumulocityClient) -> None:
    """The bulk operation takes them in one request."""
    await c8y.trusted_certificates.create(model(PLANT.pem), model(OTHER.pem, name="Other"))
    listed = await c8y.trusted_certificates.get_all()
    await c8y.trusted_certificates.delete(PLANT.fingerprint)

    assert [item.name for item in listed] == ["Plant", "Other"]
    assert [item.name for item in await c8y.trusted_certificates.get_all()] == ["Other"]


async def test_authority_of_the_tenant_is_found(c8y: CumulocityClient) -> None:
    """The client asks for it by a filter, and takes an empty answer for its absence."""
    with pytest.raises(KeyError):
        await c8y.trusted_certificates.get_certificate_authority()

    await c8y.post("/certificate-authority", json=None)
    found = await c8y.trusted_certificates.get_certificate_authority()

    assert (found.is_ca, found.subject) == (True, "CN=t07007007")


async def test_possession_is_proved(c8y: CumulocityClient) -> None:
    """A challenge, signed, makes the proof valid."""
    await model(PLANT.pem, c8y).create()
    challenge = await c8y.trusted_certificates.generate_pop_challenge(PLANT.fingerprint)
    assert isinstance(challenge.pop_challenge, str)

    signature = PLANT.sign(challenge.pop_challenge)
    proved = await c8y.trusted_certificates.provide_pop_verification(PLANT.fingerprint, signature)

    assert (challenge.pop_valid, proved.pop_valid) == (False, True)


async def test_management_confirms_possession(c8y: CumulocityClient, c8y_mock: MockTenant) -> None:
    """The client names the tenant whose certificate it is."""
    await model(PLANT.pem, c8y).create()
    auth = BasicAuth(*c8y_mock.management_auth)

    async with CumulocityClient(c8y_mock.base_url, "management", auth) as management:
        confirmed = await management.trusted_certificates.confirm_pop("t07007007", PLANT.fingerprint)

    assert confirmed.pop_valid


async def test_revoked_certificates_are_published(c8y: CumulocityClient) -> None:
    """The client sends a file of serial numbers and dates, and gets the list as a file."""
    await c8y.trusted_certificates.revoke("1000", ("beef", "2023-01-11T16:12:36.288Z"))

    published = x509.load_der_x509_crl(await c8y.trusted_certificates.get_revoked())

    assert {entry.serial_number for entry in published} == {0x1000, 0xBEEF}
