"""The rules about trusted certificates."""

from __future__ import annotations

import pytest

from mockc8y.domain import trusted_certificates
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.trusted_certificate import TrustedCertificate
from mockc8y.store.codec import Document
from tests.certificates import authority, certified, uploaded

ADMIN = Caller("admin")
PLANT = authority()
BAD: list[Document] = [
    {"certInPemFormat": "no certificate"},
    {"certInPemFormat": 5},
    {"certInPemFormat": ""},
    {"certInPemFormat": None},
    {"status": None},
    {"status": "enabled"},
    {"status": ["ENABLED"]},
    {"name": 5},
    {"autoRegistrationEnabled": "true"},
    {"autoRegistrationEnabled": 1},
]


def upload(tenant: Tenant, **properties: object) -> TrustedCertificate:
    """Let a tenant trust a certificate."""
    return trusted_certificates.create(tenant, uploaded(PLANT, **properties), ADMIN)


def audited(tenant: Tenant) -> list[Document]:
    """Return what the audit log says of certificates, oldest first."""
    return [record.document for record in tenant.audit_records if record.document["type"] == "TrustedCertificates"]


def test_uploaded_certificate_is_found_by_its_fingerprint(tenant: Tenant) -> None:
    """The digest of its bytes is its name, in whatever case."""
    made = upload(tenant)

    assert made.fingerprint == PLANT.fingerprint
    assert trusted_certificates.get(tenant, PLANT.fingerprint.upper()) == made


def test_defaults_are_those_of_the_specification(tenant: Tenant) -> None:
    """A certificate lets devices in, but not register themselves, unless the upload says so."""
    made = upload(tenant)

    assert (made.auto_registration, made.in_trust_store, made.is_tenant_authority) == (False, True, False)


@pytest.mark.parametrize("change", BAD, ids=str)
def test_upload_that_makes_no_sense_is_refused(tenant: Tenant, change: Document) -> None:
    """What is no certificate, or has a setting of the wrong kind, is refused with 422 and leaves nothing behind."""
    with pytest.raises(PlatformError) as refused:
        trusted_certificates.create(tenant, uploaded(PLANT) | change, ADMIN)

    assert refused.value.status == 422
    assert len(tenant.trusted_certificates) == 0


def test_same_certificate_is_refused_the_second_time(tenant: Tenant) -> None:
    """A certificate has one place in a tenant, whatever it is called."""
    upload(tenant)

    with pytest.raises(PlatformError) as refused:
        upload(tenant, name="Another name")

    assert (refused.value.status, refused.value.code) == (409, "certificate/Duplicate")


def test_of_several_uploads_all_or_none_are_taken(tenant: Tenant) -> None:
    """One bad certificate spoils them all."""
    with pytest.raises(PlatformError):
        trusted_certificates.create_all(tenant, [uploaded(PLANT), {"status": "ENABLED"}], ADMIN)

    assert len(tenant.trusted_certificates) == 0


def test_certificate_may_not_come_twice_in_one_upload(tenant: Tenant) -> None:
    """What would be refused later is refused at once."""
    with pytest.raises(PlatformError) as refused:
        trusted_certificates.create_all(tenant, [uploaded(PLANT), uploaded(PLANT)], ADMIN)

    assert refused.value.status == 409


def test_update_changes_settings_only(tenant: Tenant) -> None:
    """Name, status and automatic registration can be set; the rest of a certificate is what it is."""
    before = upload(tenant)
    change = {"name": "New", "status": "DISABLED", "autoRegistrationEnabled": True, "subject": "CN=x", "version": 1}

    after = trusted_certificates.update(tenant, before.fingerprint, change, ADMIN)

    assert (after.name, after.status, after.auto_registration) == ("New", "DISABLED", True)
    assert (after.der, after.facts, after.possession) == (before.der, before.facts, before.possession)


def test_update_with_null_changes_nothing(tenant: Tenant) -> None:
    """Settings have a value always, so `null` sets none."""
    before = upload(tenant)

    assert trusted_certificates.update(tenant, before.fingerprint, {"name": None, "status": None}, ADMIN) == before


def test_deleted_certificate_is_gone(tenant: Tenant) -> None:
    """It is found no more, and can be uploaded again."""
    made = upload(tenant)
    trusted_certificates.delete(tenant, made.fingerprint, ADMIN)

    with pytest.raises(PlatformError) as refused:
        trusted_certificates.get(tenant, made.fingerprint)

    assert (refused.value.status, refused.value.code) == (404, "certificate/Not Found")
    assert upload(tenant).fingerprint == made.fingerprint


def test_everything_is_audited(tenant: Tenant) -> None:
    """Upload, change and deletion leave a record each; that of a change says what changed."""
    made = upload(tenant)
    trusted_certificates.update(tenant, made.fingerprint, {"name": "New"}, ADMIN)
    trusted_certificates.delete(tenant, made.fingerprint, ADMIN)

    records = audited(tenant)

    assert [record["activity"] for record in records] == [
        "Certificate uploaded",
        "Certificate updated",
        "Certificate deleted",
    ]
    assert {record["source"]["id"] for record in records} == {made.fingerprint}
    assert [change["attribute"] for change in records[1]["changes"]] == ["name"]


def test_certificate_admits_devices_while_it_is_valid(tenant: Tenant) -> None:
    """Outside its time of validity nobody gets in by it."""
    made = upload(tenant)
    facts = made.facts

    moments = (facts.not_before - 1, facts.not_before, facts.not_after, facts.not_after + 1)

    assert [made.admits_devices(moment) for moment in moments] == [False, True, True, False]


def test_certificate_that_may_not_sign_admits_nobody(tenant: Tenant) -> None:
    """What is to answer for devices must be an authority, with CA:TRUE."""
    leaf = trusted_certificates.create(tenant, uploaded(certified("leaf")), ADMIN)

    assert not leaf.admits_devices(tenant.clock.now())


def test_disabled_certificate_admits_nobody(tenant: Tenant) -> None:
    """What is disabled is kept, but lets nobody in."""
    assert not upload(tenant, status="DISABLED").admits_devices(tenant.clock.now())


def test_certificate_outside_the_trust_store_admits_nobody(tenant: Tenant) -> None:
    """It can be looked at, and that is all."""
    made = trusted_certificates.create(tenant, uploaded(PLANT), ADMIN, in_trust_store=False)

    assert not made.admits_devices(tenant.clock.now())
