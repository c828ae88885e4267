from __future__ import annotations

import pytest

from mockc8y.domain.query import Document, RememberedScope, Scope, Term, compile_query
from tests.domain.query.model import StubScope

SCOPE = StubScope(members={1: [10, 11], 2: [11, 12]}, hierarchies={1: frozenset({1, 10, 11}), 2: frozenset({2, 12})})


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("", ()),
        ("type eq 'acme_Pump'", (("type", "acme_Pump"),)),
        ("owner eq bob and name eq 'A''s'", (("owner", "bob"), ("name", "A's"))),
        ("id eq 42", (("id", "42"),)),
        ("id eq '042'", (("id", "42"),)),
        ("has(c8y_IsDevice)", (("fragment", "c8y_IsDevice"),)),
        (
            "$filter=((type eq x) and (has(a) and (has(b)))) $orderby=name",
            (("type", "x"), ("fragment", "a"), ("fragment", "b")),
        ),
        ("has(a) and has(a)", (("fragment", "a"),)),
        ("type eq a and type eq b", (("type", "a"), ("type", "b"))),
    ],
)
def test_exact_conditions_become_terms_alone(query: str, terms: tuple[Term, ...]) -> None:
    """What an index answers exactly leaves nothing to ask of a document, however many there are."""
    compiled = compile_query(query)

    assert (compiled.terms, compiled.groups, compiled.residual) == (terms, (), None)


@pytest.mark.parametrize(
    "query",
    [
        "type eq 'acme_*'",
        "type ne a",
        "type gt a",
        "type eq null",
        "type eq 5",
        "serial eq a",
        "a.type eq x",
        "has(a.b)",
        "has(name)",
        "hasany(a,b)",
        "not has(a)",
        "type eq a or type eq b",
        "id eq 'x'",
        "id gt 5",
        "id eq null",
        "text eq 'x'",
        "not bygroupid(1)",
        "bygroupid(1) or has(a)",
        "bygroupid(1) or id gt 5",
    ],
)
def test_everything_else_is_left_to_the_residual(query: str) -> None:
    """What no index answers is asked of each document."""
    compiled = compile_query(query)

    assert (compiled.terms, compiled.groups) == ((), ())
    assert compiled.residual is not None


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("bygroupid(1)", {10, 11}),
        ("bygroupid(1,2)", {10, 11, 12}),
        ("bygroupid(9)", set()),
        ("isinhierarchyof(2)", {2, 12}),
        ("isinhierarchyof(1,2)", {1, 2, 10, 11, 12}),
        ("bygroupid(1) and bygroupid(2)", {11}),
        ("bygroupid(2) and isinhierarchyof(1)", {11}),
        ("id eq '7' or bygroupid(1)", {7, 10, 11}),
        ("id eq 5 or id eq 6", {5, 6}),
        ("id eq 5 or (bygroupid(1) and bygroupid(2))", {5, 11}),
    ],
)
def test_groups_and_hierarchies_narrow_to_ids(query: str, ids: set[int]) -> None:
    """Sets of ids decide completely, also where the map asks for an object or its group."""
    compiled = compile_query(query)

    assert compiled.candidate_ids(SCOPE) == ids
    assert (compiled.terms, compiled.residual) == ((), None)


def test_query_without_groups_narrows_to_no_ids() -> None:
    """No set of ids is not the same as an empty one."""
    assert compile_query("has(a)").candidate_ids(SCOPE) is None


def test_parts_of_a_conjunction_go_where_they_are_answered_best() -> None:
    """Terms, ids and residual share one query, and together they decide."""
    compiled = compile_query("has(a) and bygroupid(1) and a gt 5")

    assert compiled.terms == (("fragment", "a"),)
    assert compiled.candidate_ids(SCOPE) == {10, 11}
    assert compiled.residual is not None
    documents: list[Document] = [{"id": "10", "a": 6}, {"id": "10", "a": 5}, {"id": "12", "a": 6}, {"id": "11"}]
    assert [compiled.matches(document, SCOPE) for document in documents] == [True, False, False, False]


def test_required_terms_narrow_a_query_further() -> None:
    """`q=` is `query=` for devices only."""
    devices = compile_query("name eq x or name eq y").requiring(("fragment", "c8y_IsDevice"))

    assert devices.terms == (("fragment", "c8y_IsDevice"),)
    assert devices.matches({"id": "1", "name": "x", "c8y_IsDevice": {}}, SCOPE)
    assert not devices.matches({"id": "1", "name": "x"}, SCOPE)


def test_required_term_that_is_there_already_is_not_repeated() -> None:
    """Clients that use `q=` often ask for the device mark themselves as well."""
    query = compile_query("has(c8y_IsDevice)")

    assert query.requiring(("fragment", "c8y_IsDevice")) == query


def test_same_text_compiles_once() -> None:
    """A client that pages through an answer sends the same query again and again."""
    assert compile_query("has(a) $orderby=b") is compile_query("has(a) $orderby=b")


def test_query_keeps_its_text() -> None:
    """Messages and the journal show what was sent."""
    assert compile_query("$filter=has(a)").text == "$filter=has(a)"


def test_remembered_scope_asks_once_for_each_group_and_root() -> None:
    """A condition that is asked of every document does not walk a hierarchy for each."""
    asked: list[int] = []

    class Counting(StubScope):
        def members_of(self, group: int) -> list[int]:
            asked.append(group)
            return super().members_of(group)

        def hierarchy_of(self, root: int) -> frozenset[int]:
            asked.append(root)
            return super().hierarchy_of(root)

    scope: Scope = RememberedScope(Counting(SCOPE.members, SCOPE.hierarchies))
    query = compile_query("bygroupid(1) or isinhierarchyof(2) or text eq 'x'")

    found = [query.matches({"id": str(number), "name": "n"}, scope) for number in (10, 12, 13)]

    assert found == [True, True, False]
    assert asked == [1, 2]
