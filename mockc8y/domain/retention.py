"""Retention rules: how long which data is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from mockc8y.domain.documents import merged, parse_id, require_fields
from mockc8y.domain.errors import error
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import MANAGEMENT
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record

AREA = "retention"
ANY = "*"
DATA_TYPES = ("ALARM", "AUDIT", "BULK_OPERATION", "EVENT", "MEASUREMENT", "OPERATION", ANY)
CRITERIA = ("type", "fragmentType", "source")
LONGEST_AGE = 3650
"""Days: ten years is the most a rule may say."""

DEFAULT_AGE = 60
DEFAULT_RULE_ID = 1
"""Below the ids that are handed out, so that the first object of a fresh tenant gets the first id."""

_DEFAULTS: Document = {"dataType": ANY, "fragmentType": ANY, "type": ANY, "source": ANY, "editable": True}


def plant_default_rule(tenant: Tenant) -> Record:
    """Give a fresh tenant the rule that every tenant starts with: everything goes after 60 days."""
    return add(tenant, DEFAULT_RULE_ID, {"maximumAge": DEFAULT_AGE})


def create(tenant: Tenant, document: Document) -> Record:
    """Store a rule. Only its `maximumAge` is mandatory; what it does not narrow down is `*`."""
    return add(tenant, tenant.ids.next(), _rule(tenant, {}, document))


def add(tenant: Tenant, rule_id: int, document: Document) -> Record:
    """Store a rule as it is, under an id greater than all before it; what it leaves out gets its default."""
    return tenant.retention_rules.add_dated(rule_id, 0, rule_id, _DEFAULTS | document, tenant.clock.now())


def get(tenant: Tenant, rule_id: str) -> Record:
    """Return a rule by the id of a path, or raise 404."""
    number = parse_id(rule_id)
    record = None if number is None else tenant.retention_rules.get(number)
    if record is None:
        raise error("retention.unknown")
    return record


def select(tenant: Tenant) -> Sequence[Record]:
    """List all rules, oldest first."""
    return tenant.retention_rules.select()


def update(tenant: Tenant, rule_id: str, change: Document) -> Record:
    """Apply a PUT body. It has no effect before the next run."""
    record = _editable(tenant, rule_id)
    body = _rule(tenant, record.document, change)
    return tenant.retention_rules.replace_dated(record.id, record.time, body, tenant.clock.now())


def delete(tenant: Tenant, rule_id: str) -> None:
    """Remove a rule, or raise 404."""
    tenant.retention_rules.remove([_editable(tenant, rule_id).id])


def _editable(tenant: Tenant, rule_id: str) -> Record:
    record = get(tenant, rule_id)
    if not record.document["editable"] and tenant.id != MANAGEMENT:
        raise error("retention.not_editable")
    return record


def _rule(tenant: Tenant, before: Document, change: Document) -> Document:
    """Apply what a request may say about a rule, or refuse it. Properties that no rule has are passed over."""
    # Whether a rule is editable is for the management tenant to say (specification).
    settable = _PROPERTIES if tenant.id == MANAGEMENT else _PROPERTIES - {"editable"}
    known = {name: value for name, value in change.items() if name in settable}
    rule = _DEFAULTS | merged(before, known)
    require_fields(rule, ("maximumAge",))
    for name, (is_valid, expectation) in _CHECKS.items():
        if not is_valid(rule[name]):
            raise error("invalid_data", area=AREA, reason=f"'{name}' must be {expectation}, not {rule[name]!r}")
    return rule


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_age(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LONGEST_AGE


_TEXT = (_is_text, f"a non-empty string, {ANY} for all")
_CHECKS: Mapping[str, tuple[Callable[[object], bool], str]] = MappingProxyType(
    {
        "dataType": (DATA_TYPES.__contains__, f"one of {', '.join(DATA_TYPES)}"),
        "type": _TEXT,
        "fragmentType": _TEXT,
        "source": _TEXT,
        "editable": (lambda value: isinstance(value, bool), "true or false"),
        "maximumAge": (_is_age, f"a number of days from 1 to {LONGEST_AGE}"),
    }
)
_PROPERTIES = frozenset(_CHECKS)
