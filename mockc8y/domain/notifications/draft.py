"""What a subscription must say before it is stored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from mockc8y.domain.documents import merged, require_fields, source_field
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.notifications.filters import AREA, CONTEXTS, MO, kinds_of, types_of
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

NAME = re.compile(r"[a-zA-Z0-9]+")
"""What subscriptions can be called (specification)."""


NO_SOURCE = 0
"""Stands in the records of subscriptions that name no managed object: none has this id."""


class Draft(NamedTuple):
    """A subscription that may be stored: the managed object it names, or `NO_SOURCE`, and its body."""

    source: int
    document: Document


def draft_of(tenant: Tenant, document: Document) -> Draft:
    """Check a subscription and bring it into the form that is stored. A `null` is as good as nothing at any place."""
    document = merged({}, document)
    require_fields(document, ("context", "subscription"))
    context = document["context"]
    if context not in CONTEXTS:
        raise _invalid("context", f"must be one of {', '.join(CONTEXTS)}, not {context!r}")
    body: Document = {
        "context": context,
        "subscription": name_field(document, "subscription", NAME),
        "subscriptionFilter": _filter(context, document.get("subscriptionFilter", {})),
        "fragmentsToCopy": _fragments(document.get("fragmentsToCopy", [])),
        "nonPersistent": flag_field(document, "nonPersistent", default=False),
    }
    kept = {name: value for name, value in body.items() if value not in ({}, [])}
    return Draft(_source(tenant, context, document), kept)


def wanted_kinds(document: Document) -> Sequence[str]:
    """Return the kinds of notifications that a stored subscription asks for."""
    return kinds_of(document["context"], document.get("subscriptionFilter", {}).get("apis"))


def name_field(document: Document, name: str, pattern: re.Pattern[str]) -> str:
    """Return a property that must be a string of some pattern."""
    value = document[name]
    if isinstance(value, str) and pattern.fullmatch(value):
        return value
    raise _invalid(name, f"must match {pattern.pattern}, not {value!r}")


def flag_field(document: Document, name: str, *, default: bool) -> bool:
    """Return a property that must be true or false where it is given."""
    value = document.get(name, default)
    if isinstance(value, bool):
        return value
    raise _invalid(name, f"must be true or false, not {value!r}")


def _source(tenant: Tenant, context: str, document: Document) -> int:
    if context != MO:
        if "source" in document:
            # unverified: that it can only be used in the other context is known, the answer is not.
            raise _invalid("source", f"goes with context '{MO}' only")
        return NO_SOURCE
    source = source_field(document)
    if source is None or not tenant.inventory.holds(source):
        raise error("notification_source.unknown")
    return source


def _filter(context: str, given: object) -> Document:
    if not isinstance(given, dict):
        raise _invalid("subscriptionFilter", f"must be an object, not {given!r}")
    known = merged({}, {name: given.get(name) for name in ("apis", "typeFilter")})
    kinds_of(context, known.get("apis"))
    types_of(known.get("typeFilter"))
    return known


def _fragments(given: object) -> list[str]:
    if isinstance(given, list) and all(isinstance(name, str) and name for name in given):
        return given
    raise _invalid("fragmentsToCopy", f"must be a list of names, not {given!r}")


def _invalid(name: str, reason: str) -> PlatformError:
    return error("invalid_data", area=AREA, reason=f"'{name}' {reason}")
