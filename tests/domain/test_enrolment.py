"""How devices get certificates."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from mockc8y.domain import certificate_authority, device_requests, enrolment
from mockc8y.domain.callers import Caller
from mockc8y.domain.device_requests import Admission
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import SUSPENDED
from mockc8y.domain.times import DAY_MS
from mockc8y.domain.users import User
from tests.certificates import elliptic_key, named, request_for, rsa_key

ADMIN = Caller("admin")
DEVICE = "pump-7"


def announce(tenant: Tenant, *, device: str = DEVICE, one_time_password: str = "otp") -> None:
    """Register a device for a certificate."""
    device_requests.create(tenant, {"id": device, "enrollmentToken": one_time_password}, ADMIN)


def ready(platform: Platform, tenant: Tenant) -> Admission:
    """Prepare all that a device needs to enrol, and let it in."""
    certificate_authority.create(tenant, ADMIN)
    announce(tenant)
    return enrolment.admission(platform, DEVICE, "otp")


def issued(message: bytes) -> x509.Certificate:
    """Return the one certificate in a message."""
    [certificate] = pkcs7.load_der_pkcs7_certificates(message)
    return certificate


def test_device_gets_a_certificate_for_its_key(platform: Platform, tenant: Tenant) -> None:
    """It is signed by the tenant's authority, is in the device's name alone, and holds the device's own key."""
    made = issued(enrolment.enrol(ready(platform, tenant), request_for(DEVICE)))

    authority = certificate_authority.require(tenant)
    made.verify_directly_issued_by(x509.load_der_x509_certificate(authority.der))
    assert made.subject.rfc4514_string() == f"CN={DEVICE}"
    assert made.public_key() == elliptic_key(DEVICE).public_key()
    assert not made.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_rsa_key_is_as_good(platform: Platform, tenant: Tenant) -> None:
    """A device chooses the kind of its key."""
    key = rsa_key(DEVICE)

    made = issued(enrolment.enrol(ready(platform, tenant), request_for(DEVICE, key=key)))

    assert made.public_key() == key.public_key()


def test_certificate_is_valid_for_a_year(platform: Platform, tenant: Tenant) -> None:
    """From now on by the tenant's clock."""
    made = issued(enrolment.enrol(ready(platform, tenant), request_for(DEVICE)))

    assert made.not_valid_before_utc.isoformat() == "2026-01-15T12:00:00+00:00"
    assert made.not_valid_after_utc.isoformat() == "2027-01-15T12:00:00+00:00"


def test_certificate_does_not_outlive_its_authority(platform: Platform, tenant: Tenant) -> None:
    """What signs it must be valid as long as it is."""
    admission = ready(platform, tenant)
    authority = certificate_authority.require(tenant)
    platform.clock.move_to(authority.facts.not_after - DAY_MS)

    made = issued(enrolment.enrol(admission, request_for(DEVICE)))

    assert made.not_valid_after_utc.timestamp() * 1000 == authority.facts.not_after


def test_one_time_password_works_once(platform: Platform, tenant: Tenant) -> None:
    """The request of the device is met then, and its user is there."""
    enrolment.enrol(ready(platform, tenant), request_for(DEVICE))

    with pytest.raises(PlatformError) as refused:
        enrolment.admission(platform, DEVICE, "otp")

    assert refused.value.status == 401
    assert f"device_{DEVICE}" in tenant.users
    assert len(tenant.device_requests) == 0


@pytest.mark.parametrize(("name", "password"), [(DEVICE, "wrong"), (DEVICE, ""), ("pump-8", "otp"), ("", "")])
def test_wrong_one_time_password_is_refused(platform: Platform, tenant: Tenant, name: str, password: str) -> None:
    """Nobody learns whether the device or its password was wrong."""
    announce(tenant)

    with pytest.raises(PlatformError) as refused:
        enrolment.admission(platform, name, password)

    assert str(refused.value) == "401 security/Unauthorized: Invalid credentials! : Bad credentials"


def test_device_is_found_in_whichever_tenant_it_is_registered(platform: Platform) -> None:
    """Devices do not know their tenant; one that names it is understood all the same."""
    other = platform.add_tenant("t2")
    announce(other)

    assert enrolment.admission(platform, DEVICE, "otp").tenant is other
    assert enrolment.admission(platform, f"t2/{DEVICE}", "otp").tenant is other


def test_device_of_a_suspended_tenant_does_not_enrol(platform: Platform, tenant: Tenant) -> None:
    """Nobody signs in there, by whatever password."""
    announce(tenant)
    tenant.profile.value = replace(tenant.profile.value, status=SUSPENDED)

    with pytest.raises(PlatformError) as refused:
        enrolment.admission(platform, DEVICE, "otp")

    assert refused.value.status == 401


def odd_requests() -> dict[str, bytes]:
    """Return requests that get no certificate."""
    edwards = ed25519.Ed25519PrivateKey.generate()
    builder = x509.CertificateSigningRequestBuilder().subject_name(named(DEVICE))
    whole = request_for(DEVICE)
    return {
        "nothing": b"",
        "no base64": b"%%%",
        "no ASCII": b"\xff",
        "something else": b"QUJD",
        "a part": whole[: len(whole) // 2 // 4 * 4],
        "for another device": request_for("pump-8"),
        "an authority": request_for(DEVICE, wants_authority=True),
        "a key of another kind": base64.b64encode(builder.sign(edwards, None).public_bytes(Encoding.DER)),
    }


@pytest.mark.parametrize("body", odd_requests().values(), ids=odd_requests())
def test_request_that_makes_no_sense_is_refused(platform: Platform, tenant: Tenant, body: bytes) -> None:
    """The one-time password is not spent on it."""
    admission = ready(platform, tenant)

    with pytest.raises(PlatformError) as refused:
        enrolment.enrol(admission, body)

    assert refused.value.status == 400
    assert enrolment.admission(platform, DEVICE, "otp") == admission


def test_tenant_without_an_authority_signs_nothing(platform: Platform, tenant: Tenant) -> None:
    """The device can try again once there is one."""
    announce(tenant)
    admission = enrolment.admission(platform, DEVICE, "otp")

    with pytest.raises(PlatformError) as refused:
        enrolment.enrol(admission, request_for(DEVICE))

    assert (refused.value.status, refused.value.code) == (404, "Certificate Authority (CA)/Not Found")
    assert len(tenant.device_requests) == 1


def test_device_gets_another_certificate_for_itself(tenant: Tenant) -> None:
    """Who is signed in as a device may have one with a new key."""
    certificate_authority.create(tenant, ADMIN)
    key = elliptic_key("next")

    made = issued(enrolment.enrol_again(tenant, User(f"device_{DEVICE}", None), request_for(DEVICE, key=key)))

    assert made.public_key() == key.public_key()


def test_device_gets_no_certificate_for_another(tenant: Tenant) -> None:
    """Otherwise one device could pose as all."""
    certificate_authority.create(tenant, ADMIN)

    with pytest.raises(PlatformError) as refused:
        enrolment.enrol_again(tenant, User("device_pump-8", None), request_for(DEVICE))

    assert refused.value.status == 403
