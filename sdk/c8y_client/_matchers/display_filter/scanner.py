"""Reads a filter from left to right, and tells where it stops making sense."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPACE = re.compile(r"\s*")
_SHOWN = 20


@dataclass(frozen=True)
class Token:
    """A piece of text: how it is recognised, and what an error message calls it."""

    pattern: re.Pattern[str]
    label: str


def sign(text: str) -> Token:
    """Make the token of a fixed sign."""
    return Token(re.compile(re.escape(text)), repr(text))


class Scanner:
    """A position in a text, before which everything is understood.

    White space before tokens is skipped. What was looked for in vain at the furthest position is remembered: that is
    what an error says was expected.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self._furthest = 0
        self._wanted: dict[str, None] = {}
        self._skip_space()

    def take(self, token: Token) -> re.Match[str] | None:
        """Read a token if it comes next."""
        match = token.pattern.match(self.text, self.position)
        if match is None:
            self._want(token.label)
            return None
        self.position = match.end()
        self._skip_space()
        return match

    def expect(self, token: Token) -> re.Match[str]:
        """Read a token that has to come next."""
        match = self.take(token)
        if match is None:
            raise self.surprise()
        return match

    def expect_end(self) -> None:
        """Make sure that everything was read."""
        if self.position < len(self.text):
            self._want("the end")
            raise self.surprise()

    def surprise(self) -> ValueError:
        """Make the error that says what was expected, and what stands there instead."""
        *others, last = self._wanted
        expected = f"{', '.join(others)} or {last}" if others else last
        if self._furthest == len(self.text):
            return ValueError(f"expected {expected} at the end")
        found = self.text[self._furthest : self._furthest + _SHOWN]
        return complaint(f"expected {expected}, not {found!r}", self._furthest)

    def _want(self, label: str) -> None:
        if self.position > self._furthest:
            self._furthest = self.position
            self._wanted = {}
        if self.position == self._furthest:
            self._wanted[label] = None

    def _skip_space(self) -> None:
        space = _SPACE.match(self.text, self.position)
        self.position = space.end() if space else self.position


def complaint(reason: object, position: int) -> ValueError:
    """Make an error about what stands at a position; people count characters from 1."""
    return ValueError(f"{reason} (at character {position + 1})")
