"""Reads what fields are compared with: values and sets."""

from __future__ import annotations

import re

from c8y_client._matchers.display_filter.addresses import ADDRESSES, address_test
from c8y_client._matchers.display_filter.comparisons import Test, any_of, between, equal
from c8y_client._matchers.display_filter.scanner import Scanner, Token, complaint, sign

_QUOTED = Token(re.compile(r"'([^'\n\r]*)'|\"([^\"\n\r]*)\""), "text in quotes")
_BARE = Token(re.compile(r"[^\s()\[\]{}'\"][^\s()\[\]{}]*"), "a value")
_RANGE = Token(re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s*(?:\.\.|-)\s*(-?[0-9]+(?:\.[0-9]+)?)"), "a range")
_NUMBER = Token(re.compile(r"-?[0-9]+(?:\.[0-9]+)?"), "a number")
_COMMA = sign(",")
_OPEN = sign("{")
_CLOSE = sign("}")

_WHITE_SPACE = ((r"\t", "\t"), (r"\n", "\n"), (r"\f", "\f"), (r"\r", "\r"))


def read_value(scanner: Scanner) -> str:
    """Read a value, in quotes if it has spaces or brackets."""
    quoted = scanner.take(_QUOTED)
    return _unquoted(quoted) if quoted else scanner.expect(_BARE)[0]


def read_set(scanner: Scanner) -> Test:
    """Read a set in braces into the test whether a value is in it."""
    scanner.expect(_OPEN)
    tests = [_member(scanner)]
    while scanner.take(_COMMA):
        tests.append(_member(scanner))
    scanner.expect(_CLOSE)
    return tests[0] if len(tests) == 1 else any_of(tests)


def _member(scanner: Scanner) -> Test:
    start = scanner.position
    if quoted := scanner.take(_QUOTED):
        return equal(_unquoted(quoted))
    if addresses := scanner.take(ADDRESSES):
        try:
            return address_test(addresses)
        except ValueError as error:
            raise complaint(error, start) from None
    if bounds := scanner.take(_RANGE):
        return between(_number(bounds[1]), _number(bounds[2]))
    only = _number(scanner.expect(_NUMBER)[0])
    return between(only, only)


def _number(digits: str) -> float:
    return float(digits) if "." in digits else int(digits)


def _unquoted(match: re.Match[str]) -> str:
    text = match[1] if match[2] is None else match[2]
    for escape, character in _WHITE_SPACE:
        text = text.replace(escape, character)
    return text
