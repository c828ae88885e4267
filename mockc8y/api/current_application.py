"""The calling microservice's own application."""

from __future__ import annotations

from mockc8y.api.route import EVERYBODY, Route

ROUTES = (
    Route("GET", "/application/currentApplication", "getCurrentApplicationResource", EVERYBODY),
    Route("PUT", "/application/currentApplication", "putCurrentApplicationResource", EVERYBODY),
    Route("GET", "/application/currentApplication/settings", "getCurrentApplicationResourceSettings", EVERYBODY),
    Route(
        "GET", "/application/currentApplication/subscriptions", "getApplicationUserCollectionRepresentation", EVERYBODY
    ),
)
"""The operations of this family in the official specification."""
