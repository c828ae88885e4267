"""Compiles a syntax tree to functions, once per query: nothing walks the tree again for each document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from mockc8y.domain.documents import parse_id
from mockc8y.domain.query.fulltext import text_test
from mockc8y.domain.query.paths import MISSING, values_at
from mockc8y.domain.query.scope import Document, Scope
from mockc8y.domain.query.syntax import And, Comparison, Has, Hierarchy, Members, Node, Not, Or, Path
from mockc8y.domain.query.values import is_exact, never, test_of

Predicate: TypeAlias = Callable[[Document, Scope], bool]
"""Tells whether a document fits. The scope answers what the document alone cannot."""

STANDARD = frozenset(
    {
        "childAdditions",
        "childAssets",
        "childDevices",
        "creationTime",
        "externalIds",
        "id",
        "lastUpdated",
        "name",
        "owner",
        "self",
        "supportedMeasurements",
        "type",
    }
)
"""Properties that `has()` does not support (specification)."""

PLAIN = frozenset({("type",), ("name",), ("owner",)})
"""Text by definition, and indexed: an array in their place is not opened."""

TEXT: Path = ("text",)


def predicate_of(node: Node) -> Predicate:
    """Compile a condition."""
    return _COMPILERS[type(node)](node)


def document_id(document: Document) -> int | None:
    """Return a document's id as number."""
    return parse_id(document.get("id"))


def _comparison(node: Comparison) -> Predicate:
    path, wanted = node.path, node.value
    if path == TEXT and node.operator == "eq" and isinstance(wanted, str | int) and not isinstance(wanted, bool):
        return _full_text(str(wanted))
    if path in PLAIN and node.operator == "eq" and is_exact(wanted):
        return lambda document, _: document.get(path[0]) == wanted
    test = test_of(node)
    if len(path) == 1:
        return _top_level(path, test)
    return lambda document, _: any(map(test, values_at(document, path)))


def _top_level(path: Path, test: Callable[[object], bool]) -> Predicate:
    name = path[0]

    def fits(document: Document, _: Scope) -> bool:
        value = document.get(name, MISSING)
        return any(map(test, values_at(document, path))) if isinstance(value, list) else test(value)

    return fits


def _full_text(wanted: str) -> Predicate:
    test = text_test(wanted)
    return lambda document, scope: test(scope.search_terms(document))


def _has(node: Has) -> Predicate:
    *way, last = node.path
    # unverified: asked for a standard property the platform may also refuse.
    if node.path[0] in STANDARD:
        return never
    if not way:
        return lambda document, _: last in document
    parents = tuple(way)
    return lambda document, _: any(
        isinstance(parent, dict) and last in parent for parent in values_at(document, parents)
    )


def _members(node: Members) -> Predicate:
    groups = node.groups

    def fits(document: Document, scope: Scope) -> bool:
        number = document_id(document)
        return any(number in scope.members_of(group) for group in groups)

    return fits


def _hierarchy(node: Hierarchy) -> Predicate:
    roots = node.roots

    def fits(document: Document, scope: Scope) -> bool:
        number = document_id(document)
        return any(number in scope.hierarchy_of(root) for root in roots)

    return fits


def _not(node: Not) -> Predicate:
    operand = predicate_of(node.operand)
    return lambda document, scope: not operand(document, scope)


def all_of(predicates: tuple[Predicate, ...]) -> Predicate:
    """Join conditions that must all hold."""

    def fits(document: Document, scope: Scope) -> bool:
        for predicate in predicates:  # noqa: SIM110 - a generator would double the stack that nested brackets need
            if not predicate(document, scope):
                return False
        return True

    return fits


def _any_of(predicates: tuple[Predicate, ...]) -> Predicate:
    def fits(document: Document, scope: Scope) -> bool:
        for predicate in predicates:  # noqa: SIM110 - as above
            if predicate(document, scope):
                return True
        return False

    return fits


_COMPILERS: dict[type, Callable[[Any], Predicate]] = {
    Comparison: _comparison,
    Has: _has,
    Members: _members,
    Hierarchy: _hierarchy,
    Not: _not,
    And: lambda node: all_of(tuple(map(predicate_of, node.operands))),
    Or: lambda node: _any_of(tuple(map(predicate_of, node.operands))),
}
