"""A door to the application for the tests of the HTTP edge."""

from __future__ import annotations

import pytest

from mockc8y.api.asgi import build_app
from mockc8y.api.settings import Settings
from mockc8y.domain.platform import Platform
from tests.door import ADMIN, Call, Door, Response

__all__ = ["ADMIN", "Call", "Response"]


@pytest.fixture
def app_settings() -> Settings:
    """The settings of the application under test; override it to change them."""
    return Settings()


@pytest.fixture
def call(platform: Platform, app_settings: Settings) -> Call:
    """Send requests to a fresh tenant; every successful answer must also be right by the specification."""
    return Door(build_app(platform, app_settings))
