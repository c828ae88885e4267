"""The daily run that removes what retention rules no longer keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from mockc8y.domain import alarms, audit, bulk_operations, events, measurements, operations
from mockc8y.domain.audit import source_id
from mockc8y.domain.bulk_operation_rollout import COMPLETED, DELETED
from mockc8y.domain.retention import ANY, CRITERIA
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS
from mockc8y.store.codec import Document
from mockc8y.store.collection import Term
from mockc8y.store.dated_collection import Span

JOB = "retention"
_ERRAND = (JOB, 0)


class Family(NamedTuple):
    """How the documents of a data type are found and removed.

    `criteria` are the properties by which a rule can narrow them down, `removable` the terms of which one must be
    there for a document to go.
    """

    criteria: frozenset[str]
    delete_all: Callable[[Tenant, Filter], None]
    removable: Sequence[Term] = ()


def _delete_measurements(tenant: Tenant, wanted: Filter) -> None:
    measurements.delete_all(tenant, measurements.select(tenant, wanted))


def _delete_audit_records(tenant: Tenant, wanted: Filter) -> None:
    audit.remove(tenant, list(audit.select(tenant, wanted.terms, wanted.time)))


FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        "ALARM": Family(frozenset({"type", "source"}), alarms.delete_all, [("status", "CLEARED")]),
        "AUDIT": Family(frozenset({"type", "source"}), _delete_audit_records),
        "BULK_OPERATION": Family(
            frozenset({"fragmentType", "source"}),
            bulk_operations.delete_all,
            # unverified: that one still to come or at work stays is assumed.
            [("status", COMPLETED), ("status", DELETED)],
        ),
        "EVENT": Family(frozenset(CRITERIA), events.delete_all),
        "MEASUREMENT": Family(frozenset(CRITERIA), _delete_measurements),
        "OPERATION": Family(frozenset({"fragmentType", "source"}), operations.delete_all),
    }
)
"""Data types by the name that rules give them, with the criteria that the specification says they use."""


def plan_next(tenant: Tenant) -> None:
    """Plan the next run for the coming midnight UTC."""
    tenant.agenda.plan(_ERRAND, (tenant.clock.now() // DAY_MS + 1) * DAY_MS)


def run(tenant: Tenant, _: int) -> None:
    """Remove what is older than any rule that is about it allows."""
    plan_next(tenant)
    for rule in tenant.retention_rules.select():
        apply(tenant, rule.document)


def apply(tenant: Tenant, rule: Document) -> None:
    """Remove what a rule is about and what is older than its days.

    A rule that narrows by something a data type has not, such as the type of operations, is not about it.
    """
    oldest = Span(until=tenant.clock.now() - rule["maximumAge"] * DAY_MS)
    narrowing = {name for name in CRITERIA if rule[name] != ANY}
    for family in _families_of(rule["dataType"]):
        if narrowing <= family.criteria:
            family.delete_all(tenant, Filter(groups=[*_terms_of(rule), family.removable], time=oldest))


def _families_of(data_type: str) -> Iterator[Family]:
    return (family for name, family in FAMILIES.items() if data_type in (ANY, name))


def _terms_of(rule: Document) -> list[Sequence[Term]]:
    wanted = {"type": rule["type"], "fragment": rule["fragmentType"], "source": source_id(rule["source"])}
    return [[(kind, value)] for kind, value in wanted.items() if value != ANY]
