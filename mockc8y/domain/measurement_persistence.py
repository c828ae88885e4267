"""The two ways a tenant can keep measurements, and what differs between them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mockc8y.domain.aggregation import DEFAULT_FUNCTIONS, Interval
from mockc8y.domain.measurement_series import Aggregation
from mockc8y.domain.tenant import Tenant

OPTION = ("configuration", "timeseries.mongodb.collections.mode")
"""Category and key of the tenant option that chooses: `DISABLED` is the legacy way, all else is time series."""

_LEGACY_UNITS: Mapping[str, str] = MappingProxyType({"s": "m", "m": "m", "h": "h"})


def is_legacy(tenant: Tenant) -> bool:
    """Tell whether a tenant keeps measurements the legacy way: listed oldest first, aggregated to `min` and `max`."""
    return tenant.options.get(OPTION) == "DISABLED"


def as_legacy(aggregation: Aggregation) -> Aggregation:
    """Return what legacy persistence makes of an aggregation: one minute, hour or day, and no other functions."""
    unit = _LEGACY_UNITS.get(aggregation.interval.unit, "d")
    return Aggregation(Interval(1, unit), DEFAULT_FUNCTIONS)
