"""Words conditions in the platform's query language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from c8y_client._documents.fields import id_of
from c8y_client._types import JSON

_FILTER: Final = "$filter="
_ORDER: Final = "$orderby="
# What stands in quotes is no part of the language.
_ORDER_OUTSIDE_QUOTES: Final = re.compile(r"'(?:[^']|'')*'|(\$orderby=)", re.IGNORECASE)
_NAME: Final = re.compile(r"[^\s(),']+")
_IDENTIFIER: Final = re.compile(r"[\w-]+")


def equals(path: str, value: object) -> str:
    """Compare with text; `*` in it stands for any characters.

    >>> equals("owner", "O'Neil")
    "owner eq 'O''Neil'"
    """
    text = str(value).replace("'", "''")
    return f"{path} eq '{text}'"


def has(fragment: str) -> str:
    """Ask for a fragment. Names are not quoted in the language, so those that would be read as more are refused."""
    if not _NAME.fullmatch(fragment):
        raise ValueError(f"{fragment!r} cannot be asked for: names in a query hold no blanks, quotes or brackets")
    return f"has({fragment})"


def in_group(group: JSON) -> str:
    """Ask for the direct members of a group, given as an object or by id."""
    identifier = id_of(group)
    if not _IDENTIFIER.fullmatch(identifier):
        raise ValueError(f"{identifier!r} is no id of an object")
    return f"bygroupid({identifier})"


def query_text(conditions: Sequence[str], order: str | None) -> str:
    """Put conditions, all of which have to hold, and an order together."""
    parts = []
    if conditions:
        parts.append(f"{_FILTER}({' and '.join(conditions)})")
    if order:
        parts.append(f"{_ORDER}{order}")
    return " ".join(parts)


def taken_apart(query: str) -> tuple[str, str]:
    """Split a query into its conditions and its order, either of which may be empty.

    >>> taken_apart("$filter=(name eq 'a*')+$orderby=name desc")
    ("(name eq 'a*')", 'name desc')
    """
    found = next((each for each in _ORDER_OUTSIDE_QUOTES.finditer(query) if each[1]), None)
    condition, order = (query, "") if found is None else (query[: found.start()], query[found.end() :])
    condition = condition.strip().rstrip(" +")
    if condition.lower().startswith(_FILTER):
        condition = condition[len(_FILTER) :].strip()
    return condition, order.strip()
