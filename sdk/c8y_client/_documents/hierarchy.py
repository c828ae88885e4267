"""How objects of the inventory hang together: three kinds of children, and as many kinds of parents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from c8y_client._documents.fields import _Property, id_of
from c8y_client._documents.paths import find
from c8y_client._types import JSON

Kind: TypeAlias = Literal["assets", "devices", "additions"]
"""Assets are members of groups, devices belong to gateways, additions are parts of an object, such as its rules."""

KINDS: Final[tuple[Kind, ...]] = ("assets", "devices", "additions")

CHILDREN: Final[Mapping[Kind, str]] = {
    "assets": "childAssets",
    "devices": "childDevices",
    "additions": "childAdditions",
}
"""The field, and the resource below an object, that hold its children of a kind."""

PARENTS: Final = ("assetParents", "deviceParents", "additionParents")
"""The fields that hold parents, in the order in which a path prefers them."""


@dataclass(frozen=True, slots=True)
class ObjectReference:
    """What one object says of another: its id and, unless names were skipped, its name."""

    id: str
    name: str | None = None

    @classmethod
    def to_json(cls, object_id: JSON) -> dict[str, JSON]:
        """Word a reference as requests have it; takes an object or an id."""
        return {"managedObject": {"id": id_of(object_id)}}


class ReferencesField(_Property[list[ObjectReference], None]):
    """Objects that a document refers to; an empty list where it refers to none, or was read without them."""

    def __init__(self, path: str, doc: str | None = None) -> None:
        super().__init__(path, read_only=True, doc=doc)

    def _read(self, json: dict[str, JSON]) -> list[ObjectReference]:
        return list(references(json, self.path))


def references(json: Mapping[str, JSON], field: str) -> Iterator[ObjectReference]:
    """Read the references in a field of a document."""
    for each in find(json, f"{field}.references") or ():
        referred = each.get("managedObject") or each
        yield ObjectReference(str(referred["id"]), referred.get("name"))


def resource_of(kind: Kind) -> str:
    """Give the field and resource of a kind of children; an unknown kind is a `ValueError`."""
    if kind not in CHILDREN:
        raise ValueError(f"{kind!r} is no kind of children; use {', '.join(map(repr, CHILDREN))}")
    return CHILDREN[kind]


def child_ids(json: Mapping[str, JSON], kinds: Iterable[Kind]) -> list[str]:
    """List the ids of the children that a document refers to."""
    return [child.id for kind in kinds for child in references(json, resource_of(kind))]


def ancestors(json: Mapping[str, JSON]) -> dict[str, ObjectReference]:
    """Give the ancestors that a document refers to, by id."""
    return {each.id: each for field in PARENTS for each in references(json, field)}


def next_parent(json: Mapping[str, JSON], known: Mapping[str, Mapping[str, Any]]) -> ObjectReference | None:
    """Tell which ancestor is the nearest: one that is above no other ancestor.

    `known` holds the documents of ancestors by id. Of several nearest ones the first is taken.
    """
    candidates = ancestors(json)
    higher = {above for each in candidates if each in known for above in ancestors(known[each]) if above != each}
    return next((each for name, each in candidates.items() if name not in higher), None)
