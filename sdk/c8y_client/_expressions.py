"""Queries that are parameters, or the text of an expression: what is in them, and other values put in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, TypeVar
from urllib.parse import parse_qsl

Parameters: TypeAlias = Sequence[tuple[str, object]]

Query = TypeVar("Query", str, Parameters)


def parameters_in(query: str | Parameters) -> Mapping[str, object]:
    """Read what a query asks for, by names in lower case."""
    pairs = parse_qsl(query, keep_blank_values=True) if isinstance(query, str) else query
    return {name.lower(): value for name, value in pairs}


def with_parameters(query: Query, params: Mapping[str, object]) -> Query:
    """Put parameters in place of those of the same names, whatever their case."""
    names = {name.lower() for name in params}
    if not isinstance(query, str):
        return [*(pair for pair in query if pair[0].lower() not in names), *params.items()]
    kept = [part for part in query.split("&") if part and part.partition("=")[0].lower() not in names]
    return "&".join([*kept, *(f"{name}={_text(value)}" for name, value in params.items())])


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
