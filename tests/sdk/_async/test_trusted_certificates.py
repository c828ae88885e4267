"""Trusted certificates, the tenant's own authority, and what devices ask it for, against the mock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509

from c8y_client import (
    BasicAuth,
    BatchError,
    BearerAuth,
    ConflictError,
    InvalidRequestError,
    NotFoundError,
    UnauthorizedError,
)
from c8y_client._async.client import CumulocityClient
from c8y_client._async.trusted_certificate import TrustedCertificate, TrustedCertificateStatus
from mockc8y.control.transports import InProcessTransport
from tests.certificates import Holder, authority, certified, elliptic_key, request_for
from tests.certificates import described as shown
from tests.sdk._async._connected import connected, operating
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

PLANT = authority()
OTHER = authority("Other CA")
ENABLED, DISABLED = TrustedCertificateStatus.ENABLED, TrustedCertificateStatus.DISABLED


def device_showing(mock: MockTenant, holder: Holder) -> CumulocityClient:
    """Give a client that shows a certificate when it connects."""
    tls = {"extensions": {"tls": shown([holder])}}

    def app(scope: Any, receive: Any, send: Any) -> Any:
        return mock.app({**scope, **tls}, receive, send)

    auth = BasicAuth("nobody", "yet")
    return CumulocityClient("http://mockc8y.local", mock.tenant_id, auth, transport=InProcessTransport(app))


def described(holder: Holder = PLANT, name: str = "Plant") -> TrustedCertificate:
    """Describe a certificate that is not stored yet."""
    return TrustedCertificate(certificate_pem=holder.pem, name=name, status=ENABLED, auto_registration_enabled=True)


@on_loop
async def test_certificate_is_stored_read_changed_and_deleted(c8y_mock: MockTenant) -> None:
    """Its fingerprint is its id."""
    async with connected(c8y_mock) as c8y:
        made = described()
        made.c8y = c8y
        await made.create()
        assert made.id == made.fingerprint == PLANT.fingerprint
        made.status = DISABLED
        await made.update()

        read = await c8y.trusted_certificates.get(PLANT.fingerprint)
        assert (read.name, read.status, read.subject, read.is_ca) == ("Plant", "DISABLED", "CN=Plant CA,O=Acme", False)
        assert read.not_before_datetime == PLANT.certificate.not_valid_before_utc
        assert read == made

        await read.delete()
        with pytest.raises(NotFoundError):
            await made.reload()


@on_loop
async def test_certificate_that_was_read_can_be_parsed(c8y_mock: MockTenant) -> None:
    """The platform leaves out the first and last line of the file."""
    async with connected(c8y_mock) as c8y:
        await c8y.trusted_certificates.create(described())
        read = await c8y.trusted_certificates.get(PLANT.fingerprint)

    assert read.certificate_x509 == described().certificate_x509 == PLANT.certificate


@on_loop
async def test_certificate_can_be_kept_from_the_truststore(c8y_mock: MockTenant) -> None:
    """The parameter reaches the platform, alone and for many."""
    async with connected(c8y_mock) as c8y:
        made = described()
        made.c8y = c8y
        await made.create(add_to_truststore=False)
        await c8y.trusted_certificates.create(described(OTHER), add_to_truststore=False)

        assert await c8y.trusted_certificates.get_count() == 2


@on_loop
async def test_certificates_are_stored_together(c8y_mock: MockTenant) -> None:
    """In batches as large as asked for, of which all or none are stored."""
    third = authority("Third CA")
    async with connected(c8y_mock) as c8y:
        some = [described(), described(OTHER, "Other")]
        await c8y.trusted_certificates.create(*some)
        assert [each.id for each in some] == [PLANT.fingerprint, OTHER.fingerprint]
        assert all(each.c8y is c8y for each in some)

        with pytest.raises(BatchError) as caught:
            await c8y.trusted_certificates.create(described(), described(third, "Third"), batch_size=1, workers=2)

        assert [type(error) for error in caught.value.errors] == [ConflictError]
        assert sorted(await c8y.trusted_certificates.get_all(as_values="name")) == ["Other", "Plant", "Third"]


@on_loop
async def test_certificates_are_changed_and_deleted_together(c8y_mock: MockTenant) -> None:
    """By objects and by fingerprints."""
    async with connected(c8y_mock) as c8y:
        some = [described(), described(OTHER, "Other")]
        await c8y.trusted_certificates.create(*some)
        some[0].name = "Changed"
        await c8y.trusted_certificates.update(*some)
        await c8y.trusted_certificates.apply_to({"status": "DISABLED"}, some[0], OTHER.fingerprint)

        found = [each async for each in c8y.trusted_certificates.select(as_values=["name", "status"])]
        assert sorted(found) == [("Changed", "DISABLED"), ("Other", "DISABLED")]
        some[1].name = "Applied"
        assert (await some[1].apply_to(PLANT.fingerprint)).name == "Applied"

        await c8y.trusted_certificates.delete(some[0], OTHER.fingerprint)
        await c8y.trusted_certificates.delete(some[0], missing_ok=True)
        assert await c8y.trusted_certificates.get_all() == []


@on_loop
async def test_possession_is_proved_step_by_step(c8y_mock: MockTenant) -> None:
    """A challenge, signed elsewhere, makes the proof valid."""
    async with connected(c8y_mock) as c8y:
        await c8y.trusted_certificates.create(described())
        challenge = await c8y.trusted_certificates.generate_pop_challenge(PLANT.fingerprint)
        assert challenge.pop_valid is False
        assert challenge.pop_valid_until_datetime is not None

        with pytest.raises(InvalidRequestError):
            await c8y.trusted_certificates.provide_pop_verification(PLANT.fingerprint, OTHER.sign("x"))
        signature = PLANT.sign(str(challenge.pop_challenge))
        proved = await c8y.trusted_certificates.provide_pop_verification(PLANT.fingerprint, signature)

        assert proved.pop_valid is True


@on_loop
async def test_possession_is_proved_in_one_step(c8y_mock: MockTenant) -> None:
    """With the private key as a file or as an object."""
    async with connected(c8y_mock) as c8y:
        await c8y.trusted_certificates.create(described())

        by_file = await c8y.trusted_certificates.prove_possession(PLANT.fingerprint, PLANT.key_pem)
        by_object = await c8y.trusted_certificates.prove_possession(PLANT.fingerprint, PLANT.key)

        assert (by_file.pop_valid, by_object.pop_valid) == (True, True)


@on_loop
async def test_management_vouches_for_possession(c8y_mock: MockTenant) -> None:
    """It names the tenant whose certificate it is."""
    async with connected(c8y_mock) as c8y, operating(c8y_mock) as operator:
        await c8y.trusted_certificates.create(described())

        confirmed = await operator.trusted_certificates.confirm_pop(c8y_mock.tenant_id, PLANT.fingerprint)

        assert confirmed.pop_valid is True


@on_loop
async def test_certificates_are_revoked_and_listed(c8y_mock: MockTenant) -> None:
    """By number or digits, since now or earlier, one by one or from a file."""
    async with connected(c8y_mock) as c8y:
        await c8y.trusted_certificates.revoke("1000", (0xBEEF, "2023-01-11T16:12:36.288Z"), batch_size=1)
        await c8y.trusted_certificates.revoke_from_file(b"SERIAL NO.,REVOCATION DATE\r\ncafe\r\n")

        published = x509.load_der_x509_crl(await c8y.trusted_certificates.get_revoked())

    assert {entry.serial_number for entry in published} == {0x1000, 0xBEEF, 0xCAFE}


@on_loop
async def test_chain_is_verified(c8y_mock: MockTenant) -> None:
    """Who trusts it is told; nobody does so without a reason."""
    device = certified("pump-7", by=PLANT)
    async with operating(c8y_mock) as c8y:
        with pytest.raises(UnauthorizedError):
            await c8y.trusted_certificates.verify_chain(device.pem.encode())
        async with connected(c8y_mock) as tenant:
            await tenant.trusted_certificates.create(described())

        verdict = await c8y.trusted_certificates.verify_chain(device.pem.encode(), c8y_mock.tenant_id)

    assert verdict.successfully_validated is True
    assert verdict.tenant_id == c8y_mock.tenant_id
    assert (verdict.subject, verdict.issuer) == ("CN=pump-7,O=Acme", "CN=Plant CA,O=Acme")


@on_loop
async def test_tenant_has_an_authority_of_its_own_when_it_is_made(c8y_mock: MockTenant) -> None:
    """There is one at most, which is found by a filter."""
    async with connected(c8y_mock) as c8y:
        await c8y.trusted_certificates.create(described())
        with pytest.raises(KeyError, match="no certificate authority"):
            await c8y.trusted_certificates.get_certificate_authority()

        made = await c8y.trusted_certificates.create_certificate_authority()
        assert made.is_certificate_authority is True
        assert await c8y.trusted_certificates.get_certificate_authority() == made
        with pytest.raises(ConflictError):
            await c8y.trusted_certificates.create_certificate_authority()
        with pytest.raises(InvalidRequestError):
            await c8y.trusted_certificates.renew_certificate_authority()


@on_loop
async def test_authority_is_renewed_when_its_time_is_running_out(c8y_mock: MockTenant) -> None:
    """The new certificate takes the place of the old one."""
    async with connected(c8y_mock) as c8y:
        made = await c8y.trusted_certificates.create_certificate_authority()
        c8y_mock.platform.advance(2 * 365 * 24 * 60 * 60 * 1000)

        renewed = await c8y.trusted_certificates.renew_certificate_authority()

        assert renewed.fingerprint != made.fingerprint
        assert await c8y.trusted_certificates.get_certificate_authority() == renewed


@on_loop
async def test_device_gets_a_certificate_and_another_one(c8y_mock: MockTenant) -> None:
    """The first for its one-time password, the next as the device that it is by then."""
    async with connected(c8y_mock) as c8y:
        await c8y.trusted_certificates.create_certificate_authority()
        request = {"id": "pump-7", "enrollmentToken": "once-only"}
        with pytest.raises(UnauthorizedError):
            await c8y.device_certificates.enroll(request_for("pump-7"), "pump-7", "once-only")

        await c8y.post("/devicecontrol/newDeviceRequests", json=request)
        issued = await c8y.device_certificates.enroll(request_for("pump-7"), "pump-7", "once-only")
        assert issued.pem.startswith("-----BEGIN CERTIFICATE-----")
        assert issued.certificates[0].subject.rfc4514_string() == "CN=pump-7"

    async with device_showing(c8y_mock, Holder(elliptic_key("pump-7"), issued.certificates[0])) as device:
        device.auth = BearerAuth(await device.device_certificates.get_access_token())
        again = await device.device_certificates.reenroll(request_for("pump-7"))
        assert again.certificates[0].serial_number != issued.certificates[0].serial_number


@on_loop
async def test_device_signs_in_by_its_certificate(c8y_mock: MockTenant) -> None:
    """The token that it gets is good for whatever the device may do."""
    async with connected(c8y_mock) as c8y:
        await c8y.trusted_certificates.create(described())

    async with device_showing(c8y_mock, certified("pump-7", by=PLANT)) as device:
        device.auth = BearerAuth(await device.device_certificates.get_access_token())
        assert (await device.get("/user/currentUser"))["userName"] == "device_pump-7"


@on_loop
async def test_access_token_is_refused_where_the_platform_does_not_offer_it(c8y_mock: MockTenant) -> None:
    """Only connections that show certificates can have one."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(NotFoundError):
            await c8y.device_certificates.get_access_token(PLANT.pem)


def test_certificate_is_sent_without_what_the_platform_decides() -> None:
    """One that was read can be stored elsewhere."""
    read = TrustedCertificate.from_json(
        {"fingerprint": "f", "serialNumber": "1", "name": "a", "certInPemFormat": "MAA="}
    )

    assert read.sendable() == {"name": "a", "certInPemFormat": "MAA="}
    with pytest.raises(ValueError, match="no certificate"):
        _ = TrustedCertificate(name="a").certificate_x509
