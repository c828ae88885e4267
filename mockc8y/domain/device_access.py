"""Devices that prove who they are by a certificate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mockc8y.domain import certificate_chains, device_users, identity, inventory, session_tokens
from mockc8y.domain.callers import Caller
from mockc8y.domain.certificate_chains import Link
from mockc8y.domain.documents import parse_id
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.identity import Name
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User

LIFESPAN, LEAST_LIFESPAN = 3600, 300
"""Seconds: an hour unless an option says otherwise, and five minutes at least."""
LONGEST_LIFESPAN = 10 * 365 * 24 * 3600
"""Ours: the platform's is not known, and a token has to end at a time that can be written."""
LIFESPAN_OPTION = ("oauth.internal", "device-token.lifespan.seconds")
SERIAL = "c8y_Serial"
TYPE = "c8y_MQTTDevice"


class Recognised(NamedTuple):
    """A device that showed its certificate: the tenant it belongs to and its user."""

    tenant: Tenant
    user: User


def recognise(tenants: Iterable[Tenant], chain: Sequence[Link]) -> Recognised:
    """Return the device whose certificate leads a chain, in the first of these tenants that trusts it.

    Raises 401 for a chain that none of them trusts, 422 for a device that is not registered and may not do so itself.
    """
    tenant, anchor = certificate_chains.anchored(tenants, chain)
    if tenant.profile.value.is_suspended:
        raise error("authentication.bad_credentials")
    external_id = _device_id(chain[0].facts.common_name)
    user = tenant.users.get(device_users.name_of(external_id))
    if user is None and anchor.auto_registration:
        user = _register(tenant, external_id)
    if user is None:
        raise error("device_certificate.not_registered")
    if not user.enabled:
        raise error("authentication.bad_credentials")
    return Recognised(tenant, user)


def token(platform: Platform, device: Recognised, base: str) -> str:
    """Return the access token of a device, for clients that know the platform at the address `base`."""
    seconds = _lifespan(device.tenant)
    return session_tokens.start(platform, device.tenant, device.user, base, seconds).token


def _lifespan(tenant: Tenant) -> int:
    """Return how long a token is good for in seconds: what a tenant option says, within bounds."""
    chosen = parse_id(tenant.options.get(LIFESPAN_OPTION))
    return LIFESPAN if chosen is None else min(max(chosen, LEAST_LIFESPAN), LONGEST_LIFESPAN)


def _device_id(common_name: str) -> str:
    try:
        return device_users.id_field({"id": common_name})
    except PlatformError:
        raise error("device_certificate.invalid") from None


def _register(tenant: Tenant, external_id: str) -> User:
    """Make user and managed object of a device that connects for the first time (documentation).

    # unverified: the object is the one that a first connection with MQTT makes.
    """
    caller = Caller(device_users.name_of(external_id))
    user = device_users.provide(tenant, external_id, caller)
    name = Name(SERIAL, external_id)
    if name not in tenant.external_ids:
        made = inventory.create(
            tenant,
            {
                "name": f"MQTT Device {external_id}",
                "type": TYPE,
                "c8y_IsDevice": {},
                "com_cumulocity_model_Agent": {},
            },
            caller,
        )
        identity.bind(tenant, made.id, *name)
    return user
