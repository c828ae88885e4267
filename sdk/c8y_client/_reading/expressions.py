"""Queries that are parameters, or the text of an expression: what is in them, and other values put in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, overload
from urllib.parse import parse_qsl

Parameters: TypeAlias = Sequence[tuple[str, object]]


def parameters_in(query: str | Parameters) -> Mapping[str, object]:
    """Read what a query asks for, by names in lower case."""
    pairs = parse_qsl(query, keep_blank_values=True) if isinstance(query, str) else query
    return {name.lower(): value for name, value in pairs}


@overload
def with_parameters(query: str, params: Mapping[str, object]) -> str: ...
@overload
def with_parameters(query: Parameters, params: Mapping[str, object]) -> list[tuple[str, object]]: ...
@overload
def with_parameters(query: str | Parameters, params: Mapping[str, object]) -> str | list[tuple[str, object]]: ...
def with_parameters(query: str | Parameters, params: Mapping[str, object]) -> str | list[tuple[str, object]]:
    """Put parameters in place of those of the same names, whatever their case."""
    names = {name.lower() for name in params}
    if isinstance(query, str):
        parts = [part for part in query.split("&") if part and part.partition("=")[0].lower() not in names]
        return "&".join([*parts, *(f"{name}={_text(value)}" for name, value in params.items())])
    kept = [(name, value) for name, value in query if name.lower() not in names]
    return [*kept, *params.items()]


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
