"""What can be asked of a managed object beside itself: availability, series, owner."""

from __future__ import annotations

import orjson

from mockc8y.api import reach, render
from mockc8y.api.managed_object import CHANGE, ONE, READ
from mockc8y.api.negotiation import JSON, vendor
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Route
from mockc8y.domain import availability, inventory_owner, inventory_series, permissions
from mockc8y.domain.roles import roles
from mockc8y.domain.users import User

USER_MEDIA = (vendor("managedobjectuser"), JSON)
_MANAGERS = roles("USER_MANAGEMENT_ADMIN")


def get_availability(request: Request) -> Reply:
    """GET how a watched device is doing."""
    return render.value(request, availability.get(request.tenant, *request.arguments))


def get_supported_measurements(request: Request) -> Reply:
    """GET the measurement fragments of an object."""
    found = inventory_series.supported_measurements(request.tenant, *request.arguments)
    return render.value(request, {"c8y_SupportedMeasurements": found})


def get_supported_series(request: Request) -> Reply:
    """GET the series of an object."""
    found = inventory_series.supported_series(request.tenant, *request.arguments)
    return render.value(request, {"c8y_SupportedSeries": found})


def get_user(request: Request) -> Reply:
    """GET the owner of an object."""
    user = inventory_owner.get(request.tenant, *request.arguments)
    return render.value(request, _user_document(request, user), *USER_MEDIA)


def update_user(request: Request) -> Reply:
    """PUT whether the owner of an object may sign in: the user of a device, or anybody for those who manage users.

    # unverified: the specification speaks of device owners; whoever may change an object could shut out its people.
    """
    owner = inventory_owner.get(request.tenant, request.arguments[0])
    if not owner.is_device and request.settings.permissions and not request.holds(*_MANAGERS):
        raise permissions.denied(f"{owner.name} is no device, and managing users wants {', '.join(_MANAGERS)}")
    user = inventory_owner.update(request.tenant, request.arguments[0], request.document())
    return render.written(request, 200, USER_MEDIA, orjson.dumps(_user_document(request, user)))


def _user_document(request: Request, user: User) -> dict[str, object]:
    return {"self": request.links.to(request.path), "userName": user.name, "enabled": user.enabled}


ROUTES = (
    Route(
        "GET",
        f"{ONE}/availability",
        "getLastAvailabilityManagedObjectResource",
        READ,
        get_availability,
        reach=reach.managed_object(permissions.READ),
    ),
    Route(
        "GET",
        f"{ONE}/supportedMeasurements",
        "getSupportedMeasurementsManagedObjectResource",
        READ,
        get_supported_measurements,
        Evidence.RECORDED,
        reach=reach.managed_object(permissions.READ),
    ),
    Route(
        "GET",
        f"{ONE}/supportedSeries",
        "getSupportedSeriesManagedObjectResource",
        READ,
        get_supported_series,
        Evidence.RECORDED,
        reach=reach.managed_object(permissions.READ),
    ),
    Route(
        "GET",
        f"{ONE}/user",
        "getManagedObjectUserResource",
        READ,
        get_user,
        reach=reach.managed_object(permissions.READ),
    ),
    Route(
        "PUT",
        f"{ONE}/user",
        "putManagedObjectUserResource",
        CHANGE,
        update_user,
        reach=reach.managed_object(permissions.ADMIN),
    ),
)
"""The operations of this family in the official specification."""
