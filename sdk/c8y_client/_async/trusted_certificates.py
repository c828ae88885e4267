"""The certificates that a tenant trusts."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Unpack, overload

import orjson

from c8y_client._async._bulk import in_batches
from c8y_client._async._resource import CumulocityResource
from c8y_client._async.trusted_certificate import TrustedCertificate
from c8y_client._documents.certificates import ChainVerification, signed
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._http.upload import FileSource
from c8y_client._http.urls import path
from c8y_client._queries.certificates import CertificateFilters, CertificateQuery, Revocation, wire_revocation
from c8y_client._queries.tenants import tenant_path
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import Collection
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON

if TYPE_CHECKING:
    from c8y_client._documents.certificates import PrivateKey

_AUTHORITY: Final = "/certificate-authority"
_TRUSTED: Final = "/tenant/trusted-certificates"
_REVOKED: Final = f"{_TRUSTED}/settings/crl"


class TrustedCertificates(CumulocityResource[TrustedCertificate]):
    """The certificates that a tenant trusts, its own certificate authority, and the certificates that it revoked."""

    query = CertificateQuery
    object_class = TrustedCertificate

    def _collection(self) -> Collection:
        return Collection(path=tenant_path(self.c8y.tenant_id, "trusted-certificates"), name="certificates")

    async def get(self, fingerprint: str) -> TrustedCertificate:
        """Read one certificate; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return await self._get(fingerprint)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[CertificateQuery]
    ) -> AsyncGenerator[TrustedCertificate]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[CertificateQuery]
    ) -> AsyncGenerator[Any]: ...
    @keywords(CertificateQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[CertificateQuery]
    ) -> AsyncGenerator[Any]:
        """Query certificates and iterate over them while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of all filters. `as_values` gives the
        values at paths in place of objects. With `workers` the order is open.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    async def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[CertificateQuery]
    ) -> Results[TrustedCertificate]: ...
    @overload
    async def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[CertificateQuery]
    ) -> Results[Any]: ...
    @keywords(CertificateQuery)
    async def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[CertificateQuery]
    ) -> Results[Any]:
        """Query certificates and give them as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return await self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    @keywords(CertificateFilters)
    async def get_count(self, expression: str | None = None, **filters: Unpack[CertificateFilters]) -> int:
        """Ask how many certificates there are, without reading them."""
        return await self._get_count(expression, filters)

    async def create(
        self,
        *certificates: TrustedCertificate,
        batch_size: int | None = None,
        workers: int | None = None,
        progress: ProgressOption = False,
        add_to_truststore: bool | None = None,
    ) -> None:
        """Store certificates, which take what the platform made of them.

        They are sent together, or `batch_size` at a time; the platform takes all or none of a batch.
        """
        where = f"{self.resource_path}/bulk"

        async def send(batch: Sequence[TrustedCertificate]) -> None:
            document = {"certificates": [one.sendable() for one in batch]}
            answer = await self.c8y.post(where, params={"addToTrustStore": add_to_truststore}, json=document)
            for one, stored in zip(batch, answer["certificates"], strict=True):
                one.c8y = one.c8y or self.c8y
                one._adopt(orjson.dumps(stored))

        await in_batches(certificates, batch_size or max(1, len(certificates)), send, workers, progress)

    async def update(
        self, *certificates: TrustedCertificate, workers: int | None = None, progress: ProgressOption = False
    ) -> None:
        """Send what was changed in certificates: names, status and `auto_registration_enabled`."""
        await self._update(certificates, workers, progress)

    async def apply_to(
        self,
        certificate: Mapping[str, JSON] | TrustedCertificate,
        *fingerprints: str | TrustedCertificate,
        workers: int | None = None,
        progress: ProgressOption = False,
    ) -> None:
        """Send a document, or the changes of a certificate, to certificates."""
        await self._apply_to(certificate, fingerprints, workers, progress)

    async def delete(
        self,
        *certificates: str | TrustedCertificate,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
    ) -> None:
        """Trust certificates, given as such or by fingerprint, no longer."""
        await self._delete(certificates, workers, progress, missing_ok=missing_ok)

    async def generate_pop_challenge(self, fingerprint: str) -> TrustedCertificate:
        """Ask for a new code to sign, the `pop_challenge` of the answer; an earlier proof is void from then on."""
        return await self._possession(self.c8y.tenant_id, fingerprint, "verification-code")

    async def provide_pop_verification(self, fingerprint: str, verification_code: str) -> TrustedCertificate:
        """Send the signed code: the base64 of a SHA-256 signature of its text, made with the certificate's private key.

        An `InvalidRequestError` if the signature is wrong or the code too old.
        """
        document = {"proofOfPossessionSignedVerificationCode": verification_code}
        return await self._possession(self.c8y.tenant_id, fingerprint, "pop", document)

    async def confirm_pop(self, tenant_id: str, fingerprint: str) -> TrustedCertificate:
        """Vouch for the possession of a certificate of another tenant; only the management tenant can."""
        return await self._possession(tenant_id, fingerprint, "confirmed")

    async def prove_possession(
        self, fingerprint: str, private_key: str | bytes | PrivateKey, password: bytes | None = None
    ) -> TrustedCertificate:
        """Ask for a code, sign it with the certificate's private key and send the signature.

        The key is given as PEM, with its password if it has one, or as an object of `cryptography`, which the extra
        `certificates` brings. It stays here.
        """
        challenge = await self.generate_pop_challenge(fingerprint)
        return await self.provide_pop_verification(
            fingerprint, signed(str(challenge.pop_challenge), private_key, password)
        )

    async def verify_chain(self, file: FileSource, tenant_id: str | None = None) -> ChainVerification:
        """Ask whether a tenant, the own one unless told otherwise, trusts a chain of certificates.

        `file` holds up to 10 certificates as PEM, the device's first. A chain that is not trusted is an
        `UnauthorizedError`, one that cannot be read an `InvalidRequestError`.
        """
        named = {} if tenant_id is None else {"tenantId": tenant_id}
        answer = await self.c8y.post_file(f"{_TRUSTED}/verify-cert-chain", file, form_data=named)
        return ChainVerification(answer)

    async def revoke(self, *crls: Revocation, batch_size: int | None = None, workers: int | None = None) -> None:
        """Revoke certificates by serial number, alone or as a pair with the time since when.

        Text is taken for hexadecimal digits, other than the decimal ones in `TrustedCertificate.serial`; pass
        `int(certificate.serial)`. A time in the future becomes now, and what is revoked already stays as it is. A
        revocation cannot be taken back.
        """

        async def send(batch: Sequence[Revocation]) -> None:
            await self.c8y.put(_REVOKED, json={"crls": [wire_revocation(one) for one in batch]})

        await in_batches(crls, batch_size or max(1, len(crls)), send, workers)

    async def revoke_from_file(self, file: FileSource) -> None:
        """Revoke the certificates in a CSV file with a heading, serial numbers in hexadecimal digits, and times.

        The platform takes up to 5000 rows and passes over those with a time in the future.
        """
        await self.c8y.put_file(_REVOKED, file, content_type="text/csv", multipart=True)

    async def get_revoked(self) -> bytes:
        """Read the list of revoked certificates, as DER (RFC 5280)."""
        return await self.c8y.get_file(_REVOKED)

    async def create_certificate_authority(self) -> TrustedCertificate:
        """Make the tenant's own certificate authority, which signs certificates of devices.

        A `ConflictError` if there is one.
        """
        return TrustedCertificate.from_json(await self.c8y.post(_AUTHORITY), self.c8y)

    async def get_certificate_authority(self) -> TrustedCertificate:
        """Read the certificate of the tenant's own certificate authority; a `KeyError` if there is none."""
        found = await self.get_all(certificate_authority=True, limit=1)
        if not found:
            raise KeyError(f"tenant {self.c8y.tenant_id} has no certificate authority")
        return found[0]

    async def renew_certificate_authority(self) -> TrustedCertificate:
        """Give the tenant's own certificate authority a new certificate, in the last 18 months of the old one."""
        return TrustedCertificate.from_json(await self.c8y.post(f"{_AUTHORITY}/renew"), self.c8y)

    async def _possession(
        self, tenant_id: str, fingerprint: str, step: str, document: Mapping[str, JSON] | None = None
    ) -> TrustedCertificate:
        where = path(tenant_path(tenant_id, "trusted-certificates-pop"), fingerprint, step)
        return TrustedCertificate.from_json(await self.c8y.post(where, json=document), self.c8y)
