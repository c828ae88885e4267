"""Splits a condition into what an index answers, what a set of ids answers, and the rest."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, TypeAlias

from mockc8y.domain.documents import parse_id
from mockc8y.domain.query.paths import ID
from mockc8y.domain.query.predicate import PLAIN, STANDARD, Predicate, all_of, predicate_of
from mockc8y.domain.query.scope import Scope
from mockc8y.domain.query.syntax import And, Comparison, Has, Hierarchy, Members, Node, Or
from mockc8y.domain.query.values import is_exact

Term: TypeAlias = tuple[str, str]
"""A kind (`type`, `name`, `owner`, `id` or `fragment`) and the exact value an index is asked for."""

IdSet: TypeAlias = Callable[[Scope], AbstractSet[int]]
"""The ids of all documents that satisfy a condition."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of a condition. A document satisfies it when it has every term, is in every set and fits the rest."""

    terms: tuple[Term, ...] = ()
    groups: tuple[IdSet, ...] = ()
    residual: Predicate | None = None


def plan_of(condition: Node | None) -> Plan:
    """Split a condition along its outermost `and`."""
    if condition is None:
        return Plan()
    terms: dict[Term, None] = {}
    groups: list[IdSet] = []
    rest: list[Predicate] = []
    for part in condition.operands if isinstance(condition, And) else (condition,):
        if (term := _term(part)) is not None:
            terms[term] = None
        elif (ids := _ids(part)) is not None:
            groups.append(ids)
        else:
            rest.append(predicate_of(part))
    return Plan(tuple(terms), tuple(groups), _joined(rest))


def _joined(predicates: list[Predicate]) -> Predicate | None:
    if not predicates:
        return None
    return predicates[0] if len(predicates) == 1 else all_of(tuple(predicates))


def _term(node: Node) -> Term | None:
    if isinstance(node, Has):
        return ("fragment", node.path[0]) if len(node.path) == 1 and node.path[0] not in STANDARD else None
    if not isinstance(node, Comparison) or node.operator != "eq":
        return None
    if node.path in PLAIN and is_exact(node.value):
        return (node.path[0], node.value)
    number = _id(node)
    return None if number is None else ("id", str(number))


def _id(node: Comparison) -> int | None:
    """Return the one id a comparison admits."""
    return parse_id(node.value) if node.path == ID and node.operator == "eq" else None


def _ids(node: Node) -> IdSet | None:
    """Return the set that decides a condition completely, if there is one."""
    build = _ID_SETS.get(type(node))
    return None if build is None else build(node)


def _of_comparison(node: Comparison) -> IdSet | None:
    number = _id(node)
    return None if number is None else lambda _: frozenset({number})


def _of_members(node: Members) -> IdSet:
    return lambda scope: frozenset().union(*map(scope.members_of, node.groups))


def _of_hierarchy(node: Hierarchy) -> IdSet:
    if len(node.roots) == 1:
        return lambda scope: scope.hierarchy_of(node.roots[0])
    return lambda scope: frozenset().union(*map(scope.hierarchy_of, node.roots))


def _of_or(node: Or) -> IdSet | None:
    sets = _all_ids(node.operands)
    return None if sets is None else lambda scope: frozenset().union(*(ids(scope) for ids in sets))


def _of_and(node: And) -> IdSet | None:
    sets = _all_ids(node.operands)
    return None if sets is None else lambda scope: frozenset.intersection(*(frozenset(ids(scope)) for ids in sets))


def _all_ids(nodes: tuple[Node, ...]) -> list[IdSet] | None:
    sets = [ids for node in nodes if (ids := _ids(node)) is not None]
    return sets if len(sets) == len(nodes) else None


_ID_SETS: dict[type, Callable[[Any], IdSet | None]] = {
    Comparison: _of_comparison,
    Members: _of_members,
    Hierarchy: _of_hierarchy,
    And: _of_and,
    Or: _of_or,
}
