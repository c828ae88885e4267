"""The model of a trusted certificate."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Self

from c8y_client._async._objects import WithId
from c8y_client._documents.certificates import certificate_of
from c8y_client._documents.fields import Field, MomentField, TimeField
from c8y_client._queries.tenants import tenant_path
from c8y_client._types import JSON

if TYPE_CHECKING:
    from cryptography import x509

    from c8y_client._async.rest import CumulocityRestClient


class TrustedCertificateStatus(StrEnum):
    """Whether devices may connect by a trusted certificate."""

    ENABLED = "ENABLED"
    DISABLED = "DISABLED"


class TrustedCertificate(WithId):
    """A certificate that a tenant trusts: devices may connect that show it, or one that it has signed.

    Its id is its fingerprint. Name, status and `auto_registration_enabled` can be changed.

    >>> TrustedCertificate(name="Plant", status="ENABLED", certificate_pem="MII...")
    TrustedCertificate(name='Plant', status='ENABLED')
    """

    __slots__ = ()

    _assigned: ClassVar[frozenset[str]] = frozenset(
        {
            "algorithmName",
            "fingerprint",
            "issuer",
            "notAfter",
            "notBefore",
            "proofOfPossessionUnsignedVerificationCode",
            "proofOfPossessionValid",
            "proofOfPossessionVerificationCodeUsableUntil",
            "self",
            "serialNumber",
            "subject",
            "tenantCertificateAuthority",
            "version",
        }
    )

    fingerprint: Field[str] = Field(
        "fingerprint", read_only=True, doc="SHA-1 of the certificate, in hexadecimal digits."
    )
    id: Field[str] = Field(
        "fingerprint", read_only=True, doc="The fingerprint; `None` until the certificate is stored."
    )
    name: Field[str] = Field("name", doc="What the certificate is called.")
    status: Field[str] = Field("status", doc="See `TrustedCertificateStatus`.")
    auto_registration_enabled: Field[bool] = Field(
        "autoRegistrationEnabled", doc="Whether devices that show a certificate signed by this one need no request."
    )
    certificate_pem: Field[str] = Field(
        "certInPemFormat", read_only=True, doc="The certificate; the platform gives it without first and last line."
    )
    is_certificate_authority: Field[bool] = Field(
        "tenantCertificateAuthority", read_only=True, doc="Whether it is the tenant's own certificate authority."
    )
    is_ca = is_certificate_authority
    serial: Field[str] = Field("serialNumber", read_only=True, doc="The serial number, in decimal digits.")
    version: Field[int] = Field("version", read_only=True, doc="The version of the standard.")
    algorithm: Field[str] = Field("algorithmName", read_only=True, doc="How it is signed.")
    subject: Field[str] = Field("subject", read_only=True, doc="Whose it is.")
    issuer: Field[str] = Field("issuer", read_only=True, doc="Who signed it.")
    not_before: TimeField = TimeField("notBefore", read_only=True, doc="Since when it is valid, as text.")
    not_before_datetime: MomentField = MomentField("notBefore")
    not_after: TimeField = TimeField("notAfter", read_only=True, doc="Until when it is valid, as text.")
    not_after_datetime: MomentField = MomentField("notAfter")
    pop_challenge: Field[str] = Field(
        "proofOfPossessionUnsignedVerificationCode", read_only=True, doc="The code to sign as proof of possession."
    )
    pop_valid: Field[bool] = Field("proofOfPossessionValid", read_only=True, doc="Whether possession was proved.")
    pop_valid_until: TimeField = TimeField(
        "proofOfPossessionVerificationCodeUsableUntil", read_only=True, doc="Until when the code can be used, as text."
    )
    pop_valid_until_datetime: MomentField = MomentField("proofOfPossessionVerificationCodeUsableUntil")

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        certificate_pem: str | None = None,
        name: str | None = None,
        status: str | None = None,
        auto_registration_enabled: bool | None = None,
    ) -> None:
        """Describe a certificate that the platform does not know yet."""
        super().__init__(c8y)
        if certificate_pem is not None:
            self.json["certInPemFormat"] = certificate_pem
        self.name, self.status, self.auto_registration_enabled = name, status, auto_registration_enabled

    @property
    def resource_path(self) -> str:  # type: ignore[override] # below the tenant of the connection
        """Where the certificates of the tenant are."""
        return tenant_path(self._connection.tenant_id, "trusted-certificates")

    @property
    def certificate_x509(self) -> x509.Certificate:
        """The certificate as an object of the library `cryptography`, which the extra `certificates` brings."""
        if self.certificate_pem is None:
            raise ValueError(f"{self!r} has no certificate")
        return certificate_of(self.certificate_pem)

    async def create(self, copy: bool = False, *, add_to_truststore: bool | None = None) -> Self:
        """Store the certificate and take what the platform made of it, or give that as a new object with `copy`.

        A `ConflictError` if the tenant has it already. With `add_to_truststore=False` devices cannot connect by it yet.
        """
        return await self._create(copy, addToTrustStore=add_to_truststore)

    async def update(self, copy: bool = False) -> Self:
        """Send what was changed; sends nothing if nothing was."""
        return await self._update(copy)

    async def apply_to(self, other_fingerprint: str) -> Self:
        """Send the changes of this certificate to another one, which is returned."""
        return await self._apply_to(other_fingerprint)

    async def reload(self, copy: bool = False) -> Self:
        """Read the certificate again; changes that were not sent are lost, unless in a `copy`."""
        return await self._reload(copy)

    async def delete(self, **_: JSON) -> None:
        """Trust the certificate no longer. That of the certificate authority takes its private key with it."""
        await self._delete()

    def _identity(self) -> JSON:
        return self.json.get("fingerprint")

    def _title(self) -> dict[str, JSON]:
        return {name: self.json[name] for name in ("name", "status", "fingerprint") if self.json.get(name) is not None}
