"""The one error of the query language."""

from __future__ import annotations

WINDOW = 60
"""How many characters of a long query are shown on either side of the mistake."""


class QuerySyntaxError(ValueError):
    """A query that the language does not allow.

    `query` is the whole text, `position` the index of the character where reading stopped (0-based; the length of the
    text when it ended too early), `expected` says in words what could have stood there. As a string the error shows
    the query, or the stretch of a long one around the mistake, with a caret under it.
    """

    def __init__(self, query: str, position: int, expected: str) -> None:
        super().__init__(query, position, expected)
        self.query = query
        self.position = position
        self.expected = expected

    def __str__(self) -> str:
        line, column = _excerpt(self.query, self.position)
        return f"Expected {self.expected} at character {self.position + 1}:\n  {line}\n  {' ' * column}^"


def _excerpt(query: str, position: int) -> tuple[str, int]:
    start, stop = max(0, position - WINDOW), position + WINDOW
    head = "..." if start else ""
    tail = "..." if stop < len(query) else ""
    shown = "".join(character if character.isprintable() else " " for character in query[start:stop])
    return f"{head}{shown}{tail}", len(head) + position - start
