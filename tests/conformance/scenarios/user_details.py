"""Requests for what belongs to a user."""

from __future__ import annotations

from tests.conformance.scenarios import users

SCENARIOS = {"getUsersTfaResource": users.one}
