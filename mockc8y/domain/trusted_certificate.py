"""One certificate that a tenant trusts: what is kept of it, and how it is read from what a client uploads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from mockc8y.domain.certificates import Facts, Unreadable, from_pem
from mockc8y.domain.documents import require_fields, text_field
from mockc8y.domain.errors import error
from mockc8y.domain.possession import UNASKED, Possession
from mockc8y.store.codec import Document

AREA = "certificate"
MANDATORY = ("certInPemFormat", "status")
ENABLED, DISABLED = "ENABLED", "DISABLED"


@dataclass(frozen=True, slots=True)
class TrustedCertificate:
    """A certificate and what it is trusted for.

    `auto_registration` lets a device register by showing a certificate that this one signed. Only what is
    `in_trust_store` lets devices in. `is_tenant_authority` marks the one that the platform made for the tenant to sign
    with.
    """

    der: bytes
    facts: Facts
    name: str | None = None
    status: str = ENABLED
    auto_registration: bool = False
    in_trust_store: bool = True
    is_tenant_authority: bool = False
    possession: Possession = UNASKED

    @property
    def fingerprint(self) -> str:
        """Its name on the platform."""
        return self.facts.fingerprint

    def admits_devices(self, now: int) -> bool:
        """Tell whether devices get in by it at a moment: it is enabled, valid, and an authority (documentation)."""
        is_in_use = self.in_trust_store and self.status == ENABLED
        return is_in_use and self.facts.is_authority and self.facts.is_valid_at(now)


class Setting(NamedTuple):
    """A property that clients set: the attribute that keeps it, its type, and its values where they are few."""

    attribute: str
    type: type
    choices: tuple[str, ...] = ()

    def accepts(self, value: object) -> bool:
        """Tell whether a value will do."""
        return isinstance(value, self.type) and (not self.choices or value in self.choices)

    @property
    def expectation(self) -> str:
        """Say in words what will do."""
        return f"one of {', '.join(self.choices)}" if self.choices else f"of type {self.type.__name__}"


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "name": Setting("name", str),
        "status": Setting("status", str, (ENABLED, DISABLED)),
        "autoRegistrationEnabled": Setting("auto_registration", bool),
    }
)


def draft_of(document: Document) -> TrustedCertificate:
    """Read an uploaded certificate, or refuse it with 422. Of several in a row the first counts."""
    # Imported on first use: most tests never see a certificate.
    from mockc8y.domain import x509  # noqa: PLC0415

    require_fields(document, MANDATORY)
    settings = settings_in(document)
    try:
        der = from_pem(text_field(document, "certInPemFormat", AREA))[0]
        return TrustedCertificate(der, x509.facts(der), **settings)
    except Unreadable as problem:
        raise error("invalid_data", area=AREA, reason=f"'certInPemFormat' holds no certificate: {problem}") from None


def settings_in(document: Document) -> Document:
    """Return what a document sets, by attribute, or refuse it. `null` sets nothing."""
    found: Document = {}
    for name, setting in SETTINGS.items():
        value = document.get(name)
        if value is None:
            continue
        if not setting.accepts(value):
            raise error("invalid_data", area=AREA, reason=f"'{name}' must be {setting.expectation}, not {value!r}")
        found[setting.attribute] = value
    return found


def settings_of(certificate: TrustedCertificate) -> Document:
    """Return what clients may set of a certificate as they see it."""
    return {name: getattr(certificate, setting.attribute) for name, setting in SETTINGS.items()}
