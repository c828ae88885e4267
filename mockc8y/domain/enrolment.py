"""Enrolment over secure transport (EST, RFC 7030): a device sends its public key and gets a certificate for it.

What it sends is a PKCS#10 request in base64 with its id as the common name; what it gets is a PKCS#7 message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockc8y.domain import certificate_authority, device_requests
from mockc8y.domain.callers import Caller
from mockc8y.domain.certificates import Unreadable, decoded
from mockc8y.domain.device_requests import Admission
from mockc8y.domain.device_users import name_of
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.permissions import denied
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS
from mockc8y.domain.users import DEVICE_PREFIX, User

if TYPE_CHECKING:
    from mockc8y.domain.x509_signing import SigningRequest

AREA = "Device Certificates"
LIFETIME = 365 * DAY_MS
"""Certificates of devices were seen to be valid for a year."""
_OF_ANOTHER = "the common name of the request must be the id of the device, '{}'"


def admission(platform: Platform, name: str, one_time_password: str) -> Admission:
    """Return the request that a device enrols for, in whichever tenant it was made, or raise 401.

    The name is the id of the device; a tenant before it is passed over, as no id has a slash.
    """
    found = device_requests.by_enrolment(platform, name.rpartition("/")[2], one_time_password)
    if found is None or found.tenant.profile.value.is_suspended:
        raise error("authentication.bad_credentials")
    return found


def enrol(admission: Admission, body: bytes) -> bytes:
    """Return the first certificate of a device. The one-time password is spent on it."""
    tenant, accepted = admission
    wanted = _wanted(body)
    if wanted.common_name != accepted.id:
        raise _refused(_OF_ANOTHER.format(accepted.id))
    message = _certified(tenant, wanted)
    device_requests.enrolled(admission, Caller(name_of(accepted.id)))
    return message


def enrol_again(tenant: Tenant, user: User, body: bytes) -> bytes:
    """Return another certificate of a device that is signed in, or raise 403 where it is for another device."""
    if not user.is_device and name_of(user.name) in tenant.users:
        raise denied(f"the device {user.name} is somebody else, whatever roles the user of that name holds")
    wanted = _wanted(body)
    external_id = user.name.removeprefix(DEVICE_PREFIX)
    if wanted.common_name != external_id:
        raise denied(_OF_ANOTHER.format(external_id))
    return _certified(tenant, wanted)


def _wanted(body: bytes) -> SigningRequest:
    # Imported on first use: most tests never see a certificate.
    from mockc8y.domain import x509_signing  # noqa: PLC0415

    try:
        wanted = x509_signing.signing_request(decoded(body.decode("ascii")))
    except (UnicodeDecodeError, Unreadable) as problem:
        raise _refused(f"cannot parse PKCS#10 request : {problem}") from None
    if wanted.wants_authority:
        raise _refused("a request with CA:TRUE is not supported")
    return wanted


def _certified(tenant: Tenant, wanted: SigningRequest) -> bytes:
    from mockc8y.domain import x509_signing  # noqa: PLC0415 - as above

    authority = certificate_authority.require(tenant)
    now = tenant.clock.now()
    until = min(now + LIFETIME, authority.facts.not_after)
    terms = x509_signing.Terms(x509_signing.new_serial(tenant.random), now, until)
    signer = x509_signing.Authority(authority.der, certificate_authority.key_of(tenant, authority))
    # RFC 7030 wants the issued certificate and no other.
    return x509_signing.certificates_only([x509_signing.for_device(signer, wanted, terms)])


def _refused(reason: str) -> PlatformError:
    # unverified: status and area of these refusals.
    return error("request.bad", area=AREA, reason=reason)
