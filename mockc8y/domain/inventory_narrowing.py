"""Finds, in the alternatives of a query, index terms of which every match has at least one."""

from __future__ import annotations

from functools import lru_cache

from mockc8y.domain.query import Term
from mockc8y.domain.query.parser import parse
from mockc8y.domain.query.plan import plan_of
from mockc8y.domain.query.syntax import And, Node, Or

Alternatives = tuple[Term, ...]


@lru_cache(maxsize=512)
def alternatives(query: str) -> tuple[Alternatives, ...]:
    """Return a group of terms for each outer `or` whose every branch demands one.

    The terms are necessary, not sufficient: what they admit must still be asked the whole query.

    >>> alternatives("has(a) or (type eq b and name eq 'c*')")
    ((('fragment', 'a'), ('type', 'b')),)
    """
    condition = parse(query).condition
    parts = condition.operands if isinstance(condition, And) else (condition,)
    return tuple(group for part in parts if isinstance(part, Or) if (group := _demanded(part)))


def _demanded(node: Or) -> Alternatives:
    terms = [_term(branch) for branch in node.operands]
    found = tuple(term for term in terms if term is not None)
    return found if len(found) == len(terms) else ()


def _term(branch: Node) -> Term | None:
    return next((term for term in plan_of(branch).terms if term[0] != "id"), None)
