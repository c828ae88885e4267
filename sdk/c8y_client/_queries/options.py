"""Keywords of tenant option queries, and the keys of options that are stored encrypted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypedDict

from c8y_client._reading.keywords import Reading

SECRET: Final = "credentials."  # noqa: S105 - what the keys of secrets begin with
"""What the stored key of an encrypted option begins with."""


class OptionFilters(TypedDict, total=False):
    """Which tenant options are meant: all, or those of a `category`, which are read in one piece."""

    category: str | None


class OptionQuery(OptionFilters, Reading, total=False):
    """Which tenant options are read and how. The platform gives them in no order that could be chosen."""


def visible_key(stored: str) -> str:
    """Give a key as people know it, whether the option is encrypted or not.

    >>> visible_key("credentials.api.token")
    'api.token'
    """
    return stored.removeprefix(SECRET)


def by_visible_key(values: Mapping[str, str]) -> dict[str, str]:
    """Give the values of a category by visible key; an encrypted option keeps its stored key beside a plain one.

    >>> by_visible_key({"a": "1", "credentials.a": "?", "credentials.b": "?"})
    {'a': '1', 'credentials.a': '?', 'b': '?'}
    """
    return {key if visible_key(key) in values else visible_key(key): value for key, value in values.items()}


def by_category(options: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    """Arrange triples of category, stored key and value as values by visible key by category."""
    categories: dict[str, dict[str, str]] = {}
    for category, key, value in options:
        categories.setdefault(category, {})[key] = value
    return {category: by_visible_key(values) for category, values in categories.items()}
