"""Reads display filters into functions of a document, by recursive descent."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from c8y_client._matchers.base import Document
from c8y_client._matchers.display_filter.comparisons import Test, compared, is_there, of_elements
from c8y_client._matchers.display_filter.literals import read_set, read_value
from c8y_client._matchers.display_filter.operands import (
    FUNCTIONS,
    Operand,
    Selector,
    at_path,
    changed,
    parts,
)
from c8y_client._matchers.display_filter.scanner import Scanner, Token, complaint, sign

Condition: TypeAlias = Callable[[Document], bool]

_DEEPEST = 50
"""How many parentheses may be open at once."""

_FIELD = Token(re.compile(r"[\w.-]+"), "a field")
_FUNCTION = Token(re.compile(r"([\w.-]+)\s*\("), "a function")
_NOT = Token(re.compile(r"!|not(?=\(|\s+[\w.(!-])", re.IGNORECASE), "not")
_OPEN, _CLOSE = sign("("), sign(")")
_OPEN_SLICE, _CLOSE_SLICE, _COMMA = sign("["), sign("]"), sign(",")
_SLICE = Token(
    re.compile(
        r"(?P<first>[0-9]+)\s*-\s*(?P<last>[0-9]+)"
        r"|(?P<start>-?[0-9]+)?\s*:\s*(?P<stop>-?[0-9]+)?"
        r"|(?P<index>-?[0-9]+)"
    ),
    "a position such as 0, a slice such as 0:2 or a range such as 1-2",
)
_SIGNS = {
    "eq": "==",
    "ne": "!=",
    "neq": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "contains": "~=",
    "matches": "~",
}
_OPERATOR = Token(
    re.compile(rf"(?:==|!=|>=|<=|~=|>|<|~|&(?!&))(?!=)|(?:{'|'.join(_SIGNS)}|in)(?![\w.-])", re.IGNORECASE),
    "a comparison such as ==",
)


def compile_filter(text: str) -> Condition:
    """Make the function that tells whether a document meets a filter; it never raises.

    What is no filter is a `ValueError` that tells what was expected, and where.
    """
    scanner = Scanner(text)
    condition = _combination(scanner, 0)
    scanner.expect_end()
    return condition


def _all_of(conditions: list[Condition]) -> Condition:
    return lambda document: all(condition(document) for condition in conditions)


def _any_of(conditions: list[Condition]) -> Condition:
    return lambda document: any(condition(document) for condition in conditions)


def _odd_number_of(conditions: list[Condition]) -> Condition:
    return lambda document: sum(condition(document) for condition in conditions) % 2 == 1


def _negated(condition: Condition) -> Condition:
    return lambda document: not condition(document)


def _word(word: str, sign: str) -> Token:
    return Token(re.compile(rf"{word}(?![\w.-])|{re.escape(sign)}", re.IGNORECASE), word)


_LEVELS = ((_word("or", "||"), _any_of), (_word("and", "&&"), _all_of), (_word("xor", "^^"), _odd_number_of))
"""The words that combine conditions, and what they make of them, from the loosest to the closest."""


def _combination(scanner: Scanner, depth: int, level: int = 0) -> Condition:
    if level == len(_LEVELS):
        return _negation(scanner, depth)
    word, combined = _LEVELS[level]
    conditions = [_combination(scanner, depth, level + 1)]
    while scanner.take(word):
        conditions.append(_combination(scanner, depth, level + 1))
    return conditions[0] if len(conditions) == 1 else combined(conditions)


def _negation(scanner: Scanner, depth: int) -> Condition:
    is_negated = False
    while scanner.take(_NOT):
        is_negated = not is_negated
    condition = _group(scanner, depth) or _comparison(scanner)
    return _negated(condition) if is_negated else condition


def _group(scanner: Scanner, depth: int) -> Condition | None:
    start = scanner.position
    if not scanner.take(_OPEN):
        return None
    if depth == _DEEPEST:
        raise complaint(f"more than {_DEEPEST} open parentheses", start)
    condition = _combination(scanner, depth + 1)
    scanner.expect(_CLOSE)
    return condition


def _comparison(scanner: Scanner) -> Condition:
    function = scanner.take(_FUNCTION)
    operand = _call(scanner, function) if function else at_path(scanner.expect(_FIELD)[0])


def _called(scanner: Scanner) -> Operand | None:
    start = scanner.position
    function = scanner.take(_FUNCTION)
    if not function:
        return None
    change = FUNCTIONS.get(function[1].lower())
    if change is None:
        raise complaint(f"expected one of the functions {', '.join(FUNCTIONS)}, not {function[1]!r}", start)
    ...
