"""Legacy persistence of measurements."""

from __future__ import annotations

import pytest

from mockc8y.domain.aggregation import parse_interval
from mockc8y.domain.measurement_persistence import OPTION, as_legacy, is_legacy
from mockc8y.domain.measurement_series import Aggregation
from mockc8y.domain.tenant import Tenant


@pytest.mark.parametrize(("mode", "expected"), [(None, False), ("ENABLED", False), ("DISABLED", True)])
def test_option_chooses_legacy_persistence(tenant: Tenant, mode: str | None, expected: bool) -> None:
    """A tenant keeps time series unless its option is `DISABLED`."""
    if mode is not None:
        tenant.options.put(OPTION, mode)

    assert is_legacy(tenant) is expected


@pytest.mark.parametrize(
    ("interval", "legacy"),
    [("30s", "1m"), ("15m", "1m"), ("12h", "1h"), ("7d", "1d"), ("4w", "1d"), ("6M", "1d"), ("3q", "1d"), ("1y", "1d")],
)
def test_legacy_knows_three_intervals_and_two_functions(interval: str, legacy: str) -> None:
    """Other intervals fall back to the closest unit, other functions are passed over (specification)."""
    aggregation = Aggregation(parse_interval(interval), ("avg",))

    assert as_legacy(aggregation) == Aggregation(parse_interval(legacy), ("min", "max"))
