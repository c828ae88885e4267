"""How much of a topic is kept, and how long: by options of the tenant, without limit where there are none.

The platform keeps 25 MB of each topic for 36 hours. Here nothing is limited by default: a test suite that never drains
a topic shall not fail for that reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mockc8y.domain.times import MINUTE_MS

if TYPE_CHECKING:
    from mockc8y.domain.tenant import Tenant

CATEGORY = "notification2"
BACKLOG = "backlog.bytes"
"""Key of the option for the bytes that the messages of one topic may take before the next one is refused."""
TIME_TO_LIVE = "backlog.minutes"
"""Key of the option for the minutes after which a message goes unread."""


class Limits(NamedTuple):
    """Bytes of a backlog and milliseconds that a message lives; `None` sets no limit."""

    backlog: int | None
    time_to_live: int | None


_UNLIMITED = Limits(None, None)


def limits_of(tenant: Tenant) -> Limits:
    """Return the limits of each topic of a tenant. An option that is no whole number sets none."""
    if not tenant.options:
        return _UNLIMITED
    minutes = _number(tenant, TIME_TO_LIVE)
    return Limits(_number(tenant, BACKLOG), None if minutes is None else minutes * MINUTE_MS)


def _number(tenant: Tenant, key: str) -> int | None:
    text = tenant.options.get((CATEGORY, key))
    return int(text) if text is not None and text.isascii() and text.isdigit() else None
