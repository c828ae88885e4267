"""Cuts a query into tokens: brackets, commas, quoted text, bare words and the two clause marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from mockc8y.domain.query.errors import QuerySyntaxError


class Kind(Enum):
    """What a token is."""

    FILTER = "filter"
    ORDER = "order"
    OPEN = "open"
    CLOSE = "close"
    COMMA = "comma"
    QUOTED = "quoted"
    WORD = "word"
    END = "end"


class Token(NamedTuple):
    """A piece of a query and the index of its first character. The `text` of quoted text is what it stands for."""

    kind: Kind
    text: str
    position: int

    def is_word(self, words: frozenset[str]) -> bool:
        """Tell whether this is one of some bare words, whatever its case."""
        return self.kind is Kind.WORD and self.text.lower() in words


_KEYWORD = "(?:and|or|not|eq|ne|gt|ge|lt|le|asc|desc)"
_EDGE = r"(?=[\s+(),'$]|\Z)"

# unverified: where `+` is a blank. A client that encodes its query twice sends it for each (c8y_api and pyc8y write
# `...)+$orderby=name`), yet words such as `A+B` hold one, too. So it is a blank around keywords, brackets, quotes and
# clause marks, else a character.
# The closing quote is matched possessively: giving back half of a doubled quote would end an unclosed text early.
_TOKEN = re.compile(
    rf"""
    (?P<blank>  [\s+]+ )
  | (?P<filter> \$filter\s*= )
  | (?P<order>  \$orderby\s*= )
  | (?P<open>   \( )
  | (?P<close>  \) )
  | (?P<comma>  , )
  | (?P<quoted> '(?:[^']|'')*+' )
  | (?P<unclosed> ' )
  | (?P<word>   {_KEYWORD}{_EDGE}
              | (?: [^\s(),'+$] | \$(?!(?:filter|orderby)\s*=) | \+(?!{_EDGE} | {_KEYWORD}{_EDGE}) )+ )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def tokenize(query: str) -> list[Token]:
    """Cut a query into tokens, an end mark last. Raises `QuerySyntaxError` where a closing quote is missing."""
    return [*_tokens(query), Token(Kind.END, "", len(query))]


def _tokens(query: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(query):
        name, text, position = match.lastgroup, match[0], match.start()
        if name == "blank":
            continue
        if name == "unclosed":
            raise QuerySyntaxError(query, position, "a closing quote for this text (write '' for a quote inside it)")
        yield Token(Kind(name), text[1:-1].replace("''", "'") if name == "quoted" else text, position)
