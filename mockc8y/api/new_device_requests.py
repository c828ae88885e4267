"""New device requests."""

from __future__ import annotations

from urllib.parse import quote

import orjson

from mockc8y.api import parameters, render
from mockc8y.api.negotiation import JSON
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route
from mockc8y.domain import device_requests
from mockc8y.domain.device_requests import Acceptance, DeviceRequest
from mockc8y.domain.paging import page_of
from mockc8y.domain.roles import roles
from mockc8y.domain.times import format_millis

PATH = "/devicecontrol/newDeviceRequests"
MEDIA = "newdevicerequest"
_OPTIONAL = ("groupId", "type")


def create(request: Request) -> Reply:
    """POST a request for a device."""
    made = device_requests.create(request.tenant, request.document(), request.caller)
    reply = render.written(request, 201, render.item_offers(MEDIA), _body(request, made))
    reply.headers.append((b"location", _self(request, made).encode()))
    return reply


def find(request: Request) -> Reply:
    """GET a page of requests."""
    page = page_of(device_requests.select(request.tenant), parameters.page_request(request))
    items = [_body(request, item) for item in page.items]
    return render.listed_as(request, f"{MEDIA}collection", "newDeviceRequests", items, page)


def get(request: Request) -> Reply:
    """GET one request."""
    found = device_requests.get(request.tenant, *request.arguments)
    return render.value(request, _shown(request, found), *render.item_offers(MEDIA))


def update(request: Request) -> Reply:
    """PUT the status of a request."""
    changed = device_requests.update(request.tenant, request.arguments[0], request.document(), request.caller)
    return render.written(request, 200, render.item_offers(MEDIA), _body(request, changed))


def delete(request: Request) -> Reply:
    """DELETE one request."""
    device_requests.delete(request.tenant, *request.arguments)
    return no_content()


def accept_all(request: Request) -> Reply:
    """POST the wish to accept every request whose device has asked.

    # unverified: the official client describes the items of the answer; that they stand in a bare list is assumed.
    """
    return render.value(request, list(map(_outcome, device_requests.accept_all(request.tenant, request.caller))), JSON)


def limit(request: Request) -> Reply:
    """GET how many more devices may be registered: any number."""
    return render.value(request, {"isReached": False}, JSON)


def _body(request: Request, item: DeviceRequest) -> bytes:
    return orjson.dumps(_shown(request, item))


def _shown(request: Request, item: DeviceRequest) -> dict[str, object]:
    shown = {
        "id": item.id,
        "self": _self(request, item),
        "status": item.status,
        "tenantId": request.tenant.id,
        "owner": item.owner,
        "creationTime": format_millis(item.created),
        "groupId": None if item.group is None else str(item.group),
        "type": item.type,
    }
    return {name: value for name, value in shown.items() if value is not None or name not in _OPTIONAL}


def _self(request: Request, item: DeviceRequest) -> str:
    return request.links.to(f"{PATH}/{quote(item.id, safe='')}")


def _outcome(acceptance: Acceptance) -> dict[str, object]:
    outcome: dict[str, object] = {"id": acceptance.request.id, "successful": acceptance.problem is None}
    return outcome if acceptance.problem is None else outcome | {"error": acceptance.problem.message}


ONE = f"{PATH}/{{requestId}}"

ROUTES = (
    Route(
        "POST",
        PATH,
        "postNewDeviceRequestCollectionResource",
        roles("DEVICE_CONTROL_ADMIN"),
        create,
        Evidence.RECORDED,
    ),
    Route(
        "GET",
        PATH,
        "getNewDeviceRequestCollectionResource",
        roles("DEVICE_CONTROL_READ"),
        find,
        Evidence.CLIENT,
        parameters=PAGING,
    ),
    Route("GET", ONE, "getNewDeviceRequestResource", roles("DEVICE_CONTROL_READ"), get, Evidence.RECORDED),
    Route("PUT", ONE, "putNewDeviceRequestResource", roles("DEVICE_CONTROL_ADMIN"), update, Evidence.RECORDED),
    Route("DELETE", ONE, "deleteNewDeviceRequestResource", roles("USER_MANAGEMENT_ADMIN"), delete, Evidence.RECORDED),
)
"""The operations of this family in the official specification."""

ROUTES_BEYOND = (
    Route(
        "POST",
        f"{PATH}/acceptAll",
        "postNewDeviceRequestAcceptAll",
        roles("DEVICE_CONTROL_ADMIN"),
        accept_all,
        Evidence.CLIENT,
    ),
    Route("GET", f"{PATH}/limit", "getNewDeviceRequestLimit", roles("DEVICE_CONTROL_READ"), limit, Evidence.CLIENT),
)
"""What the official client for browsers and Node asks for besides."""
