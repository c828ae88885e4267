"""Requests for trusted certificates, chains of them, lists of revoked ones, the authority of a tenant, enrolment."""

from __future__ import annotations

from collections.abc import Sequence

from mockc8y.domain import certificate_authority, trusted_certificates, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.roles import DEVICE_ROLES
from mockc8y.domain.trusted_certificate import TrustedCertificate
from tests.api.forms import encoded, part
from tests.certificate_door import CertificateDoor
from tests.certificates import Holder, authority, certified, request_for, uploaded
from tests.world import MANAGEMENT_ADMIN, TENANT, Ask, World

DEVICE = "pump-7"
OTHER = "Other CA"
ADMINISTRATOR = Caller("admin")


def upload(world: World, holder: Holder, **properties: object) -> str:
    """Let the tenant trust a certificate."""
    return world.post(f"/tenant/tenants/{TENANT}/trusted-certificates", uploaded(holder, **properties))


def file_of(chain: Sequence[Holder], **fields: str) -> Ask:
    """Send certificates in a form."""
    parts = [part("file", "".join(holder.pem for holder in chain).encode(), file_name="chain.pem")]
    parts += [part(name, value.encode()) for name, value in fields.items()]
    body, content_type = encoded(parts)
    return Ask(body=body, headers={"content-type": content_type})


def own_authority(world: World) -> TrustedCertificate:
    """Give the tenant a certificate authority."""
    return certificate_authority.create(world.tenant, ADMINISTRATOR)


def announce(world: World) -> None:
    """Register a device for a certificate with a one-time password."""
    world.post("/devicecontrol/newDeviceRequests", {"id": DEVICE, "enrollmentToken": "otp"})


def _create(_: World) -> Ask:
    return Ask((TENANT,), json=uploaded(authority()))


def _create_all(_: World) -> Ask:
    listed = [uploaded(authority()), uploaded(authority(OTHER), autoRegistrationEnabled=True)]
    return Ask((TENANT,), json={"certificates": listed})


def _find(world: World) -> Ask:
    upload(world, authority())
    return Ask((TENANT,), query="withTotalPages=true")


def _one(world: World) -> Ask:
    return Ask((TENANT, upload(world, authority())))


def _update(world: World) -> Ask:
    change = {"name": "Plant 2", "status": "DISABLED", "autoRegistrationEnabled": True}
    return Ask(_one(world).arguments, json=change)


def _prove(world: World) -> Ask:
    holder = authority()
    fingerprint = upload(world, holder)
    code = trusted_certificates.get(world.tenant, fingerprint).possession.code
    assert code is not None
    return Ask((TENANT, fingerprint), json={"proofOfPossessionSignedVerificationCode": holder.sign(code)})


def _confirm(world: World) -> Ask:
    return Ask(_one(world).arguments, login=MANAGEMENT_ADMIN)


def _verify(world: World) -> Ask:
    holder = authority()
    upload(world, holder)
    return file_of([certified(DEVICE, by=holder)], tenantId=TENANT)


def _revoke(_: World) -> Ask:
    return Ask(json={"crls": [{"serialNumberInHex": "1000", "revocationDate": "2023-01-11T16:12:36.288Z"}]})


def _renew(world: World) -> Ask:
    own_authority(world)
    world.platform.clock.move_to(world.tenant.clock.now() + certificate_authority.LIFETIME // 2 + 1)
    return Ask()


def _nothing(_: World) -> Ask:
    return Ask()


def _enrol(world: World) -> Ask:
    """Prepare for both operations of this id: for the one a one-time password is due, for the other a device's own."""
    own_authority(world)
    announce(world)
    users.add(world.tenant, DEVICE, "otp", DEVICE_ROLES)
    headers = {"content-type": "application/pkcs10", "content-transfer-encoding": "base64"}
    return Ask(body=request_for(DEVICE), headers=headers, login=f"{TENANT}/{DEVICE}:otp")


def _access(world: World) -> Ask:
    holder = authority()
    upload(world, holder)
    users.add(world.tenant, f"device_{DEVICE}", None, DEVICE_ROLES)
    world.call = door = CertificateDoor(world.app)
    door.chain = [certified(DEVICE, by=holder)]
    return Ask(login=None)


SCENARIOS = {
    "postTrustedCertificateCollectionResource": _create,
    "postTrustedCertificateCollectionResourceBulk": _create_all,
    "getTrustedCertificateCollectionResource": _find,
    "getTrustedCertificateResource": _one,
    "putTrustedCertificateResource": _update,
    "deleteTrustedCertificateResource": _one,
    "postTrustedCertificatePopResource": _prove,
    "postConfirmedTrustedCertificatePopResource": _confirm,
    "postVerificationCodeTrustedCertificatesPopResource": _one,
    "postX509ChainValidate": _verify,
    "putCRLSettings": _revoke,
    "getCRLSettings": _nothing,
    "postCertificateAuthorityResource": _nothing,
    "postRenewCertificateAuthorityResource": _renew,
    "postSimpleReEnrollDeviceResource": _enrol,
    "postDeviceAccessTokenResource": _access,
}
