"""Trees of objects that are to be created: documents whose children are lists of such documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from c8y_client._documents.hierarchy import CHILDREN, KINDS, Kind
from c8y_client._documents.paths import find
from c8y_client._types import JSON

_FIELDS: Final = frozenset(CHILDREN.values()) | {"child_assets", "child_devices", "child_additions"}


@dataclass(frozen=True, slots=True)
class Sapling:
    """A document, or an object, as it was given, with its children."""

    given: Mapping[str, JSON]
    children: tuple[tuple[Kind, Sapling], ...]

    @classmethod
    def of(cls, given: Mapping[str, JSON]) -> Sapling:
        """Read a tree; what is no document, at any depth, is a `TypeError`."""
        if not isinstance(given, Mapping):
            raise TypeError(f"{given!r} is no document or object that could be created")
        children: list[tuple[Kind, Sapling]] = [
            (kind, cls.of(child)) for kind in KINDS for child in _listed(given, kind)
        ]
        return cls(given, tuple(children))

    def document(self) -> dict[str, JSON]:
        """Give what is to be sent of this object alone."""
        return {name: value for name, value in self.given.items() if name not in _FIELDS}

    def descendants(self) -> Iterator[Sapling]:
        """Iterate over all that is below."""
        for _, child in self.children:
            yield child
            yield from child.descendants()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tree is to be put: nowhere, or below an object as a child of a kind."""

    sapling: Sapling
    parent: str | None
    kind: Kind


def _listed(given: Mapping[str, JSON], kind: Kind) -> Sequence[Mapping[str, JSON]]:
    # Objects that were read have references in this place, which are no children to be created.
    children = find(dict(given), f"child_{kind}")
    return children if isinstance(children, list | tuple) else ()
