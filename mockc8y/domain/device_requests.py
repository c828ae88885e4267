"""New device requests: how a device that has no credentials yet is let into a tenant."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from mockc8y.domain import device_users, security_tokens
from mockc8y.domain.callers import Caller
from mockc8y.domain.device_users import AREA
from mockc8y.domain.documents import parse_id, require_fields, text_field
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

if TYPE_CHECKING:
    from mockc8y.domain.platform import Platform

WAITING_FOR_CONNECTION = "WAITING_FOR_CONNECTION"
PENDING_ACCEPTANCE = "PENDING_ACCEPTANCE"
ACCEPTED = "ACCEPTED"
BLOCKED = "BLOCKED"

ALLOWED_FROM: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        WAITING_FOR_CONNECTION: frozenset({WAITING_FOR_CONNECTION, PENDING_ACCEPTANCE, ACCEPTED}),
        PENDING_ACCEPTANCE: frozenset({WAITING_FOR_CONNECTION, PENDING_ACCEPTANCE, ACCEPTED}),
        ACCEPTED: frozenset({PENDING_ACCEPTANCE}),
    }
)
"""The statuses that a user may set, and those from which. What is blocked stays so until it is deleted.

# unverified: that a request is not accepted before the device has asked is witnessed, the other moves are assumed.
"""


@dataclass(frozen=True, slots=True)
class DeviceRequest:
    """The wish to let a device in. `created` is in milliseconds UTC.

    `token` is the security token that the device sent when it first asked, `wrong_tokens` how often a user accepted
    with another one. `one_time_password` is that of a device which enrols for a certificate instead of a password.
    """

    id: str
    status: str
    owner: str
    created: int
    group: int | None = None
    type: str | None = None
    token: str | None = None
    wrong_tokens: int = 0
    one_time_password: str | None = None


class Admission(NamedTuple):
    """A request and the tenant it belongs to."""

    tenant: Tenant
    request: DeviceRequest


class Credentials(NamedTuple):
    """What a device signs in with from now on. The password is told once and kept nowhere."""

    external_id: str
    tenant_id: str
    user_name: str
    password: str


class Acceptance(NamedTuple):
    """What came of accepting a request: the problem if it was refused."""

    request: DeviceRequest
    problem: PlatformError | None = None


def create(tenant: Tenant, document: Document, caller: Caller) -> DeviceRequest:
    """Announce a device. One with an `enrollmentToken` is accepted from the start (specification)."""
    require_fields(document, ("id",))
    one_time_password = _optional_text(document, "enrollmentToken")
    return add(
        tenant,
        DeviceRequest(
            device_users.id_field(document),
            WAITING_FOR_CONNECTION if one_time_password is None else ACCEPTED,
            caller.user,
            tenant.clock.now(),
            _group_field(tenant, document),
            _optional_text(document, "type"),
            one_time_password=one_time_password,
        ),
    )


def add(tenant: Tenant, request: DeviceRequest) -> DeviceRequest:
    """Store a request, or raise 422 when there is one for its device already."""
    require_free(tenant, request.id)
    return _put(tenant, request)


def require_free(tenant: Tenant, external_id: str) -> None:
    """Refuse another request for a device with 422 (the status is assumed)."""
    if external_id in tenant.device_requests:
        raise _refused(f"There is already a newDeviceRequest for device id {external_id}")


def select(tenant: Tenant) -> Sequence[DeviceRequest]:
    """List all requests, oldest first."""
    return tenant.device_requests.values()


def get(tenant: Tenant, request_id: str) -> DeviceRequest:
    """Return the request for a device, or raise 404."""
    request = tenant.device_requests.get(request_id)
    if request is None:
        raise error("device_request.unknown", id=request_id)
    return request


def update(tenant: Tenant, request_id: str, document: Document, caller: Caller) -> DeviceRequest:
    """Set the status of a request; nothing else of it can be changed (specification)."""
    request = get(tenant, request_id)
    require_fields(document, ("status",))
    status = text_field(document, "status", AREA)
    if status not in ALLOWED_FROM:
        known = ", ".join(ALLOWED_FROM)
        raise error("invalid_data", area=AREA, reason=f"'status' must be one of {known}, not {status!r}")
    if request.status not in ALLOWED_FROM[status]:
        raise _refused(f"newDeviceRequest {request.id} is {request.status} and cannot become {status}")
    if status == ACCEPTED:
        return _accept(tenant, request, _optional_text(document, "securityToken"), caller)
    return _put(tenant, replace(request, status=status))


def accept_all(tenant: Tenant, caller: Caller) -> list[Acceptance]:
    """Accept every request whose device has asked, without a security token, and say what came of each."""
    pending = [request for request in select(tenant) if request.status == PENDING_ACCEPTANCE]
    return [_attempt(tenant, request, caller) for request in pending]


def delete(tenant: Tenant, request_id: str) -> None:
    """Forget a request, or raise 404."""
    get(tenant, request_id)
    tenant.device_requests.remove(request_id)


def poll(tenants: Iterable[Tenant], document: Document, caller: Caller) -> Credentials:
    """Answer a device that asks for credentials: with them when its request is accepted, else with 404.

    Asking makes a request that waited for the device one that waits for a user.
    """
    require_fields(document, ("id",))
    external_id = text_field(document, "id", AREA)
    token = _optional_text(document, "securityToken")
    tenant, request = _awaiting(tenants, external_id, token)
    if request.status == WAITING_FOR_CONNECTION:
        request = _put(tenant, replace(request, status=PENDING_ACCEPTANCE, token=token))
    if request.status != ACCEPTED:
        raise error("device_request.not_accepted", id=external_id, status=request.status)
    return _deliver(tenant, request, caller)


def by_enrolment(platform: Platform, external_id: str, one_time_password: str) -> Admission | None:
    """Find the accepted request of a device that enrols for a certificate, in whichever tenant it was made."""
    for tenant in platform.tenants:
        request = tenant.device_requests.get(external_id)
        if request is None or request.status != ACCEPTED or request.one_time_password is None:
            continue
        if hmac.compare_digest(request.one_time_password.encode(), one_time_password.encode()):
            return Admission(tenant, request)
    return None


def enrolled(admission: Admission, caller: Caller) -> None:
    """Take note that a device has its certificate: its user is there, and the one-time password is spent."""
    tenant, request = admission
    device_users.provide(tenant, request.id, caller)
    _settle(tenant, request)


def _awaiting(tenants: Iterable[Tenant], external_id: str, token: str | None) -> Admission:
    """Find the request a device means, the oldest one if several tenants await it.

    One for a certificate is not for those who ask for a password, nor is one that began with another security token:
    the login for asking is no secret.
    """
    found = [
        Admission(tenant, request)
        for tenant in tenants
        if (request := tenant.device_requests.get(external_id))
        and request.one_time_password is None
        and (request.status == WAITING_FOR_CONNECTION or security_tokens.agree(tenant, request.token, token))
    ]
    if not found:
        raise error("device_request.none", id=external_id)
    return min(found, key=lambda admission: admission.request.created)


def _attempt(tenant: Tenant, request: DeviceRequest, caller: Caller) -> Acceptance:
    try:
        return Acceptance(_accept(tenant, request, None, caller))
    except PlatformError as problem:
        return Acceptance(get(tenant, request.id), problem)


def _accept(tenant: Tenant, request: DeviceRequest, token: str | None, caller: Caller) -> DeviceRequest:
    problem = security_tokens.objection(tenant, request.token, token)
    if problem is None:
        device_users.provide(tenant, request.id, caller)
        return _put(tenant, replace(request, status=ACCEPTED, wrong_tokens=0))
    if token is not None and request.token is not None:
        wrong_tokens = request.wrong_tokens + 1
        status = BLOCKED if wrong_tokens >= security_tokens.ATTEMPTS else request.status
        _put(tenant, replace(request, status=status, wrong_tokens=wrong_tokens))
    raise _refused(f"newDeviceRequest {request.id} cannot be accepted: {problem}")


def _deliver(tenant: Tenant, request: DeviceRequest, caller: Caller) -> Credentials:
    password = device_users.new_password(tenant)
    user = device_users.set_password(tenant, request.id, password, caller)
    _settle(tenant, request)
    return Credentials(request.id, tenant.id, user.name, password)


def _settle(tenant: Tenant, request: DeviceRequest) -> None:
    """Forget a request that has been met, but not the group that the device goes to."""
    tenant.device_requests.remove(request.id)
    user = device_users.name_of(request.id)
    if request.group is None:
        tenant.device_groups.remove(user)
    else:
        tenant.device_groups.put(user, request.group)


def _put(tenant: Tenant, request: DeviceRequest) -> DeviceRequest:
    tenant.device_requests.put(request.id, request)
    return request


def _group_field(tenant: Tenant, document: Document) -> int | None:
    given = document.get("groupId")
    if given is None:
        return None
    group = parse_id(given)
    if group is None or not tenant.inventory.holds(group):
        # unverified: whether the platform looks for the group this early.
        raise error("invalid_data", area=AREA, reason=f"There is no group with id '{given}'")
    return group


def _optional_text(document: Document, name: str) -> str | None:
    return None if document.get(name) is None else text_field(document, name, AREA)


def _refused(reason: str) -> PlatformError:
    return error("unprocessable", area=AREA, reason=reason)
