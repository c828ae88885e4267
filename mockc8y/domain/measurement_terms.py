"""What measurements can be asked for by their fragments and series."""

from __future__ import annotations

from collections.abc import Sequence

from mockc8y.domain.tenant import Tenant
from mockc8y.store.collection import Term

_NOTHING: Sequence[Term] = (("series", None),)
"""A group that no measurement fits."""


def with_value(tenant: Tenant, fragment: str | None, series: str | None) -> Sequence[Term]:
    """Return the terms of which a measurement needs one to have a fragment, or a series in it.

    # unverified: a series without its fragment is looked for in all fragments (assumed).
    """
    if fragment and series:
        return [("series", (fragment, series))]
    if fragment:
        return [("fragment", fragment)]
    return _known_series(tenant, place=1, name=series) if series else ()


def with_series_in(tenant: Tenant, fragment: str | None) -> Sequence[Term]:
    """Return the terms of which a measurement needs one to have any series in a fragment.

    Measurements cannot be deleted by a fragment that holds none (specification).
    """
    return _known_series(tenant, place=0, name=fragment) if fragment else ()


def _known_series(tenant: Tenant, *, place: int, name: str) -> Sequence[Term]:
    known = tenant.measurements.values_of("series")
    return [("series", pair) for pair in known if isinstance(pair, tuple) and pair[place] == name] or _NOTHING
