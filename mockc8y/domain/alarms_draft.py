"""What an alarm may say: checks, defaults, and the tenant's own severities and texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

from mockc8y.domain import inventory
from mockc8y.domain.documents import require_fields, source_field, text_field, time_field, without
from mockc8y.domain.errors import error
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.store.codec import Document

AREA = "alarm"
MANDATORY = ("source", "type", "severity", "text", "time")
SEVERITIES = ("CRITICAL", "MAJOR", "MINOR", "WARNING")
STATUSES = ("ACTIVE", "ACKNOWLEDGED", "CLEARED")
WORDS: Mapping[str, Collection[str]] = MappingProxyType({"severity": SEVERITIES, "status": STATUSES})
"""Properties that have one of a few words, in any case of letters (10.18.166)."""

KEPT_BY_PLATFORM = frozenset(
    {"id", "self", "source", "creationTime", "lastUpdated", "count", "firstOccurrenceTime", "history"}
)
FIXED = KEPT_BY_PLATFORM | {"type", "time"}

MAPPING = "alarm.type.mapping"
"""Category of tenant options whose keys are types of alarm, with values `SEVERITY|text`; either part may be empty."""

SUPPRESSED = "NONE"
"""The severity in an option that keeps alarms of the type from being stored."""


class Draft(NamedTuple):
    """An alarm that may be stored: checked, but without an id."""

    source: int
    time: int
    document: Document


def draft_of(tenant: Tenant, document: Document) -> Draft:
    """Check a new alarm and bring it into the form that is stored, less what the platform adds."""
    require_fields(document, MANDATORY)
    source = inventory.require_source(tenant, source_field(document), AREA)
    text_field(document, "type", AREA)
    check(document)
    time = time_field(document, "time", AREA)
    body = without(document, KEPT_BY_PLATFORM) | {"time": time.text, "status": document.get("status") or "ACTIVE"}
    return Draft(source, time.millis, body)


def completed(tenant: Tenant, document: Document) -> Document:
    """Fill in what an upsert may leave out (specification)."""
    defaults = {"severity": "MAJOR", "text": "", "time": format_millis(tenant.clock.now())}
    return document | {name: value for name, value in defaults.items() if document.get(name) is None}


def check(document: Document) -> None:
    """Refuse a text, severity or status that no alarm can have; absent ones are passed over."""
    if not isinstance(document.get("text", ""), str):
        raise error("invalid_data", area=AREA, reason="'text' must be a string")
    for name, known in WORDS.items():
        if document.get(name) is not None:
            require_word(name, document[name], known)


def require_word(name: str, value: object, known: Collection[str]) -> str:
    """Return the value in upper case if it is one of the known words, or raise 422."""
    if isinstance(value, str) and value.isascii() and value.upper() in known:
        return value.upper()
    # unverified: an old client test stores the status CUSTOM, so the platform may have been more lenient once.
    raise error("invalid_data", area=AREA, reason=f"'{name}' must be one of {', '.join(known)}")


def mapped(tenant: Tenant, document: Document) -> Document | None:
    """Apply the tenant's option for alarms of this type; `None` when it suppresses them."""
    severity, _, text = (tenant.options.get((MAPPING, document["type"])) or "").partition("|")
    severity = severity.strip().upper()
    if severity == SUPPRESSED:
        return None
    # unverified: a severity that does not exist is taken for an empty one.
    overrides = {"severity": severity if severity in SEVERITIES else "", "text": text}
    return document | {name: value for name, value in overrides.items() if value}
