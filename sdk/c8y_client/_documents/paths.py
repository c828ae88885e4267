"""Finds and sets values inside documents by dotted paths such as `c8y_Hardware.serialNumber` or `items.0.name`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from c8y_client._types import JSON

MISSING: Final[Any] = object()
"""Says that a path leads nowhere, where `None` is a value of its own."""

# Fragments of these vendors keep their underscore, so such a name is never a Python spelling of a camelCase one.
_VENDORS: Final = ("c8y_", "cx_", "com_")


def camel_case(name: str) -> str:
    """Spell a Python name as the platform does: `last_updated_from` is `lastUpdatedFrom`.

    Names that contain a capital letter or begin with a vendor's prefix are the platform's own and stay as they are.
    """
    if "_" not in name or name.startswith(_VENDORS) or name != name.lower():
        return name
    first, *others = filter(None, name.split("_"))
    return first + "".join(word[0].upper() + word[1:] for word in others)


def find(document: JSON, path: str, default: JSON = None) -> JSON:
    """Read the value at a path, or `default` where the path leads nowhere.

    A step is a key, or an index where it meets a list; a snake_case step that is missing is tried in camelCase.
    """
    if type(document) is dict and path in document and "." not in path:
        return document[path]
    value = document
    for step in path.split("."):
        value = _below(value, step)
        if value is MISSING:
            return default
    return value


def exists(document: JSON, path: str) -> bool:
    """Tell whether a path leads to a value, which may be `None`."""
    return find(document, path, MISSING) is not MISSING


def put(document: dict[str, JSON], path: str, value: JSON, *, create: bool) -> None:
    """Set the value at a path; with `create`, steps that are missing are made.

    Raises `KeyError` for a step that is missing otherwise, and `ValueError` where a step meets something that has no
    keys, such as a number.
    """
    *steps, last = path.split(".")
    target: JSON = document
    for count, step in enumerate(steps):
        below = _below(target, step)
        if below is MISSING:
            below = _made(target, step, path, create=create)
        if not isinstance(below, dict | list):
            raise ValueError(f"cannot set {path!r}: {'.'.join(steps[: count + 1])!r} is {below!r}, which has no keys")  # noqa: TRY004 - the published kind
        target = below
    if isinstance(target, list):
        target[_index(target, last, path)] = value
    else:
        target[_spelled(target, last)] = value


def expanded(keywords: Mapping[str, JSON]) -> dict[str, JSON]:
    """Spread dotted names into nested documents: `{"a.b": 1, "a.c": 2}` is `{"a": {"b": 1, "c": 2}}`."""
    document: dict[str, JSON] = {}
    for name, value in keywords.items():
        put(document, name, value, create=True)
    return document


def _below(value: JSON, step: str) -> JSON:
    if isinstance(value, Mapping):
        if step in value:
            return value[step]
        return value.get(camel_case(step), MISSING)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes) and step.isdigit():
        return value[int(step)] if int(step) < len(value) else MISSING
    return MISSING


def _made(target: JSON, step: str, path: str, *, create: bool) -> dict[str, JSON]:
    if not create or not isinstance(target, dict):
        raise KeyError(f"{path!r} has no {step!r}; set() makes the steps in between")
    made: dict[str, JSON] = {}
    target[step] = made
    return made


def _spelled(target: Mapping[str, JSON], name: str) -> str:
    return camel_case(name) if name not in target and camel_case(name) in target else name


def _index(target: Sequence[JSON], step: str, path: str) -> int:
    if not step.isdigit() or int(step) >= len(target):
        raise KeyError(f"{path!r} has no {step!r}: it is a list of {len(target)}")
    return int(step)
