"""A query ready to be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from mockc8y.domain.query.order import arranged
from mockc8y.domain.query.parser import parse
from mockc8y.domain.query.plan import IdSet, Term, plan_of
from mockc8y.domain.query.predicate import Predicate, document_id
from mockc8y.domain.query.scope import Document, Scope
from mockc8y.domain.query.syntax import OrderKey

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Query:
    """A compiled query. A document matches when it has all `terms`, is one of `candidate_ids` and fits `residual`.

    `terms` are exact conditions for an index: `("type", v)`, `("name", v)`, `("owner", v)`, `("id", v)` and
    `("fragment", name)` for a custom top-level property. `groups` are the sets behind `candidate_ids`. `residual` is
    what must be asked of each remaining document, `None` when nothing is left to ask. `order` is empty where the
    query states none.
    """

    text: str
    terms: tuple[Term, ...]
    groups: tuple[IdSet, ...]
    residual: Predicate | None
    order: tuple[OrderKey, ...]

    def candidate_ids(self, scope: Scope) -> AbstractSet[int] | None:
        """Return the ids to which groups and hierarchies narrow the answer, `None` where they do not."""
        if not self.groups:
            return None
        found, *others = (ids(scope) for ids in self.groups)
        for other in others:
            found = found & other
        return found

    def matches(self, document: Document, scope: Scope) -> bool:
        """Tell whether a document satisfies the whole query, without help of an index."""
        if not all(_has_term(document, term) for term in self.terms):
            return False
        if not all(document_id(document) in ids(scope) for ids in self.groups):
            return False
        return self.residual is None or self.residual(document, scope)

    def requiring(self, *terms: Term) -> Query:
        """Return the query with further necessary terms, such as the device mark that `q=` adds."""
        return replace(self, terms=tuple(dict.fromkeys((*self.terms, *terms))))

    def sorted(self, documents: Iterable[Document]) -> list[Document]:
        """Return documents in the order of the query; ties, and all without `$orderby`, stay as they came."""
        return self.sorted_by(documents, lambda document: document)

    def sorted_by(self, items: Iterable[Item], document_of: Callable[[Item], Document]) -> list[Item]:
        """Sort things that stand for documents, such as ids. Each document is read at most once."""
        return arranged(items, document_of, self.order) if self.order else list(items)


@lru_cache(maxsize=512)
def compile_query(text: str) -> Query:
    """Compile the text of `query=` or `q=`. An empty one matches every document. Raises `QuerySyntaxError`.

    >>> compile_query("$filter=(type eq acme_Pump and has(c8y_IsDevice)) $orderby=name").terms
    (('type', 'acme_Pump'), ('fragment', 'c8y_IsDevice'))
    """
    request = parse(text)
    plan = plan_of(request.condition)
    return Query(text, plan.terms, plan.groups, plan.residual, request.order)


def _has_term(document: Document, term: Term) -> bool:
    kind, value = term
    return value in document if kind == "fragment" else document.get(kind) == value
