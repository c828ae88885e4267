"""What a filter compares: fields, parts of them, and functions of these."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from c8y_client._matchers.base import Document
from c8y_client._matchers.display_filter.scanner import Scanner, Token, complaint, sign
from c8y_client._matchers.display_filter.values import ipv4, ipv6
from c8y_client._types import JSON

Operand: TypeAlias = Callable[[Document], JSON]
Change: TypeAlias = Callable[[JSON], JSON]
_Selector: TypeAlias = int | slice

OPEN, CLOSE = sign("("), sign(")")
_OPEN_SLICES, _CLOSE_SLICES, _COMMA = sign("["), sign("]"), sign(",")
_FIELD = Token(re.compile(r"[\w.-]+"), "a field")
_FUNCTION = Token(re.compile(r"([\w.-]+)\s*\("), "a function")
_SLICE = Token(
    re.compile(
        r"(?P<first>[0-9]+)\s*-\s*(?P<last>[0-9]+)"
        r"|(?P<start>-?[0-9]+)?\s*:\s*(?P<stop>-?[0-9]+)?"
        r"|(?P<index>-?[0-9]+)"
    ),
    "a position such as 0, 1:3 or 1-3",
)
_MAC = re.compile(r"[0-9a-fA-F]{2}([:.-])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2}){4}")


def read_operand(scanner: Scanner) -> tuple[str, list[Change]]:
    """Read a field, perhaps with slices and in a function, into its name and what is to be done to its value."""
    function = _function(scanner)
    field = scanner.expect(_FIELD)[0]
    selectors = _selectors(scanner)
    changes = [_parts(selectors)] if selectors else []
    if function is None:
        return field, changes
    scanner.expect(CLOSE)
    return field, [*changes, function]


def at_path(name: str, changes: Sequence[Change]) -> Operand:
    """Make the operand of the value to which keys, separated by dots, lead, after changes; `None` is no value."""
    operand = _followed(name)
    for change in changes:
        operand = _changed(operand, change)
    return operand


def _followed(name: str) -> Operand:
    first, *others = name.split(".")
    if not others:
        return lambda document: document.get(first)

    def follow(document: Document) -> JSON:
        value = document.get(first)
        for key in others:
            if not isinstance(value, dict):
                return None
            value = value.get(key)
        return value

    return follow


def _changed(operand: Operand, change: Change) -> Operand:
    return lambda document: change(operand(document))


def _function(scanner: Scanner) -> Change | None:
    start = scanner.position
    name = scanner.take(_FUNCTION)
    if name is None:
        return None
    function = _FUNCTIONS.get(name[1].lower())
    if function is None:
        raise complaint(f"expected one of the functions {', '.join(_FUNCTIONS)}, not {name[1]!r}", start)
    return function


def _selectors(scanner: Scanner) -> list[_Selector]:
    if not scanner.take(_OPEN_SLICES):
        return []
    selectors = [_selector(scanner)]
    while scanner.take(_COMMA):
        selectors.append(_selector(scanner))
    scanner.expect(_CLOSE_SLICES)
    return selectors


def _selector(scanner: Scanner) -> _Selector:
    position = scanner.position
    match = scanner.expect(_SLICE)
    first, last, start, stop, index = (None if digits is None else int(digits) for digits in match.groups())
    if index is not None:
        return index
    if first is None:
        return slice(start, stop)
    if first == 0:
        raise complaint(f"{match[0]} counts from 1", position)
    return slice(first - 1, last)


def _parts(selectors: Sequence[_Selector]) -> Change:
    def select(value: JSON) -> JSON:
        if type(value) is list:
            return _selected(value, selectors)
        if type(value) is not str:
            return None
        separator, pieces = _pieces(value)
        selected = _selected(pieces, selectors)
        return None if selected is None else separator.join(selected)

    return select


def _pieces(value: str) -> tuple[str, Sequence[str]]:
    mac = _MAC.fullmatch(value)
    if mac:
        return mac[1], value.split(mac[1])
    if ipv4(value):
        return ".", value.split(".")
    address = ipv6(value)
    if address:
        return ":", address.exploded.split(":")
    return "", value


def _selected(pieces: Sequence[JSON], selectors: Sequence[_Selector]) -> list[JSON] | None:
    selected: list[JSON] = []
    try:
        for selector in selectors:
            selected += pieces[selector] if isinstance(selector, slice) else [pieces[selector]]
    except IndexError:
        return None
    return selected


def _length(value: JSON) -> JSON:
    return len(value) if isinstance(value, str | list | dict) else None


def _lower(value: JSON) -> JSON:
    return value.lower() if isinstance(value, str) else None


def _upper(value: JSON) -> JSON:
    return value.upper() if isinstance(value, str) else None


_FUNCTIONS: dict[str, Change] = {"len": _length, "lower": _lower, "upper": _upper}
