"""A query to the inventory, split into what an index answers, which ids it admits, and what each object is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from mockc8y.domain import inventory
from mockc8y.domain.errors import error
from mockc8y.domain.inventory_narrowing import alternatives
from mockc8y.domain.inventory_scope import InventoryScope, document_of
from mockc8y.domain.inventory_sequences import Listed, Passing, Test
from mockc8y.domain.query import OrderKey, QuerySyntaxError, RememberedScope, compile_query
from mockc8y.domain.query.order import arranged
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record, Term

Groups = Sequence[Sequence[Term]]
Ids = AbstractSet[int]

NARROW = 4
"""An `or` is looked up in the index when it admits fewer than one object in so many; else reading on is faster."""

QUICK_ORDER = frozenset({("id",), ("name",)})
"""Paths by which objects are sorted without decoding any."""


class Question(NamedTuple):
    """Objects that have a term of every group, are in every set of ids, and pass every test, in an order.

    `hints` are further groups of terms that follow from the tests: every object that passes has one of each.
    """

    groups: Groups = ()
    limits: Sequence[Ids] = ()
    tests: Sequence[Test] = ()
    order: tuple[OrderKey, ...] = ()
    hints: Groups = ()

    def requiring(self, groups: Groups, limits: Sequence[Ids], tests: Sequence[Test]) -> Question:
        """Return the question with further conditions, which are asked first."""
        return self._replace(
            groups=(*groups, *self.groups), limits=(*limits, *self.limits), tests=(*tests, *self.tests)
        )


def question_of(tenant: Tenant, text: str) -> Question:
    """Compile a query; an empty one asks nothing. Raises the platform's 422 with the place of a mistake."""
    try:
        query = compile_query(text)
    except QuerySyntaxError as problem:
        raise error("query.not_understood", reason=str(problem)) from None
    scope = RememberedScope(InventoryScope(tenant))
    residual, ids = query.residual, query.candidate_ids(scope)
    named = [frozenset({int(value)}) for kind, value in query.terms if kind == "id"]
    return Question(
        groups=[[term] for term in query.terms if term[0] != "id"],
        limits=named if ids is None else [ids, *named],
        tests=[] if residual is None else [lambda record: residual(document_of(record), scope)],
        order=query.order,
        hints=() if residual is None else alternatives(text),
    )


def ask(tenant: Tenant, question: Question) -> Sequence[Record]:
    """Find the objects that a question means, in its order, else by id.

    Nothing is decoded that an index decides, and no further than the listing is read.
    """
    if not question.limits:
        found = _passing(tenant.inventory.select([*question.groups, *_worthwhile(tenant, question.hints)]), question)
        return _ordered(tenant, found, question.order)
    ids = frozenset.intersection(*map(frozenset, question.limits))
    having = tenant.inventory.select(question.groups)
    if len(having) > len(ids):
        return ask_among(tenant, question, sorted(filter(tenant.inventory.holds, ids)))
    found = _passing(Passing(having, lambda record: record.id in ids), question)
    return _ordered(tenant, found, question.order)


def ask_among(tenant: Tenant, question: Question, ids: Iterable[int]) -> Sequence[Record]:
    """Find those of some stored objects that a question means, in its order, else in the order given."""
    kept = [number for number in ids if all(number in limit for limit in question.limits)]
    records: Sequence[Record] = Listed(kept, lambda number: inventory.get(tenant, str(number)))
    if question.groups:
        records = Passing(records, lambda record: _has_terms(record.document, question.groups))
    return _ordered(tenant, _passing(records, question), question.order)


def _passing(records: Sequence[Record], question: Question) -> Sequence[Record]:
    for test in question.tests:
        records = Passing(records, test)
    return records


def _ordered(tenant: Tenant, records: Sequence[Record], order: tuple[OrderKey, ...]) -> Sequence[Record]:
    if not order:
        return records
    if QUICK_ORDER.issuperset(key.path for key in order):
        return arranged(records, lambda record: {"id": str(record.id), "name": tenant.names.get(record.id)}, order)
    return arranged(records, document_of, order)


def _worthwhile(tenant: Tenant, hints: Groups) -> Groups:
    most = len(tenant.inventory) // NARROW
    return [group for group in hints if sum(tenant.inventory.count(term) for term in group) < most]


def _has_terms(document: Document, groups: Groups) -> bool:
    return all(any(_has_term(document, *term) for term in group) for group in groups)


def _has_term(document: Document, kind: str, value: object) -> bool:
    return value in document if kind == "fragment" else document.get(kind) == value
