"""Matchers of single fields and fragments, which need no library."""

from __future__ import annotations

import re
from enum import StrEnum

from c8y_client._matchers.base import Document, JsonMatcher
from c8y_client._types import JSON


class Mode(StrEnum):
    """How a pattern is read."""

    LIKE = "LIKE"
    """The whole text, in which `*` stands for any characters, or none."""
    REGEX = "REGEX"
    """A regular expression that is found anywhere in the text."""


class FragmentMatcher(JsonMatcher):
    """Matches documents that have a top-level fragment or field, whatever its value."""

    def __init__(self, name: str) -> None:
        super().__init__(name)

    def matches(self, json: Document) -> bool:
        """Tell whether the fragment is there."""
        return self.expression in json


class FieldMatcher(JsonMatcher):
    """Matches documents by the text, number or boolean in a top-level field.

    Numbers and booleans are compared by their JSON text, such as `5` or `true`; other values never match. An unknown
    mode and a broken regular expression are a `ValueError`.
    """

    Mode = Mode

    def __init__(self, name: str, expression: str | float, mode: str = Mode.LIKE) -> None:
        pattern = _text(expression)
        if pattern is None:
            raise TypeError(f"{expression!r} cannot be a pattern; use text, a number or a boolean")
        super().__init__(pattern)
        self.field_name = name
        self.mode: Mode = Mode(mode)
        self._found = _like(pattern).fullmatch if self.mode is Mode.LIKE else _regex(pattern).search

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.field_name!r}, {self.expression!r})"

    def matches(self, json: Document) -> bool:
        """Tell whether the field is there and its value fits the pattern."""
        text = _text(json.get(self.field_name))
        return text is not None and self._found(text) is not None


class DescriptionMatcher(FieldMatcher):
    """Matches documents by their `description`."""

    def __init__(self, expression: str, mode: str = Mode.LIKE) -> None:
        super().__init__("description", expression, mode)


class TextMatcher(FieldMatcher):
    """Matches documents, such as events and alarms, by their `text`."""

    def __init__(self, expression: str, mode: str = Mode.LIKE) -> None:
        super().__init__("text", expression, mode)


class CommandMatcher(FieldMatcher):
    """Matches operations by the `text` of their `c8y_Command`."""

    def __init__(self, command_text: str, mode: str = Mode.LIKE) -> None:
        super().__init__("text", command_text, mode)

    def matches(self, json: Document) -> bool:
        """Tell whether there is a command and its text fits the pattern."""
        command = json.get("c8y_Command")
        return isinstance(command, dict) and super().matches(command)


def fragment(name: str) -> FragmentMatcher:
    """Match documents that have a top-level fragment or field, whatever its value."""
    return FragmentMatcher(name)


def field(name: str, value: str | float, mode: str = Mode.LIKE) -> FieldMatcher:
    """Match documents by the text, number or boolean in a top-level field.

    In `value`, `*` stands for any characters. With `mode="REGEX"` it is a regular expression, which may be found
    anywhere. Case matters in both.

        >>> field("name", "Pump *").matches({"name": "Pump 7"})
        True
        >>> field("count", 5).matches({"count": 5})
        True
        >>> field("name", "^P.*[0-9]$", "REGEX").matches({"name": "Pump 7"})
        True
    """
    return FieldMatcher(name, value, mode)


def description(name: str, mode: str = Mode.LIKE) -> DescriptionMatcher:
    """Match documents by their `description`; `name` is the pattern, as in `field`."""
    return DescriptionMatcher(name, mode)


def text(name: str, mode: str = Mode.LIKE) -> TextMatcher:
    """Match documents, such as events and alarms, by their `text`; `name` is the pattern, as in `field`."""
    return TextMatcher(name, mode)


def command(name: str, mode: str = Mode.LIKE) -> CommandMatcher:
    """Match operations by the `text` of their `c8y_Command`; `name` is the pattern, as in `field`."""
    return CommandMatcher(name, mode)


def _text(value: JSON) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else None


def _like(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)


def _regex(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
