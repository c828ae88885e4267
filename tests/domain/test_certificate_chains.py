"""Which chains of certificates a tenant trusts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mockc8y.domain import certificate_chains, revocations, trusted_certificates
from mockc8y.domain.callers import Caller
from mockc8y.domain.certificate_chains import Link
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from tests.certificates import Holder, authority, certified, elliptic_key, uploaded

ADMIN = Caller("admin")
ROOT = authority("Root")
LINE = authority("Line", by=ROOT)
HALL = authority("Hall", by=LINE)
PUMP = certified("pump-7", by=HALL, serial=0xBEEF)
STRANGER = certified("pump-7", by=authority("Root", key=elliptic_key("stranger")))
LAST_DAYS = 379
"""Whole days from when certificates start to be valid until now."""


def chain_of(*holders: Holder) -> list[Link]:
    """Return a chain as it is read."""
    return certificate_chains.links([holder.der for holder in holders])


def trust(tenant: Tenant, holder: Holder, **properties: object) -> None:
    """Let a tenant trust a certificate."""
    trusted_certificates.create(tenant, uploaded(holder, **properties), ADMIN)


def is_trusted(tenant: Tenant, chain: Sequence[Link]) -> bool:
    """Tell whether a tenant trusts a chain."""
    try:
        certificate_chains.anchored([tenant], chain)
    except PlatformError:
        return False
    return True


@pytest.mark.parametrize(
    ("anchor", "chain"),
    [
        (ROOT, (PUMP, HALL, LINE, ROOT)),
        (ROOT, (PUMP, HALL, LINE)),
        (ROOT, (PUMP, LINE, STRANGER, HALL)),
        (LINE, (PUMP, HALL)),
        (LINE, (PUMP, HALL, LINE, ROOT)),
        (HALL, (PUMP,)),
    ],
    ids=["whole", "without the root", "in disorder", "up to the middle", "past the middle", "the device alone"],
)
def test_chain_that_leads_to_a_trusted_certificate_is_trusted(
    tenant: Tenant, anchor: Holder, chain: Sequence[Holder]
) -> None:
    """Any certificate on the way may be the one that is trusted, and the order does not matter."""
    trust(tenant, anchor)

    assert certificate_chains.anchored([tenant], chain_of(*chain)).anchor.der == anchor.der


@pytest.mark.parametrize(
    "chain",
    [(PUMP,), (PUMP, HALL), (PUMP, LINE), (STRANGER,), (STRANGER, ROOT), (certified("self"),)],
    ids=["nothing above", "a gap at the end", "a gap in the middle", "a namesake", "its root beside", "self-signed"],
)
def test_chain_that_leads_nowhere_is_not_trusted(tenant: Tenant, chain: Sequence[Holder]) -> None:
    """Each certificate must be signed with the key of the next one."""
    trust(tenant, ROOT)

    assert not is_trusted(tenant, chain_of(*chain))


def test_certificate_that_is_no_authority_signs_for_nobody(tenant: Tenant) -> None:
    """Otherwise every device could let others in."""
    thief = certified("thief", by=PUMP)
    trust(tenant, HALL)

    assert not is_trusted(tenant, chain_of(thief, PUMP))


def test_trusted_authority_may_itself_be_shown(tenant: Tenant) -> None:
    """A device may have a certificate that it signed itself, when that was uploaded (thin-edge makes such ones)."""
    trust(tenant, ROOT)

    assert is_trusted(tenant, chain_of(ROOT))


def test_disabled_certificate_is_not_trusted(tenant: Tenant) -> None:
    """It is as if it were not there."""
    trust(tenant, HALL, status="DISABLED")

    assert not is_trusted(tenant, chain_of(PUMP))


@pytest.mark.parametrize("days", [LAST_DAYS + 1, LAST_DAYS], ids=["still valid", "over"])
def test_every_certificate_on_the_way_must_be_valid_now(tenant: Tenant, days: int) -> None:
    """The tenant's clock decides whether that of a device, or one above it, is over."""
    brief = certified("Brief", by=ROOT, is_authority=True, days=days)
    trust(tenant, ROOT)

    below_brief = chain_of(certified("pump-8", by=brief), brief)
    brief_itself = chain_of(certified("pump-9", by=ROOT, days=days))

    assert is_trusted(tenant, below_brief) == is_trusted(tenant, brief_itself) == (days > LAST_DAYS)


def test_chain_is_not_trusted_before_its_time(platform: Platform, tenant: Tenant) -> None:
    """A certificate from the future counts as little as one from the past."""
    trust(tenant, ROOT)
    early = Tenant(tenant.profile.value, type(platform.clock)(0))  # type: ignore[call-arg]
    early.trusted_certificates.put(ROOT.fingerprint, trusted_certificates.get(tenant, ROOT.fingerprint))

    assert not is_trusted(early, chain_of(certified("pump-9", by=ROOT)))


@pytest.mark.parametrize("revoked", ["BEEF", f"{4711:X}"], ids=["the device", "all above it"])
def test_revoked_certificate_is_not_trusted_where_that_is_looked_at(tenant: Tenant, revoked: str) -> None:
    """A tenant option decides whether revocations count, for the device as for what answers for it."""
    trust(tenant, HALL)
    revocations.revoke(tenant, {"crls": [{"serialNumberInHex": revoked}]})

    before = is_trusted(tenant, chain_of(PUMP))
    tenant.options.put(revocations.CHECKED, "true")

    assert (before, is_trusted(tenant, chain_of(PUMP))) == (True, False)


def test_first_tenant_that_trusts_a_chain_is_found(platform: Platform, tenant: Tenant) -> None:
    """Tenants trust for themselves only."""
    other = platform.add_tenant("t2")
    trust(other, HALL)

    assert certificate_chains.anchored([tenant, other], chain_of(PUMP)).tenant is other


@pytest.mark.parametrize("text", ["", "no certificate", "QUJD", PUMP.pem + "-----BEGIN CERTIFICATE-----\nQUJD\n"])
def test_text_that_is_no_chain_is_refused(text: str) -> None:
    """The platform says that it cannot parse it."""
    with pytest.raises(PlatformError) as refused:
        certificate_chains.in_text(text)

    assert (refused.value.status, refused.value.code) == (400, "Device Certificates/Bad Request")
    assert refused.value.message.startswith("Cannot parse X509 certificate. : ")


def test_chain_may_not_be_too_long() -> None:
    """Ten certificates are the most."""
    with pytest.raises(PlatformError):
        certificate_chains.in_text(PUMP.pem * 11)

    assert len(certificate_chains.in_text(PUMP.pem * 10)) == 10
