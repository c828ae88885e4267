"""What pydfql 1.3 says about filters and documents: a table, and the library itself where it is installed."""

from __future__ import annotations

import json
import warnings
from importlib import import_module
from itertools import compress
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from c8y_client.matchers import Document

_TABLE = Path(__file__).with_name("display_filters.json")


class Row(NamedTuple):
    """A filter, and the documents that it matches and does not match."""

    filter: str
    matching: list[Document]
    others: list[Document]


def table() -> list[Row]:
    """Read the rows of `display_filters.json`.

    Its groups are documents and filters; of a filter, the n-th character is `1` if it matches the n-th document, `0` if
    it does not, and `-` where pydfql fails, or where we differ from it on purpose.
    """
    return [
        Row(text, *(list(compress(group["documents"], map(answer.__eq__, answers))) for answer in "10"))
        for group in json.loads(_TABLE.read_text())
        for text, answers in group["filters"].items()
    ]


def pydfql(name: str) -> ModuleType:
    """Import a module of pydfql, whose parsers are older than some warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return import_module(f"pydfql.{name}")


class Undecided(Exception):
    """Pydfql failed, which says nothing about the document."""


class Reference:
    """A filter as pydfql evaluates it."""

    def __init__(self, text: str) -> None:
        self._filter: Any = pydfql("display_filters").DictDisplayFilter([])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            self._terms = self._filter._display_filter_parser.parse(text)

    def matches(self, document: Document) -> bool:
        """Tell whether the filter holds."""
        try:
            return bool(self._filter._evaluate_expressions(self._terms, document))
        except pydfql("exceptions").EvaluationError as error:
            raise Undecided from error
