"""What a query says, as a tree of plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Path: TypeAlias = tuple[str, ...]
"""Names of nested properties from the outside in; never empty."""

Scalar: TypeAlias = bool | int | float | str | None

Operator: TypeAlias = Literal["eq", "gt", "ge", "lt", "le"]
"""There is no `ne`: the parser writes it as the negation of `eq`."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A property against a literal; a string keeps its wildcards."""

    path: Path
    operator: Operator
    value: Scalar


@dataclass(frozen=True, slots=True)
class Has:
    """Presence of a custom property."""

    path: Path


@dataclass(frozen=True, slots=True)
class Members:
    """Being a direct child asset of one of some groups."""

    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Being one of some objects or below it."""

    roots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    operand: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of two or more conditions."""

    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of two or more conditions."""

    operands: tuple[Node, ...]


Node: TypeAlias = Comparison | Has | Members | Hierarchy | Not | And | Or


@dataclass(frozen=True, slots=True)
class OrderKey:
    """One key of an order, the first being the most significant."""

    path: Path
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A whole query. No condition means every document, no order means the caller's own."""

    condition: Node | None
    order: tuple[OrderKey, ...]
