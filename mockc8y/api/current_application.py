"""The calling microservice's own application."""

from __future__ import annotations

from mockc8y.api import render
from mockc8y.api.application_documents import OFFERS, document_of, encoded
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import EVERYBODY, Evidence, Route
from mockc8y.domain import application_changes, application_settings, current_application, service_users, subscriptions
from mockc8y.domain.applications import Application

PATH = "/application/currentApplication"


def get(request: Request) -> Reply:
    """GET the application of a bootstrap user."""
    return render.value(request, document_of(_current(request), request.links), *OFFERS)


def update(request: Request) -> Reply:
    """PUT changes of the application of a bootstrap user."""
    application = _current(request)
    changed = application_changes.update(request.platform, application, request.document(), request.caller)
    return render.written(request, 200, OFFERS, encoded(changed, request.links))


def get_settings(request: Request) -> Reply:
    """GET the settings of the application of a bootstrap or service user, in the user's tenant."""
    application = current_application.of_user(request.platform, request.tenant, request.user)
    settings = application_settings.of(request.platform, request.tenant, application)
    return render.value(request, settings, *render.item_offers("option"))


def get_subscriptions(request: Request) -> Reply:
    """GET how a microservice signs in to the tenants that are subscribed to it."""
    application = _current(request)
    users = [
        {"tenant": tenant.id, "name": service_users.name_of(application), "password": subscription.password}
        for tenant in subscriptions.of(request.platform, application)
        if (subscription := tenant.subscriptions.get(application.id)) is not None
    ]
    return render.value(request, {"users": users}, *render.item_offers("applicationusercollection"))


def _current(request: Request) -> Application:
    return current_application.of_bootstrap_user(request.tenant, request.user)


ROUTES = (
    Route("GET", PATH, "getCurrentApplicationResource", EVERYBODY, get),
    Route("PUT", PATH, "putCurrentApplicationResource", EVERYBODY, update),
    Route("GET", f"{PATH}/settings", "getCurrentApplicationResourceSettings", EVERYBODY, get_settings),
    Route(
        "GET",
        f"{PATH}/subscriptions",
        "getApplicationUserCollectionRepresentation",
        EVERYBODY,
        get_subscriptions,
        Evidence.CLIENT,
    ),
)
"""The operations of this family in the official specification."""
