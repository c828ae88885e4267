"""Filters of which callers may give several values, while the platform takes one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from c8y_client.matchers import match_all


def in_one_question(filters: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Leave several values to a filter on this side, which keeps the order of what is read."""
    values = _several(filters.get(name))
    if values is None:
        return filters
    include = filters.get("include")

    def is_meant(document: Mapping[str, Any]) -> bool:
        return document.get(name) in values

    return {**filters, name: None, "include": is_meant if include is None else match_all(is_meant, include)}


def in_questions_of_one(filters: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Ask for each of several values."""
    values = _several(filters.get(name))
    return [filters] if values is None else [{**filters, name: each} for each in values]


def _several(values: str | Sequence[str] | None) -> list[str] | None:
    return None if values is None or isinstance(values, str) else [*dict.fromkeys(values)]
