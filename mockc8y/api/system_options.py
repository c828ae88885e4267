"""System options: what the platform is set to."""

from __future__ import annotations

from mockc8y.api import render
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import EVERYBODY, Evidence, Route
from mockc8y.domain import system_options
from mockc8y.domain.permissions import Access, denied
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant_options import Option

PATH = "/tenant/system/options"
MANAGERS = roles("OPTION_MANAGEMENT_ADMIN")
"""Who may read all of them."""


def find(request: Request) -> Reply:
    """GET all options. Those that are secured are shown in clear to those only who manage options."""
    found = system_options.select(request.tenant, request.settings.file_limit)
    shown = found if request.holds(*MANAGERS) else map(system_options.masked, found)
    return render.value(
        request, {"options": [option._asdict() for option in shown]}, *render.item_offers("optioncollection")
    )


def get(request: Request) -> Reply:
    """GET one option."""
    return render.value(request, _asked_for(request)._asdict(), *render.item_offers("option"))


def reach_open(request: Request, _: Access) -> None:
    """Let everybody read the options that are not secured."""
    if system_options.is_secured(_asked_for(request)):
        raise denied("the option is secured")


def _asked_for(request: Request) -> Option:
    return system_options.get(request.tenant, request.settings.file_limit, *request.arguments)


ROUTES = (
    Route("GET", PATH, "getSystemOptionCollectionResource", EVERYBODY, find, Evidence.SPEC),
    Route(
        "GET",
        f"{PATH}/{{category}}/{{key}}",
        "getSystemOptionResource",
        MANAGERS,
        get,
        Evidence.CLIENT,
        reach=reach_open,
    ),
)
"""The operations of this family in the official specification."""
