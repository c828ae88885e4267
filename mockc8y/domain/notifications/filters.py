"""Which notifications a subscription wants: by the API that they come from, and by the type of what they are about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mockc8y.domain.errors import PlatformError, error

AREA = "reliable-notification"
MO, TENANT = CONTEXTS = ("mo", "tenant")
ALL = "*"

KINDS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        MO: (
            "alarms",
            "alarmsWithChildren",
            "events",
            "eventsWithChildren",
            "managedobjects",
            "measurements",
            "operations",
        ),
        TENANT: ("alarms", "events", "managedobjects", "operations"),
    }
)
"""The APIs that subscriptions of each context can name; they are the kinds of notifications, too."""

_TERM = r"(?:type\s+eq\s+)?'((?:[^']|'')+)'"
_FIND_TERM = re.compile(_TERM)
_EXPRESSION = re.compile(rf"\s*{_TERM}(?:\s+or\s+{_TERM})*+\s*")
_SYNTAX = re.compile(r"['()]|(?:^|\s)(?:or|and|not|eq|ne|gt|ge|lt|le)(?=\s|$)")
"""What shows that a filter is meant as an expression, not as a type."""


def kinds_of(context: str, apis: object) -> Sequence[str]:
    """Return the kinds of notifications that a list of APIs stands for, or raise 422. No list stands for all."""
    known = KINDS[context]
    # unverified: what the platform makes of an empty list.
    if apis in (None, [], [ALL]):
        return known
    if not isinstance(apis, list):
        raise _invalid("apis", f"must be a list, not {apis!r}")
    unfit = [api for api in apis if api not in known]
    if unfit == [ALL]:
        raise _invalid("apis", f"cannot have '{ALL}' beside other values")
    if unfit:
        raise _invalid("apis", f"of context '{context}' are {', '.join(known)}, or '{ALL}' alone, not {unfit[0]!r}")
    return [kind for kind in known if kind in apis]


def types_of(text: object) -> frozenset[str] | None:
    """Return the types that a filter names, or raise 422. No filter means all types, for which `None` stands.

    A filter is one type, in quotes or not, or several in quotes joined with `or`, each with `type eq` before it or not.
    A quote within quotes is doubled (OData).

    >>> sorted(types_of("'acme_Level' or type eq 'acme_Flow'")), types_of("acme_Level")
    (['acme_Flow', 'acme_Level'], frozenset({'acme_Level'}))
    """
    if text is None:
        return None
    if not isinstance(text, str) or not text.strip():
        raise _invalid("typeFilter", f"must be a non-empty string, not {text!r}")
    if _EXPRESSION.fullmatch(text):
        return frozenset(found.replace("''", "'") for found in _FIND_TERM.findall(text))
    if _SYNTAX.search(text):
        raise _invalid("typeFilter", f"must be a type, or types in quotes joined with 'or', not {text!r}")
    return frozenset({text})


def _invalid(name: str, reason: str) -> PlatformError:
    return error("invalid_data", area=AREA, reason=f"'{name}' {reason}")
