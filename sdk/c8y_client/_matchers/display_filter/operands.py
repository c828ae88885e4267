"""What a filter compares: fields, parts of them, and functions of these."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from c8y_client._matchers.base import Document
from c8y_client._matchers.display_filter.values import ipv4, ipv6
from c8y_client._types import JSON

Operand: TypeAlias = Callable[[Document], JSON]
Selector: TypeAlias = int | slice
Change: TypeAlias = Callable[[JSON], JSON]

_MAC = re.compile(r"[0-9a-fA-F]{2}([:.-])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2}){4}")


def at_path(name: str) -> Operand:
    """Make the operand of the value to which keys, separated by dots, lead; `None` where they lead nowhere."""
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


def changed(operand: Operand, change: Change) -> Operand:
    """Make the operand of what becomes of another one."""
    return lambda document: change(operand(document))


def parts(selectors: Sequence[Selector]) -> Change:
    """Make the function that selects elements of a list, groups of an address or characters of another text."""

    def select(value: JSON) -> JSON:
        if type(value) is list:
            return _selected(value, selectors)
        if type(value) is not str:
            return None
        separator, pieces = _pieces(value)
        selected = _selected(pieces, selectors)
        return None if selected is None else separator.join(selected)

    return select


def length(value: JSON) -> JSON:
    """Count characters, elements or fields."""
    return len(value) if isinstance(value, str | list | dict) else None


def lower(value: JSON) -> JSON:
    """Write text in lower case."""
    return value.lower() if isinstance(value, str) else None


def upper(value: JSON) -> JSON:
    """Write text in upper case."""
    return value.upper() if isinstance(value, str) else None


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


def _selected(pieces: Sequence[JSON], selectors: Sequence[Selector]) -> list[JSON] | None:
    selected: list[JSON] = []
    try:
        for selector in selectors:
            selected += pieces[selector] if isinstance(selector, slice) else [pieces[selector]]
    except IndexError:
        return None
    return selected
