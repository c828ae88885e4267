"""System options."""

from __future__ import annotations

from mockc8y.api.route import EVERYBODY, Route
from mockc8y.domain.roles import roles

ROUTES = (
    Route("GET", "/tenant/system/options", "getSystemOptionCollectionResource", EVERYBODY),
    Route(
        "GET", "/tenant/system/options/{category}/{key}", "getSystemOptionResource", roles("OPTION_MANAGEMENT_ADMIN")
    ),
)
"""The operations of this family in the official specification."""
