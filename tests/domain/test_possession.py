"""The proof that who uploads a certificate holds its key."""

from __future__ import annotations

import pytest

from mockc8y.domain import possession, trusted_certificates
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.trusted_certificate import TrustedCertificate
from tests.certificates import Holder, authority, elliptic_key, rsa_key, uploaded

SIGNED = "proofOfPossessionSignedVerificationCode"
PLANT = authority()


def upload(tenant: Tenant, holder: Holder = PLANT) -> TrustedCertificate:
    """Let a tenant trust a certificate."""
    return trusted_certificates.create(tenant, uploaded(holder), Caller("admin"))


def code_of(certificate: TrustedCertificate) -> str:
    """Return the code that is to be signed."""
    assert certificate.possession.code is not None
    return certificate.possession.code


@pytest.mark.parametrize("key", [elliptic_key("prover"), rsa_key("prover")], ids=["elliptic curve", "RSA"])
def test_signed_code_is_proof(tenant: Tenant, key: object) -> None:
    """Who signs the text of the code with the key of the certificate holds it. The code is used up then."""
    holder = authority(key=key)  # type: ignore[arg-type]
    made = upload(tenant, holder)

    proved = possession.prove(tenant, made, {SIGNED: holder.sign(code_of(made))})

    assert proved.possession == possession.PROVED
    assert trusted_certificates.get(tenant, made.fingerprint) == proved


def test_code_signed_by_somebody_else_is_no_proof(tenant: Tenant) -> None:
    """Another key proves nothing, in the platform's words."""
    made = upload(tenant)

    with pytest.raises(PlatformError) as refused:
        possession.prove(tenant, made, {SIGNED: authority("Other").sign(code_of(made))})

    assert str(refused.value) == (
        "400 tenants/Bad Request: Wrong Proof Of Possession plaintext used for tenant <'t07007007'>. "
        f"Certificate <'{made.fingerprint}'>, usage not granted."
    )
    assert not trusted_certificates.get(tenant, made.fingerprint).possession.is_proved


def test_signature_that_is_no_base64_cannot_be_read(tenant: Tenant) -> None:
    """What cannot be read is told apart from what is wrong."""
    with pytest.raises(PlatformError) as refused:
        possession.prove(tenant, upload(tenant), {SIGNED: "%%%"})

    assert (refused.value.status, refused.value.code) == (422, "tenants/Invalid Data")


def test_old_code_proves_nothing_once_there_is_a_new_one(tenant: Tenant) -> None:
    """A fresh code replaces the one before it."""
    made = upload(tenant)
    renewed = possession.renew_code(tenant, made)

    with pytest.raises(PlatformError) as refused:
        possession.prove(tenant, renewed, {SIGNED: PLANT.sign(code_of(made))})

    assert refused.value.status == 400
    assert code_of(renewed) != code_of(made)


def test_code_is_usable_until_its_time_is_over(platform: Platform, tenant: Tenant) -> None:
    """The tenant's clock decides; past the end a new code is due."""
    made = upload(tenant)
    platform.clock.move_to(made.possession.usable_until)
    possession.prove(tenant, made, {SIGNED: PLANT.sign(code_of(made))})
    platform.clock.move_to(made.possession.usable_until + 1)

    with pytest.raises(PlatformError) as refused:
        possession.prove(tenant, made, {SIGNED: PLANT.sign(code_of(made))})

    assert (refused.value.status, refused.value.code) == (422, "tenants/Unprocessable Entity")


def test_proved_certificate_has_no_code_to_sign(tenant: Tenant) -> None:
    """A second proof needs a fresh code first."""
    proved = possession.confirm(tenant, upload(tenant))

    with pytest.raises(PlatformError) as refused:
        possession.prove(tenant, proved, {SIGNED: PLANT.sign("anything")})

    assert refused.value.status == 422


def test_management_can_confirm_without_a_signature(tenant: Tenant) -> None:
    """Its word counts as proof."""
    made = possession.confirm(tenant, upload(tenant))

    assert trusted_certificates.get(tenant, made.fingerprint).possession.is_proved


def test_fresh_code_takes_back_the_proof(tenant: Tenant) -> None:
    """Who asks for a code has to prove again."""
    proved = possession.confirm(tenant, upload(tenant))

    assert not possession.renew_code(tenant, proved).possession.is_proved
