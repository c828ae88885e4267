"""Keywords of subscription queries."""

from __future__ import annotations

from typing import TypedDict

from c8y_client._keywords import Reading
from c8y_client._queries.params import Reference


class SubscriptionFilters(TypedDict, total=False):
    """Which subscriptions are meant.

    `context` is `"mo"` or `"tenant"`, `source` the object that is watched, `subscription` the name of the subscription,
    and `type_filter` a type that it is narrowed to.
    """

    context: str | None
    source: Reference | None
    subscription: str | None
    type_filter: str | None


class SubscriptionQuery(SubscriptionFilters, Reading, total=False):
    """Which subscriptions are read and how. The platform gives them in no order that could be chosen."""
