"""Login tokens."""

from __future__ import annotations

from mockc8y.api.route import EVERYBODY, Route, query_names

ROUTES = (
    Route("POST", "/tenant/oauth", "postLoginFormCookie", EVERYBODY, parameters=query_names("tenant_id"), public=True),
    Route(
        "POST", "/tenant/oauth/token", "postLoginFormBody", EVERYBODY, parameters=query_names("tenant_id"), public=True
    ),
)
"""The operations of this family in the official specification."""
