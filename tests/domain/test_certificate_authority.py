"""The certificate authority of a tenant."""

from __future__ import annotations

import pytest
from cryptography import x509

from mockc8y.domain import certificate_authority, trusted_certificates
from mockc8y.domain.callers import Caller
from mockc8y.domain.certificate_authority import LIFETIME, RENEWABLE
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import SECOND_MS
from mockc8y.domain.trusted_certificate import TrustedCertificate

ADMIN = Caller("admin")


def create(tenant: Tenant) -> TrustedCertificate:
    """Give the tenant an authority."""
    return certificate_authority.create(tenant, ADMIN)


def public_key_of(certificate: TrustedCertificate) -> object:
    """Return the public key of a certificate."""
    return x509.load_der_x509_certificate(certificate.der).public_key()


def test_authority_signs_itself_in_the_name_of_the_tenant(tenant: Tenant) -> None:
    """Its common name is the tenant's id, and others can verify it."""
    made = create(tenant)
    read = x509.load_der_x509_certificate(made.der)

    assert read.subject.rfc4514_string() == read.issuer.rfc4514_string() == "CN=t07007007"
    assert read.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    read.verify_directly_issued_by(read)


def test_authority_lets_devices_register_themselves(tenant: Tenant) -> None:
    """It is trusted from the start, with automatic registration (specification)."""
    made = create(tenant)

    assert trusted_certificates.authorities(tenant) == [made]
    assert made.auto_registration
    assert made.admits_devices(tenant.clock.now())


def test_tenant_has_one_authority_at_most(tenant: Tenant) -> None:
    """A second one is refused with 409, which clients take for "it exists"."""
    create(tenant)

    with pytest.raises(PlatformError) as refused:
        create(tenant)

    assert refused.value.status == 409


def test_key_goes_with_the_certificate(tenant: Tenant) -> None:
    """Who removes the certificate removes the authority, and can have another with another key."""
    first = create(tenant)
    trusted_certificates.delete(tenant, first.fingerprint, ADMIN)

    assert len(tenant.authority_keys) == 0
    assert public_key_of(create(tenant)) != public_key_of(first)


def test_authority_is_renewed_when_eighteen_months_are_left(platform: Platform, tenant: Tenant) -> None:
    """The new certificate has the old name and key, so what was signed before stays good."""
    first = create(tenant)
    platform.clock.move_to(tenant.clock.now() + LIFETIME - RENEWABLE)

    renewed = certificate_authority.renew(tenant, ADMIN)

    assert public_key_of(renewed) == public_key_of(first)
    assert renewed.facts.subject == first.facts.subject
    assert renewed.facts.not_after - tenant.clock.now() == LIFETIME
    assert trusted_certificates.authorities(tenant) == [renewed]
    assert renewed.fingerprint != first.fingerprint


def test_authority_with_more_time_left_is_not_renewed(platform: Platform, tenant: Tenant) -> None:
    """More than eighteen months are too many (specification)."""
    first = create(tenant)
    platform.clock.move_to(tenant.clock.now() + LIFETIME - RENEWABLE - SECOND_MS)

    with pytest.raises(PlatformError) as refused:
        certificate_authority.renew(tenant, ADMIN)

    assert refused.value.status == 422
    assert trusted_certificates.authorities(tenant) == [first]


def test_nothing_is_renewed_where_there_is_nothing(tenant: Tenant) -> None:
    """Without an authority the platform says so."""
    with pytest.raises(PlatformError) as refused:
        certificate_authority.renew(tenant, ADMIN)

    assert str(refused.value) == (
        "404 Certificate Authority (CA)/Not Found: "
        "Tenant Certificate Authority (CA) object not found for tenant t07007007"
    )


def test_serial_numbers_come_from_the_tenant(tenant: Tenant) -> None:
    """A tenant of the same seed draws the same number; keys are nobody's to repeat."""
    twin = Platform(clock=tenant.clock).add_tenant(tenant.id)
    twin.random.setstate(tenant.random.getstate())

    one, two = create(tenant), create(twin)

    assert one.facts.serial == two.facts.serial
    assert public_key_of(one) != public_key_of(two)
