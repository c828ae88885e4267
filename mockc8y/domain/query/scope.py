"""What a query may ask of the tenant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol, TypeAlias

Document: TypeAlias = Mapping[str, object]
"""A decoded managed object: `id` as decimal string, `creationTime` and `lastUpdated` as ISO strings with `Z`."""


class Scope(Protocol):
    """The tenant as a query sees it.

    A condition that cannot be narrowed to ids asks again for every document, so answers should be kept sets;
    `RememberedScope` keeps them where they have to be computed.
    """

    def members_of(self, group: int) -> Collection[int]:
        """Return the ids of the direct child assets of a group; none for an unknown id."""

    def hierarchy_of(self, root: int) -> AbstractSet[int]:
        """Return the id of an object and those of all its descendants; none for an unknown id."""

    def search_terms(self, document: Document) -> Iterable[str]:
        """Return the values that full text examines: id, type, name, owner and external ids."""


class RememberedScope:
    """Asks another scope once for each group and root. Meant for one listing: it does not notice changes."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._members: dict[int, frozenset[int]] = {}
        self._hierarchies: dict[int, AbstractSet[int]] = {}

    def members_of(self, group: int) -> frozenset[int]:
        """Return the ids of the direct child assets of a group."""
        if group not in self._members:
            self._members[group] = frozenset(self._scope.members_of(group))
        return self._members[group]

    def hierarchy_of(self, root: int) -> AbstractSet[int]:
        """Return the id of an object and those of all its descendants."""
        if root not in self._hierarchies:
            self._hierarchies[root] = self._scope.hierarchy_of(root)
        return self._hierarchies[root]

    def search_terms(self, document: Document) -> Iterable[str]:
        """Return the values that full text examines."""
        return self._scope.search_terms(document)
