"""Who is a child of whom, in both directions."""

from __future__ import annotations

from mockc8y.store.forking import Forkable

_Links = dict[tuple[str, int], dict[int, None]]


class Relations(Forkable):
    """Parent and child links of several kinds, each kept in the order of insertion."""

    def __init__(self) -> None:
        self._children: _Links = {}
        self._parents: _Links = {}
        self._borrowed: set[tuple[bool, str, int]] = set()

    def children(self, kind: str, parent: int) -> list[int]:
        """List the children of one kind, oldest link first."""
        return list(self._children.get((kind, parent), ()))

    def count_children(self, kind: str, parent: int) -> int:
        """Count the children of one kind."""
        return len(self._children.get((kind, parent), ()))

    def parents(self, kind: str, child: int) -> list[int]:
        """List the parents of one kind, oldest link first."""
        return list(self._parents.get((kind, child), ()))

    def linked(self, kind: str, parent: int, child: int) -> bool:
        """Tell whether the link exists."""
        return child in self._children.get((kind, parent), ())

    def link(self, kind: str, parent: int, child: int) -> None:
        """Make one object a child of another; repeating it changes nothing."""
        self._before_write()
        self._writable(self._children, (kind, parent))[child] = None
        self._writable(self._parents, (kind, child))[parent] = None

    def unlink(self, kind: str, parent: int, child: int) -> None:
        """Part a child from its parent."""
        self._before_write()
        self._writable(self._children, (kind, parent)).pop(child, None)
        self._writable(self._parents, (kind, child)).pop(parent, None)

    def isolate(self, kinds: tuple[str, ...], node: int) -> None:
        """Cut every link of an object, to its children and to its parents."""
        for kind in kinds:
            for child in self.children(kind, node):
                self.unlink(kind, node, child)
            for parent in self.parents(kind, node):
                self.unlink(kind, parent, node)

    def _writable(self, links: _Links, key: tuple[str, int]) -> dict[int, None]:
        mark = (links is self._children, *key)
        found = links.get(key)
        if found is None:
            found = links[key] = {}
        elif mark in self._borrowed:
            found = links[key] = dict(found)
        self._borrowed.discard(mark)
        return found

    def _own_containers(self) -> None:
        self._children, self._parents = dict(self._children), dict(self._parents)
        self._borrowed = {(True, *key) for key in self._children} | {(False, *key) for key in self._parents}
