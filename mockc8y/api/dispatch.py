"""Finds the route of a request by walking a tree of path segments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mockc8y.api.route import Route


@dataclass(slots=True)
class _Node:
    literals: dict[str, _Node] = field(default_factory=dict)
    wildcard: _Node | None = None
    routes: dict[str, list[Route]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resource:
    """What is found at a path: the routes by method, and the values of the path's placeholders in order."""

    routes: Mapping[str, Sequence[Route]]
    arguments: tuple[str, ...]

    def route(self, method: str, query_names: Iterable[str]) -> Route | None:
        """Return the row for a method; rows that ask for a query parameter win when it is there."""
        candidates = self.routes.get(method)
        if candidates is None:
            return None
        if len(candidates) == 1:
            return candidates[0]
        named = {route.when_query: route for route in candidates}
        return next((named[name] for name in query_names if name in named), named.get(None))


class Dispatcher:
    """The route table as a tree. A literal segment wins over a placeholder; a dead end falls back to it."""

    def __init__(self, table: Iterable[Route]) -> None:
        self._root = _Node()
        for route in table:
            self._add(route)

    def find(self, segments: Sequence[str]) -> Resource | None:
        """Return what is at the path of these decoded segments, or `None`."""
        return _find(self._root, segments, 0, ())

    def _add(self, route: Route) -> None:
        node = self._root
        for segment in route.path.strip("/").split("/"):
            if segment.startswith("{"):
                node.wildcard = node.wildcard or _Node()
                node = node.wildcard
            else:
                node = node.literals.setdefault(segment, _Node())
        node.routes.setdefault(route.method, []).append(route)


def _find(node: _Node, segments: Sequence[str], depth: int, arguments: tuple[str, ...]) -> Resource | None:
    if depth == len(segments):
        return Resource(node.routes, arguments) if node.routes else None
    segment = segments[depth]
    literal = node.literals.get(segment)
    found = _find(literal, segments, depth + 1, arguments) if literal else None
    if found or node.wildcard is None:
        return found
    return _find(node.wildcard, segments, depth + 1, (*arguments, segment))
