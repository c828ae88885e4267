"""Full text: whole words, without case, in any of a document's examined values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeAlias

TextTest: TypeAlias = Callable[[Iterable[str]], bool]
"""Tells whether the examined values of one document fit."""

_WORD = re.compile(r"\w+")
_QUOTE = '"'
_GAP = "\n"


def tokens_of(text: str) -> list[str]:
    """Split text at blanks and punctuation. The underscore belongs to the word, as in type names.

    >>> tokens_of("abc/DEF-ghi acme_Pump")
    ['abc', 'def', 'ghi', 'acme_pump']
    """
    return _WORD.findall(text.casefold())


def text_test(wanted: str) -> TextTest:
    """Compile a search: any word is enough, or in double quotes all of them in a row within one value."""
    if wanted[:1] == wanted[-1:] == _QUOTE:
        return _phrase(tokens_of(wanted))
    words = frozenset(tokens_of(wanted))
    return lambda values: any(not words.isdisjoint(tokens_of(value)) for value in values)


def _phrase(words: list[str]) -> TextTest:
    wanted = _in_a_row(words)
    return lambda values: bool(words) and any(wanted in _in_a_row(tokens_of(value)) for value in values)


def _in_a_row(words: list[str]) -> str:
    return _GAP + _GAP.join(words) + _GAP
