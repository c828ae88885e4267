"""Subscriptions of Notification 2.0: the rules by which changes are passed on to topics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mockc8y.domain.documents import parse_id
from mockc8y.domain.errors import error
from mockc8y.domain.notifications.draft import NO_SOURCE, Draft, draft_of, wanted_kinds
from mockc8y.domain.notifications.filters import AREA, MO, types_of
from mockc8y.domain.notifications.rules import EVERY_SOURCE, Rule
from mockc8y.domain.notifications.stores import Topic
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record, Term


def create(tenant: Tenant, document: Document) -> Record:
    """Store a subscription, or raise 409 where there is one of its name for the same source already."""
    draft = draft_of(tenant, document)
    _require_unique(tenant, draft)
    return _add(tenant, tenant.ids.next(), draft)


def get(tenant: Tenant, subscription_id: str) -> Record:
    """Return a subscription by the id of a path, or raise 404."""
    number = parse_id(subscription_id)
    record = None if number is None else tenant.notification_subscriptions.get(number)
    if record is None:
        raise error("notification_subscription.unknown")
    return record


def select(tenant: Tenant, terms: Iterable[Term], type_filter: str | None = None) -> Sequence[Record]:
    """Find the subscriptions that have all of these terms, oldest first.

    A filter finds those that name one of its types, alone or among others.
    """
    types = types_of(type_filter)
    groups: list[Sequence[Term]] = [[term] for term in terms]
    if types is not None:
        groups.append([("type", wanted) for wanted in sorted(types)])
    return tenant.notification_subscriptions.select(groups)


def delete(tenant: Tenant, subscription_id: str) -> None:
    """Remove a subscription, or raise 404. What it passed on already stays where it is."""
    _remove(tenant, [get(tenant, subscription_id)])


def delete_all(tenant: Tenant, context: str | None, source: int | None) -> None:
    """Remove the subscriptions of a context, of managed objects by default, and of a source where it is given.

    Those of managed objects need one (specification).
    """
    if source is None and (context is None or context == MO):
        raise error("unprocessable", area=AREA, reason=f"Query parameter 'source' is missing for context '{MO}'")
    terms: list[Term] = [("context", context or MO)]
    _remove(tenant, select(tenant, terms if source is None else [*terms, ("source", source)]))


def remove_source(tenant: Tenant, source: int) -> None:
    """Forget every subscription of a managed object that is gone."""
    _remove(tenant, select(tenant, [("source", source)]))


def _add(tenant: Tenant, subscription_id: int, draft: Draft) -> Record:
    source, document = draft
    record = tenant.notification_subscriptions.add(subscription_id, source, tenant.clock.now(), document)
    tenant.notification_rules.add(record.id, _place_of(record), wanted_kinds(document), _rule_of(document))
    return record


def _remove(tenant: Tenant, records: Sequence[Record]) -> None:
    if not records:
        return
    for record in records:
        tenant.notification_rules.remove(record.id, _place_of(record), wanted_kinds(record.document))
    tenant.notification_subscriptions.remove([record.id for record in records])


def _place_of(record: Record) -> int:
    return EVERY_SOURCE if record.source == NO_SOURCE else record.source


def _rule_of(document: Document) -> Rule:
    fragments = document.get("fragmentsToCopy")
    return Rule(
        Topic(document["subscription"], not document["nonPersistent"]),
        types_of(document.get("subscriptionFilter", {}).get("typeFilter")),
        None if fragments is None else frozenset(fragments),
    )


def _require_unique(tenant: Tenant, draft: Draft) -> None:
    source, document = draft
    context, name = document["context"], document["subscription"]
    # unverified: that persistent and other subscriptions do not get into each other's way here.
    if tenant.notification_subscriptions.count(("unique", (source, context, name, not document["nonPersistent"]))):
        # unverified: what stands for the source of a whole tenant.
        raise error("notification_subscription.duplicate", source=source or "null", context=context, subscription=name)
