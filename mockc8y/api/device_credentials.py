"""Device credentials: what a device asks for that has none yet."""

from __future__ import annotations

from urllib.parse import quote

import orjson

from mockc8y.api import render
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Route
from mockc8y.domain import device_requests
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant_profile import MANAGEMENT

PATH = "/devicecontrol/deviceCredentials"
OFFERS = render.item_offers("devicecredentials")


def poll(request: Request) -> Reply:
    """POST the id of a device. Success is 201, which published clients wait for; the specification says 200.

    The bootstrap user of the management tenant asks on behalf of devices of any tenant.
    """
    # unverified: a user of another tenant with that role reaches its own tenant only.
    tenants = request.platform.tenants if request.tenant.id == MANAGEMENT else [request.tenant]
    found = device_requests.poll(tenants, request.document(), request.caller)
    shown = {
        "id": found.external_id,
        "self": request.links.to(f"{PATH}/{quote(found.external_id, safe='')}"),
        "tenantId": found.tenant_id,
        "username": found.user_name,
        "password": found.password,
    }
    return render.written(request, 201, OFFERS, orjson.dumps(shown))


ROUTES = (
    Route(
        "POST",
        PATH,
        "postDeviceCredentialsCollectionResource",
        roles("DEVICE_BOOTSTRAP"),
        poll,
        Evidence.RECORDED,
    ),
)
"""The operations of this family in the official specification."""
