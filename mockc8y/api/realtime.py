"""Real-time notifications."""

from __future__ import annotations

from mockc8y.api.route import EVERYBODY, Route

ROUTES = (Route("POST", "/notification/realtime", "postNotificationRealtimeResource", EVERYBODY),)
"""The operations of this family in the official specification."""
