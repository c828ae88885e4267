"""Reads display filters into functions of a document, by recursive descent."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from c8y_client._matchers.base import Document
from c8y_client._matchers.display_filter.comparisons import Test, compared, is_there, of_elements
from c8y_client._matchers.display_filter.literals import read_set, read_value
from c8y_client._matchers.display_filter.operands import CLOSE, OPEN, at_path, read_operand
from c8y_client._matchers.display_filter.scanner import Scanner, Token, complaint

Condition: TypeAlias = Callable[[Document], bool]

_DEEPEST = 50
"""How many parentheses may be open at once."""

# A field may be called `not`: then an operator follows, or nothing.
_NOT = Token(re.compile(r"!|not(?=\(|\s+(?:[\w.(-]|!(?!=)))", re.IGNORECASE), "'not'")
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
    re.compile(rf"(?:[=!<>~]=|[<>~]|&(?!&))(?!=)|(?:{'|'.join(_SIGNS)}|in)(?![\w.-])", re.IGNORECASE),
    "a comparison such as ==",
)


def compile_filter(text: str) -> Condition:
    """Make the function that tells whether a document meets a filter; the function never raises.

    What is no filter is a `ValueError` that tells what was expected, and where.
    """
    scanner = Scanner(text)
    condition = _combination(scanner, 0)
    scanner.expect_end()
    return condition


def _any_of(conditions: list[Condition]) -> Condition:
    def condition(document: Document) -> bool:
        for member in conditions:  # noqa: SIM110 - a generator would take longer than most conditions
            if member(document):
                return True
        return False

    return condition


def _all_of(conditions: list[Condition]) -> Condition:
    def condition(document: Document) -> bool:
        for member in conditions:  # noqa: SIM110 - as above
            if not member(document):
                return False
        return True

    return condition


def _odd_number_of(conditions: list[Condition]) -> Condition:
    return lambda document: sum(member(document) for member in conditions) % 2 == 1


def _word(word: str, sign: str) -> Token:
    return Token(re.compile(rf"{word}(?![\w.-])|{re.escape(sign)}", re.IGNORECASE), repr(word))


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
    return (lambda document: not condition(document)) if is_negated else condition


def _group(scanner: Scanner, depth: int) -> Condition | None:
    start = scanner.position
    if not scanner.take(OPEN):
        return None
    if depth == _DEEPEST:
        raise complaint(f"more than {_DEEPEST} open parentheses", start)
    condition = _combination(scanner, depth + 1)
    scanner.expect(CLOSE)
    return condition


def _comparison(scanner: Scanner) -> Condition:
    field, changes = read_operand(scanner)
    # Only a field may stand alone.
    operator = scanner.expect(_OPERATOR) if changes else scanner.take(_OPERATOR)
    operand = at_path(field, changes)
    test = _test(scanner, operator[0].lower()) if operator else is_there
    return lambda document: test(operand(document))


def _test(scanner: Scanner, operator: str) -> Test:
    if operator == "in":
        return of_elements(read_set(scanner))
    start = scanner.position
    value = read_value(scanner)
    try:
        return compared(_SIGNS.get(operator, operator), value)
    except ValueError as error:
        raise complaint(error, start) from None
