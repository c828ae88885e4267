from __future__ import annotations

import pytest

from mockc8y.domain.query import OrderKey, QuerySyntaxError, compile_query
from mockc8y.domain.query.nesting import MAXIMUM_DEPTH
from mockc8y.domain.query.parser import parse
from mockc8y.domain.query.syntax import And, Comparison, Has, Hierarchy, Members, Node, Not, Or, Request

A, B, C, D = (Has((name,)) for name in "abcd")


def condition(query: str) -> Node | None:
    """Return the tree of a filter."""
    return parse(query).condition


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("has(a) or has(b) and has(c)", Or((A, And((B, C))))),
        ("has(a) and has(b) or has(c)", Or((And((A, B)), C))),
        ("(has(a) or has(b)) and has(c)", And((Or((A, B)), C))),
        ("not has(a) and has(b)", And((Not(A), B))),
        ("not (has(a) and has(b))", Not(And((A, B)))),
        ("not(has(a))or(has(b))", Or((Not(A), B))),
        ("not not has(a)", Not(Not(A))),
        ("has(a) or not has(b) and not (has(c) or has(d))", Or((A, And((Not(B), Not(Or((C, D)))))))),
        ("((has(a)))", A),
        ("has(a) and (has(b) and (has(c) and has(d)))", And((A, B, C, D))),
    ],
)
def test_not_binds_before_and_before_or(query: str, expected: Node) -> None:
    """Brackets group, and nested conditions of one connective become one."""
    assert condition(query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "has(a) and has(b)",
        "$filter=has(a) and has(b)",
        "$filter=(has(a) and has(b))",
        "(has(a) and has(b))",
        " $FILTER = ( HAS(a) And hAs( b ) ) ",
        "$filter=(has(a)+and+has(b))",
        "has('a') and has('b')",
    ],
)
def test_filter_mark_brackets_and_case_of_keywords_are_optional(query: str) -> None:
    """The same condition may be written in all the ways that clients write it."""
    assert parse(query) == Request(And((A, B)), ())


@pytest.mark.parametrize("query", ["", "  ", "$filter=", "$filter=()", "()"])
def test_empty_query_has_neither_condition_nor_order(query: str) -> None:
    """The web application sends `q=` and the Python clients `$filter=()` for everything."""
    assert parse(query) == Request(None, ())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("name eq x", Comparison(("name",), "eq", "x")),
        ("a.b.c GT 5", Comparison(("a", "b", "c"), "gt", 5)),
        ("a ge '5'", Comparison(("a",), "ge", "5")),
        ("a lt 1.5f", Comparison(("a",), "lt", 1.5)),
        ("a le null", Comparison(("a",), "le", None)),
        ("a ne TRUE", Not(Comparison(("a",), "eq", True))),
        ("a eq 'true'", Comparison(("a",), "eq", "true")),
        ("eq eq eq", Comparison(("eq",), "eq", "eq")),
        ("has eq has", Comparison(("has",), "eq", "has")),
    ],
)
def test_comparison_is_path_operator_and_value(query: str, expected: Node) -> None:
    """Words are keywords only where a keyword belongs."""
    assert condition(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("has(a.b)", Has(("a", "b"))),
        ("hasany(a)", A),
        ("hasany(a, b,c)", Or((A, B, C))),
        ("bygroupid(12,'23')", Members((12, 23))),
        ("ISINHIERARCHYOF(7)", Hierarchy((7,))),
    ],
)
def test_function_takes_paths_or_ids(query: str, expected: Node) -> None:
    """Functions are written in any case; `hasany` is an `or` of `has`."""
    assert condition(query) == expected


@pytest.mark.parametrize(
    "query", ["$filter=has(a) {}", "$filter=(has(a)){}", "has(a)+{}", "(has(a)) {}", "$filter=(has(a))+{}"]
)
def test_order_follows_a_filter_after_blank_plus_or_nothing(query: str) -> None:
    """All three separators are sent by published clients."""
    order = "$orderby=name DESC, a.b asc,id"

    keys = (OrderKey(("name",), descending=True), OrderKey(("a", "b")), OrderKey(("id",)))
    assert parse(query.format(order)) == Request(A, keys)


@pytest.mark.parametrize("query", ["$orderby=name", "$filter=()+$orderby=name", "$filter= $ORDERBY = name asc"])
def test_order_may_stand_alone(query: str) -> None:
    """An order without a filter applies to everything."""
    assert parse(query) == Request(None, (OrderKey(("name",)),))


@pytest.mark.parametrize(
    ("query", "position", "expected"),
    [
        ("name eq", 7, "a value"),
        ("name eq and has(a)", 8, "a value"),
        ("name = 'x'", 5, "one of eq, ne"),
        ("name", 4, "one of eq, ne"),
        ("name 'eq' 5", 5, "one of eq, ne"),
        ("name)", 4, "one of eq, ne"),
        ("has(a) 'and' has(b)", 7, "and, or"),
        ("name eq My Device", 11, "single quotes"),
        ("name eq Pump(1)", 12, "single quotes"),
        ("name eq a,b", 9, "single quotes"),
        ("(has(a)", 7, "or )"),
        ("has(a))", 6, "the end"),
        ("has(a) has(b)", 7, "and, or"),
        ("and has(a)", 0, "a condition"),
        ("has(a) and", 10, "a condition"),
        ("not", 3, "a condition"),
        ("'a' eq 5", 0, "a condition"),
        ("(()", 2, "a condition"),
        ("has()", 4, "an argument"),
        ("has(a", 5, ") or ,"),
        ("has(a,b)", 6, "hasany()"),
        ("hasany(a,)", 9, "an argument"),
        ("startswith(name,'x')", 0, "has()"),
        ("bygroupid(g1)", 10, "decimal number"),
        ("isinhierarchyof(-5)", 16, "decimal number"),
        ("$orderby=", 9, "a property"),
        ("$orderby=a,", 11, "a property"),
        ("$orderby=a up", 11, "asc, desc"),
        ("$orderby=a $filter=has(a)", 11, "asc, desc"),
        ("$filter=$filter=has(a)", 8, "a condition"),
        ("name eq 'x", 8, "a closing quote"),
    ],
)
def test_syntax_error_tells_where_and_what_was_expected(query: str, position: int, expected: str) -> None:
    """The error points at the first character that fits nowhere."""
    with pytest.raises(QuerySyntaxError, match="Expected") as caught:
        compile_query(query)

    assert (caught.value.query, caught.value.position) == (query, position)
    assert expected in caught.value.expected


@pytest.mark.parametrize("prefix", ["(", "not ", "not("])
def test_deep_nesting_is_a_syntax_error(prefix: str) -> None:
    """Ten thousand levels are refused at the first one too many, before the stack is."""
    with pytest.raises(QuerySyntaxError, match=f"at most {MAXIMUM_DEPTH} levels"):
        parse(prefix * 10_000 + "has(a)" + ")" * 10_000)


def test_closed_brackets_leave_the_limit_as_it_was() -> None:
    """Brackets and negations that are done neither lower nor raise how deep the rest may nest."""
    done = "not (not has(a)) and " * 10

    assert condition(f"{done}{'(' * MAXIMUM_DEPTH}has(b){')' * MAXIMUM_DEPTH}") is not None
    with pytest.raises(QuerySyntaxError, match="at most"):
        parse(f"{done}{'(' * (MAXIMUM_DEPTH + 1)}has(b){')' * (MAXIMUM_DEPTH + 1)}")


def test_deepest_allowed_nesting_compiles_and_answers() -> None:
    """Alternating connectives up to the limit fit the stack while compiling and evaluating."""
    text = "has(a)"
    for level in range(MAXIMUM_DEPTH):
        text = f"has(b) {('or', 'and')[level % 2]} ({text})"

    assert compile_query(text).residual is not None
    assert condition(text) != A


def test_brackets_side_by_side_do_not_count_as_nesting() -> None:
    """Only open brackets and pending negations count."""
    parts = ["(not (has(a)))"] * (2 * MAXIMUM_DEPTH)

    assert condition(" and ".join(parts)) == And((Not(A),) * (2 * MAXIMUM_DEPTH))


def test_long_chain_stays_flat() -> None:
    """Twenty thousand alternatives are one list, not a tree twenty thousand levels deep."""
    found = condition("has(a) or " * 20_000 + "has(b)")

    assert isinstance(found, Or)
    assert len(found.operands) == 20_001
