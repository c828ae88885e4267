"""The certificates by which a tenant recognises devices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mockc8y.domain import audit
from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import require_document
from mockc8y.domain.errors import error
from mockc8y.domain.possession import unproved
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.trusted_certificate import SETTINGS, TrustedCertificate, draft_of, settings_in, settings_of
from mockc8y.store.codec import Document

TYPE = "TrustedCertificates"


def create(tenant: Tenant, document: Document, caller: Caller, *, in_trust_store: bool = True) -> TrustedCertificate:
    """Add an uploaded certificate. Raises 422 for what is none, 409 for one that is there already."""
    return create_all(tenant, [document], caller, in_trust_store=in_trust_store)[0]


def create_all(
    tenant: Tenant, documents: Sequence[object], caller: Caller, *, in_trust_store: bool = True
) -> list[TrustedCertificate]:
    """Add uploaded certificates in the order given; if one is refused, none is added."""
    drafts: dict[str, TrustedCertificate] = {}
    for document in documents:
        draft = draft_of(require_document(document))
        if draft.fingerprint in drafts or draft.fingerprint in tenant.trusted_certificates:
            raise error("certificate.duplicate", fingerprint=draft.fingerprint)
        drafts[draft.fingerprint] = replace(draft, in_trust_store=in_trust_store)
    return [add(tenant, draft, caller) for draft in drafts.values()]


def add(tenant: Tenant, certificate: TrustedCertificate, caller: Caller) -> TrustedCertificate:
    """Add a certificate as it is, with a fresh code for the proof that its owner holds the key."""
    added = replace(certificate, possession=unproved(tenant))
    tenant.trusted_certificates.put(added.fingerprint, added)
    _record(tenant, added, "uploaded", caller)
    return added


def get(tenant: Tenant, fingerprint: str) -> TrustedCertificate:
    """Return a certificate by its fingerprint, in whatever case, or raise 404."""
    found = tenant.trusted_certificates.get(fingerprint.lower())
    if found is None:
        raise error("certificate.unknown", fingerprint=fingerprint)
    return found


def authorities(tenant: Tenant) -> list[TrustedCertificate]:
    """List the certificate that the platform made for the tenant to sign with, if it did."""
    return [known for known in tenant.trusted_certificates.values() if known.is_tenant_authority]


def update(tenant: Tenant, fingerprint: str, change: Document, caller: Caller) -> TrustedCertificate:
    """Apply a PUT body: name, status and automatic registration. What else it says is passed over."""
    before = get(tenant, fingerprint)
    after = replace(before, **settings_in(change))
    tenant.trusted_certificates.put(after.fingerprint, after)
    types = {name: setting.type.__name__ for name, setting in SETTINGS.items()}
    _record(tenant, after, "updated", caller, audit.attribute_changes(settings_of(before), settings_of(after), types))
    return after


def delete(tenant: Tenant, fingerprint: str, caller: Caller) -> None:
    """Trust a certificate no more, or raise 404. With that of the tenant's own authority goes its key."""
    found = get(tenant, fingerprint)
    tenant.trusted_certificates.remove(found.fingerprint)
    tenant.authority_keys.remove(found.fingerprint)
    _record(tenant, found, "deleted", caller)


def _record(
    tenant: Tenant, certificate: TrustedCertificate, what: str, caller: Caller, changes: Sequence[Document] = ()
) -> None:
    activity = f"Certificate {what}"
    text = f"{activity}: name='{certificate.name}', fingerprint='{certificate.fingerprint}'"
    audit.write(tenant, audit.Entry(TYPE, activity, text, source=certificate.fingerprint, changes=changes), caller)
