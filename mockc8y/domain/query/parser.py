"""Reads tokens into a syntax tree. Nothing here recurses, and nesting is bounded, so no query can exhaust the stack."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from mockc8y.domain.documents import parse_id
from mockc8y.domain.query.errors import QuerySyntaxError
from mockc8y.domain.query.lexer import Kind, Token, tokenize
from mockc8y.domain.query.nesting import MAXIMUM_DEPTH, Nesting
from mockc8y.domain.query.syntax import (
    Comparison,
    Has,
    Hierarchy,
    Members,
    Node,
    Not,
    Operator,
    Or,
    OrderKey,
    Path,
    Request,
    Scalar,
)
from mockc8y.domain.query.values import read_word

OPERATORS: dict[str, Operator] = {name: name for name in get_args(Operator)}

_CONNECTIVES = frozenset({"and", "or"})
_DIRECTIONS = frozenset({"asc", "desc"})
_NEGATION = frozenset({"not"})
_VALUES = (Kind.WORD, Kind.QUOTED)

CONDITION = "a condition, such as name eq 'x', has(fragment), not or ("
FUNCTION = "one of has(), hasany(), bygroupid(), isinhierarchyof()"
OPERATOR = "one of eq, ne, gt, ge, lt, le"
VALUE = "a value: text in single quotes, a word, a number, true, false or null"
HINT = "(a value with blanks, commas or brackets belongs in single quotes)"


def parse(query: str) -> Request:
    """Read a query. Raises `QuerySyntaxError` at the first token that fits nowhere."""
    return _Parser(query).request()


class _Parser:
    def __init__(self, query: str) -> None:
        self._query = query
        self._tokens = tokenize(query)
        self._index = 0

    def request(self) -> Request:
        condition = self._filter()
        order = self._order()
        if not self._at(Kind.END):
            raise self._expected(f"and, or, $orderby= or the end {HINT}")
        return Request(condition, order)

    def _filter(self) -> Node | None:
        self._skip(Kind.FILTER)
        if self._at(Kind.ORDER, Kind.END):
            return None
        # unverified: c8y_api and pyc8y send `$filter=()+$orderby=...` when nothing but an order is asked for.
        if self._at(Kind.OPEN) and self._following.kind is Kind.CLOSE:
            self._index += 2
            return None
        return self._expression()

    def _expression(self) -> Node:
        nesting = Nesting()
        while True:
            self._prefixes(nesting)
            nesting.add(self._condition())
            while nesting.is_open and self._skip(Kind.CLOSE):
                nesting.close()
            if not self._current.is_word(_CONNECTIVES):
                break
            nesting.join(self._take().text.lower())
        if nesting.is_open:
            raise self._expected(f"and, or or ) {HINT}")
        return nesting.result()

    def _prefixes(self, nesting: Nesting) -> None:
        while self._at(Kind.OPEN) or self._current.is_word(_NEGATION):
            if nesting.depth == MAXIMUM_DEPTH:
                raise self._expected(f"at most {MAXIMUM_DEPTH} levels of brackets and not")
            nesting.negate() if self._take().kind is Kind.WORD else nesting.open()

    def _condition(self) -> Node:
        if not self._at(Kind.WORD) or self._current.is_word(_CONNECTIVES):
            raise self._expected(CONDITION)
        if self._following.kind is Kind.OPEN:
            return self._call()
        return self._comparison()

    def _comparison(self) -> Node:
        path = _path(self._take())
        word = self._current.text.lower()
        if not self._at(Kind.WORD) or (word != "ne" and word not in OPERATORS):
            raise self._expected(OPERATOR)
        self._take()
        if word == "ne":
            return Not(Comparison(path, "eq", self._value()))
        return Comparison(path, OPERATORS[word], self._value())

    def _value(self) -> Scalar:
        if not self._at(*_VALUES) or self._current.is_word(_CONNECTIVES):
            raise self._expected(VALUE)
        token = self._take()
        return token.text if token.kind is Kind.QUOTED else read_word(token.text)

    def _call(self) -> Node:
        build = _FUNCTIONS.get(self._current.text.lower())
        if build is None:
            raise self._expected(FUNCTION)
        self._take()
        self._take()
        return build(self, self._arguments())

    def _arguments(self) -> list[Token]:
        arguments = [self._argument()]
        while self._skip(Kind.COMMA):
            arguments.append(self._argument())
        if not self._skip(Kind.CLOSE):
            raise self._expected(") or ,")
        return arguments

    def _argument(self) -> Token:
        if not self._at(*_VALUES):
            raise self._expected("an argument")
        return self._take()

    def has(self, arguments: list[Token]) -> Node:
        if len(arguments) > 1:
            raise self._expected("): has() takes one property, hasany() takes several", arguments[1])
        return Has(_path(arguments[0]))

    def has_any(self, arguments: list[Token]) -> Node:
        alternatives = tuple(Has(_path(argument)) for argument in arguments)
        return Or(alternatives) if len(alternatives) > 1 else alternatives[0]

    def by_group_id(self, arguments: list[Token]) -> Node:
        return Members(self._ids(arguments))

    def is_in_hierarchy_of(self, arguments: list[Token]) -> Node:
        return Hierarchy(self._ids(arguments))

    def _ids(self, arguments: list[Token]) -> tuple[int, ...]:
        return tuple(self._id(argument) for argument in arguments)

    def _id(self, argument: Token) -> int:
        number = parse_id(argument.text)
        if number is None:
            raise self._expected("the id of a managed object (a decimal number)", argument)
        return number

    def _order(self) -> tuple[OrderKey, ...]:
        if not self._skip(Kind.ORDER):
            return ()
        keys = [self._order_key()]
        while self._skip(Kind.COMMA):
            keys.append(self._order_key())
        if not self._at(Kind.END):
            raise self._expected("asc, desc, a comma or the end")
        return tuple(keys)

    def _order_key(self) -> OrderKey:
        if not self._at(Kind.WORD):
            raise self._expected("a property to order by")
        path = _path(self._take())
        if not self._current.is_word(_DIRECTIONS):
            return OrderKey(path)
        return OrderKey(path, descending=self._take().text.lower() == "desc")

    @property
    def _current(self) -> Token:
        return self._tokens[self._index]

    @property
    def _following(self) -> Token:
        return self._tokens[self._index + 1]

    def _at(self, *kinds: Kind) -> bool:
        return self._current.kind in kinds

    def _take(self) -> Token:
        token = self._current
        self._index += 1
        return token

    def _skip(self, kind: Kind) -> bool:
        if not self._at(kind):
            return False
        self._index += 1
        return True

    def _expected(self, what: str, token: Token | None = None) -> QuerySyntaxError:
        return QuerySyntaxError(self._query, (token or self._current).position, what)


_FUNCTIONS: dict[str, Callable[[_Parser, list[Token]], Node]] = {
    "has": _Parser.has,
    "hasany": _Parser.has_any,
    "bygroupid": _Parser.by_group_id,
    "isinhierarchyof": _Parser.is_in_hierarchy_of,
}


def _path(token: Token) -> Path:
    return tuple(token.text.split("."))
