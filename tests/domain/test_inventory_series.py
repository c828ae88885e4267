"""What is known of the measurements of a managed object."""

from __future__ import annotations

import pytest

from mockc8y.domain import measurements
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.inventory_series import latest_values, supported_measurements, supported_series
from mockc8y.domain.tenant import Tenant
from tests.domain.inventory_cases import DEVICE, made


@pytest.fixture
def pump(tenant: Tenant) -> str:
    """Make a device."""
    return made(tenant)


def measure(tenant: Tenant, pump: str, minute: int, **fragments: object) -> None:
    """Send a measurement of some minute past noon."""
    time = f"2026-01-15T12:{minute:02}:00.000Z"
    document = {"source": {"id": pump}, "type": "acme_M", "time": time, **fragments}
    measurements.create(tenant, document, DEVICE)


def test_supported_lists_follow_from_what_was_measured(tenant: Tenant, pump: str) -> None:
    """Each fragment is listed once, each series as `fragment.series`; what is no series does not count."""
    measure(tenant, pump, 0, acme_T={"T": {"value": 1}, "H": {"value": 2}}, acme_Note={"text": "x"})
    measure(tenant, pump, 1, acme_P={"P": {"value": 3}})

    assert supported_measurements(tenant, pump) == ["acme_T", "acme_P"]
    assert supported_series(tenant, pump) == ["acme_T.T", "acme_T.H", "acme_P.P"]


def test_object_without_measurements_supports_nothing(tenant: Tenant, pump: str) -> None:
    """The lists are empty, and there are no latest values."""
    assert (supported_measurements(tenant, pump), supported_series(tenant, pump)) == ([], [])
    assert latest_values(tenant, int(pump)) == ({}, {})


def test_unknown_object_is_not_found(tenant: Tenant) -> None:
    """Lists of an object that does not exist are 404."""
    for ask in (supported_measurements, supported_series):
        with pytest.raises(PlatformError, match=r"^404 "):
            ask(tenant, "4711")


def test_latest_values_are_those_of_the_latest_time(tenant: Tenant, pump: str) -> None:
    """The time of the measurement decides, not the order of arrival; integers stay integers."""
    for minute, value in ((5, 20), (9, 21.5), (7, 19)):
        measure(tenant, pump, minute, acme_T={"T": {"value": value, "unit": "C"}})
    measure(tenant, pump, 1, acme_P={"P": {"value": 3}})

    latest, previous = latest_values(tenant, int(pump))

    assert latest == {
        "acme_T": {"T": {"value": 21.5, "unit": "C", "time": "2026-01-15T12:09:00.000Z"}},
        "acme_P": {"P": {"value": 3, "time": "2026-01-15T12:01:00.000Z"}},
    }
    assert previous == {"acme_T": {"T": {"value": 19, "unit": "C", "time": "2026-01-15T12:07:00.000Z"}}}
    assert isinstance(previous["acme_T"]["T"]["value"], int)
