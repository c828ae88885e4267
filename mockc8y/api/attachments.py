"""Files attached to events."""

from __future__ import annotations

from mockc8y.api.route import Route, roles

ROUTES = (
    Route("POST", "/event/events/{id}/binaries", "postEventBinaryResource", roles("EVENT_ADMIN")),
    Route("GET", "/event/events/{id}/binaries", "getEventBinaryResource", roles("EVENT_READ")),
    Route("PUT", "/event/events/{id}/binaries", "putEventBinaryResource", roles("EVENT_ADMIN")),
    Route("DELETE", "/event/events/{id}/binaries", "deleteEventBinaryResource", roles("EVENT_ADMIN")),
)
"""The operations of this family in the official specification."""
