"""Wording and parsing around options, tenants and certificates."""

from __future__ import annotations

import base64
import doctest
import sys
from types import ModuleType

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519

import c8y_client
from c8y_client import (
    ApplicationSubscription,
    ApplicationVersion,
    BulkRegistration,
    InventoryAccessMapping,
    TenantOption,
)
from c8y_client._async import (
    api_links,
    application,
    device_requests,
    login_options,
    retention_rules,
    tenant,
    tenant_option,
    tenant_statistics_file,
    trusted_certificate,
)
from c8y_client._documents import application_parts as _application_parts
from c8y_client._documents import certificates as _certificates
from c8y_client._documents import platform_parts as _platform_parts
from c8y_client._documents import tenant_parts as _tenant_parts
from c8y_client._documents.certificates import IssuedCertificate, certificate_of, der_of, signed
from c8y_client._documents.results import Results
from c8y_client._queries import certificates, options, tenants
from c8y_client._queries.certificates import wire_revocation
from c8y_client._queries.options import by_category, by_visible_key
from mockc8y.domain.x509 import is_signed_by
from tests.certificates import authority, rsa_key

DOCUMENTED = (
    _application_parts,
    _certificates,
    _platform_parts,
    _tenant_parts,
    api_links,
    application,
    certificates,
    device_requests,
    login_options,
    options,
    retention_rules,
    tenant,
    tenant_option,
    tenant_statistics_file,
    tenants,
    trusted_certificate,
)


@pytest.mark.parametrize("module", DOCUMENTED, ids=lambda module: module.__name__)
def test_examples_in_the_documentation_are_true(module: ModuleType) -> None:
    """Whoever copies one gets what it shows."""
    assert doctest.testmod(module, extraglobs=vars(c8y_client)).failed == 0


def test_encrypted_option_keeps_its_stored_key_beside_a_plain_one() -> None:
    """Otherwise one of the two would be lost."""
    assert by_visible_key({"a": "1", "credentials.a": "2"}) == {"a": "1", "credentials.a": "2"}
    assert by_visible_key({"credentials.a": "2"}) == {"a": "2"}


def test_options_are_arranged_by_category() -> None:
    """In the order in which they come."""
    triples = [("x", "b", "1"), ("y", "credentials.a", "2"), ("x", "a", "3")]

    assert by_category(triples) == {"x": {"b": "1", "a": "3"}, "y": {"a": "2"}}


def test_revocation_may_leave_out_the_time() -> None:
    """The platform takes the present one."""
    assert wire_revocation("BEEF") == {"serialNumberInHex": "BEEF"}
    assert wire_revocation(4096) == {"serialNumberInHex": "1000"}


def test_day_is_told_in_utc() -> None:
    """As a point in time near midnight may lie in another day there."""
    assert tenants.wire_day("2026-01-01T00:30:00+01:00", "date") == "2025-12-31"
    with pytest.raises(ValueError, match="date: "):
        tenants.wire_day("yesterday", "date")


def test_certificate_is_read_in_whatever_form_it_comes() -> None:
    """The platform gives base64 alone, tools give files; of several in a file the first is meant."""
    plant, other = authority(), authority("Other CA")
    body = "".join(plant.pem.splitlines()[1:-1])

    assert [der_of(form) for form in (plant.pem, plant.pem.encode(), body, plant.der)] == [plant.der] * 4
    assert der_of(f"some words\n{plant.pem}{other.pem}") == plant.der
    assert certificate_of(body) == plant.certificate


def test_text_that_is_no_certificate_is_refused() -> None:
    """Rather than read in part."""
    with pytest.raises(ValueError, match=r"base64|padding|character"):
        der_of("no certificate!")


@pytest.mark.parametrize("key", [authority().key, rsa_key("signer")], ids=["elliptic", "rsa"])
def test_signature_fits_the_public_key(key: _certificates.PrivateKey) -> None:
    """Of the text as it is, in base64, whether the key comes as a file or as an object."""
    holder = authority("Signer", key=key)

    for given in (key, holder.key_pem, holder.key_pem.encode()):
        assert is_signed_by(holder.der, b"a code", base64.b64decode(signed("a code", given), validate=True))


def test_key_that_the_platform_cannot_use_is_refused() -> None:
    """Its kind is named."""
    with pytest.raises(TypeError, match="Ed25519PrivateKey"):
        signed("a code", ed25519.Ed25519PrivateKey.generate())  # type: ignore[arg-type]


def test_missing_library_is_named_with_the_extra_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever needs it learns what to install."""
    monkeypatch.setitem(sys.modules, "cryptography", None)
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.serialization", None)

    for use in (lambda: certificate_of("MAA="), lambda: IssuedCertificate(b"0").pem, lambda: signed("a", b"key")):
        with pytest.raises(ImportError, match=r"c8y-client\[certificates\]"):
            use()


def test_version_has_its_tags_in_both_spellings() -> None:
    """The specification and real servers differ."""
    assert ApplicationVersion(tags=["a"]).tags == ApplicationVersion(tag=["a"]).tags == ["a"]
    assert ApplicationVersion().tags == []


def test_parts_that_are_missing_are_empty() -> None:
    """Rather than an error."""
    assert (BulkRegistration().failed, BulkRegistration().updated) == ([], [])
    assert InventoryAccessMapping().then_inventory_roles is None


def test_secrets_are_masked_wherever_they_are_shown() -> None:
    """In short forms and in tables of notebooks."""
    user = ApplicationSubscription(tenant="t1", name="service_a", password="Secret-123!")
    option = TenantOption(category="a", key="b", value="Secret-123!", encrypted=True)
    shown = f"{user!r} {option!r} {option._repr_html_()} {Results([option])._repr_html_()}"

    assert "Secret" not in shown
    assert user.password == "Secret-123!"
    assert "service_a" in shown
