"""A second, naive reading of the query language, and a writer that turns syntax trees back into text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from mockc8y.domain.query import Document, Scope
from mockc8y.domain.query.syntax import And, Comparison, Has, Hierarchy, Members, Node, Not, Or, Scalar

NOTHING: Final = object()
STANDARD = [
    *["id", "type", "name", "self", "owner", "creationTime", "lastUpdated", "supportedMeasurements"],
    *["childAssets", "childDevices", "childAdditions", "externalIds"],
]
OPERATIONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda left, right: left == right,
    "gt": lambda left, right: left > right,
    "ge": lambda left, right: left >= right,
    "lt": lambda left, right: left < right,
    "le": lambda left, right: left <= right,
}


@dataclass
class StubScope:
    """A tenant of a few groups."""

    members: Mapping[int, list[int]] = field(default_factory=dict)
    hierarchies: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def members_of(self, group: int) -> list[int]:
        """Return the direct children."""
        return self.members.get(group, [])

    def hierarchy_of(self, root: int) -> frozenset[int]:
        """Return the root and everything below."""
        return self.hierarchies.get(root, frozenset())

    def search_terms(self, document: Document) -> list[str]:
        """Return what full text examines."""
        return [str(document[name]) for name in ("id", "type", "name", "owner") if name in document]


def evaluate(node: Node, document: Document, scope: Scope) -> bool:
    """Tell whether a document satisfies a condition, the slow and obvious way."""
    match node:
        case And(operands):
            return all(evaluate(operand, document, scope) for operand in operands)
        case Or(operands):
            return any(evaluate(operand, document, scope) for operand in operands)
        case Not(operand):
            return not evaluate(operand, document, scope)
        case Has(path):
            return path[0] not in STANDARD and any(value is not NOTHING for value in whole(document, path))
        case Members(groups):
            return any(int(str(document["id"])) in scope.members_of(group) for group in groups)
        case Hierarchy(roots):
            return any(int(str(document["id"])) in scope.hierarchy_of(root) for root in roots)
        case Comparison(("text",), "eq", value) if isinstance(value, str | int) and not isinstance(value, bool):
            found = {word for term in scope.search_terms(document) for word in words(term)}
            return bool(found & set(words(str(value))))
        case Comparison(path, operator, value):
            return any(fits(operator, path, found, value) for found in reach(document, path))


def reach(value: object, path: tuple[str, ...]) -> Iterator[object]:
    """Yield every value at a path, arrays opened."""
    if isinstance(value, list) and (value or not path):
        for item in value:
            yield from reach(item, path)
    elif not path:
        yield value
    elif isinstance(value, dict) and path[0] in value:
        yield from reach(value[path[0]], path[1:])
    elif path[0] == "date" and isinstance(value, str) and moment(value):
        yield from reach(value, path[1:])
    else:
        yield NOTHING


def whole(value: object, path: tuple[str, ...]) -> Iterator[object]:
    """Yield what stands at a path; only arrays on the way are opened, and times have no members."""
    if not path:
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from whole(item, path)
    elif isinstance(value, dict) and path[0] in value:
        yield from whole(value[path[0]], path[1:])
    else:
        yield NOTHING


def fits(operator: str, path: tuple[str, ...], found: object, wanted: Scalar) -> bool:
    """Compare one value with a literal."""
    if wanted is None:
        return operator in ("eq", "ge", "le") and (found is None or found is NOTHING)
    if path == ("id",) and (numeric(wanted) or str(wanted).isdigit()):
        return OPERATIONS[operator](int(str(found)), wanted if numeric(wanted) else int(str(wanted)))
    if isinstance(wanted, bool):
        return isinstance(found, bool) and OPERATIONS[operator](found, wanted)
    if isinstance(wanted, int | float):
        return numeric(found) and OPERATIONS[operator](found, wanted)
    return isinstance(found, str) and text_fits(operator, path, found, wanted)


def text_fits(operator: str, path: tuple[str, ...], found: str, wanted: str) -> bool:
    """Compare two texts: as moments, with wildcards, or as they are."""
    dated = len(path) > 1 and path[-1] == "date"
    left, right = moment(found), moment(wanted)
    if dated and (left is None) != (right is None) and (right is not None or operator != "eq"):
        return False
    if left and right and (dated or operator != "eq"):
        return OPERATIONS[operator](left, right)
    if operator == "eq" and "*" in wanted:
        pattern = ".*".join(map(re.escape, wanted.casefold().split("*")))
        return re.fullmatch(pattern, found.casefold(), re.DOTALL) is not None
    return OPERATIONS[operator](found, wanted)


def numeric(value: object) -> bool:
    """Tell numbers from booleans."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def moment(text: str) -> datetime | None:
    """Read a date or date and time."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found.replace(microsecond=found.microsecond // 1000 * 1000)


def words(text: str) -> list[str]:
    """Split at everything but letters, digits and underscores."""
    spaced = "".join(character if character.isalnum() or character == "_" else " " for character in text.casefold())
    return spaced.split()


@dataclass(frozen=True)
class Writer:
    """One of many ways to write the same query."""

    blank: str = " "
    upper: bool = False
    bare: bool = False
    bracketed: bool = False

    def write(self, node: Node) -> str:
        """Turn a condition into text."""
        text = self._text(node)
        return f"({text})" if self.bracketed else text

    def _text(self, node: Node) -> str:
        match node:
            case And(operands):
                return self._join("and", operands)
            case Or(operands):
                return self._join("or", operands)
            case Not(Comparison(path, "eq", value)) if self.bare:
                return self._spaced(".".join(path), "ne", self._literal(value))
            case Not(operand):
                return f"{self._word('not')}{self.blank}{self._nested(operand)}"
            case Has(path):
                return f"{self._word('has')}({'.'.join(path)})"
            case Members(ids):
                return f"{self._word('bygroupid')}({','.join(map(str, ids))})"
            case Hierarchy(ids):
                return f"{self._word('isinhierarchyof')}({','.join(map(str, ids))})"
            case Comparison(path, operator, value):
                return self._spaced(".".join(path), operator, self._literal(value))

    def _join(self, connective: str, operands: tuple[Node, ...]) -> str:
        return f"{self.blank}{self._word(connective)}{self.blank}".join(map(self._nested, operands))

    def _nested(self, node: Node) -> str:
        return f"({self._text(node)})" if isinstance(node, And | Or) else self.write(node)

    def _spaced(self, path: str, operator: str, value: str) -> str:
        return self.blank.join([path, self._word(operator), value])

    def _word(self, word: str) -> str:
        return word.upper() if self.upper else word

    def _literal(self, value: Scalar) -> str:
        if isinstance(value, str):
            plain = re.fullmatch(r"[a-z*]+", value) and value not in ("and", "or", "true", "false", "null")
            return value if self.bare and plain else "'" + value.replace("'", "''") + "'"
        if value is None or isinstance(value, bool):
            return self._word({None: "null", True: "true", False: "false"}[value])
        suffix = "d" if self.upper else "f"
        return f"{value!r}{suffix}" if isinstance(value, float) else str(value)
