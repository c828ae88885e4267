from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mockc8y.domain.query import Document, OrderKey, Query, QuerySyntaxError, Scope, compile_query
from mockc8y.domain.query.order import arranged
from mockc8y.domain.query.syntax import And, Comparison, Has, Hierarchy, Members, Node, Not, Operator, Or
from tests.domain.query.model import STANDARD, StubScope, Writer, evaluate

IDS = st.integers(1, 5)
DATES = [
    "2024-03-01",
    "2024-03-01T01:00:00+01:00",
    "2024-02-29T23:59:59.999Z",
    "2024-03-01T00:00:00.0004",
    "2024-13-01",
]
TEXTS = st.sampled_from(["a", "A", "ab", "aB b", "O'Neil", "1", "true", "", "ß", "*", "a*", "*b", "a*b*", *DATES])
NAMES = ["id", "type", "name", "owner", "text", "a", "b", "creationTime"]
NESTED = ["a.b", "a.b.a", "b.date", "a.date.date", "date.b", "creationTime.date"]
PATHS = st.sampled_from([*NAMES, *NESTED]).map(lambda path: tuple(path.split(".")))
NUMBERS = st.integers(-3, 5) | st.sampled_from([-1.5, 0.0, 1.0, 1e-7])
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
OPERATORS: st.SearchStrategy[Operator] = st.sampled_from(["eq", "eq", "eq", "gt", "ge", "lt", "le"])

VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "date"]), inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS: st.SearchStrategy[Document] = st.fixed_dictionaries(
    {"id": IDS.map(str), "creationTime": st.sampled_from(DATES[1:3])},
    optional={"type": TEXTS, "name": TEXTS, "owner": TEXTS, "text": TEXTS, "a": VALUES, "b": VALUES, "date": VALUES},
)
SCOPES = st.builds(
    StubScope,
    members=st.dictionaries(IDS, st.lists(IDS, max_size=3), max_size=3),
    hierarchies=st.dictionaries(IDS, st.frozensets(IDS, max_size=3), max_size=3),
)


def several(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[Node, ...]]:
    """Draw what a connective joins."""
    return st.lists(inner, min_size=2, max_size=3).map(tuple)


CONDITIONS: st.SearchStrategy[Node] = st.recursive(
    st.builds(Comparison, PATHS, OPERATORS, SCALARS)
    | st.builds(Has, PATHS)
    | st.builds(Members, st.lists(IDS, min_size=1, max_size=2).map(tuple))
    | st.builds(Hierarchy, st.lists(IDS, min_size=1, max_size=2).map(tuple)),
    lambda inner: st.builds(Not, inner) | several(inner).map(And) | several(inner).map(Or),
    max_leaves=8,
)
WRITERS = st.builds(Writer, st.sampled_from([" ", "+", "\t \n"]), st.booleans(), st.booleans(), st.booleans())
MARKS = ["(", ")", ",", "'", "''", "*", ".", "+", " ", "$", "$filter=", "$orderby="]
WORDS = ["not", "and", "or", "eq", "ne", "gt", "has(", "hasany(", "bygroupid(", "a", "a.b", "1", "1.5", "1.5f", "null"]


@given(CONDITIONS, WRITERS, st.lists(DOCUMENTS, max_size=5), SCOPES)
def test_query_written_as_text_agrees_with_naive_evaluation(
    condition: Node, writer: Writer, documents: list[Document], scope: StubScope
) -> None:
    """However a condition is written, the compiled query accepts what the obvious reading of its tree accepts."""
    query = compile_query(writer.write(condition))

    assert [query.matches(document, scope) for document in documents] == [
        evaluate(condition, document, scope) for document in documents
    ]


@given(CONDITIONS, st.lists(DOCUMENTS, max_size=5), SCOPES)
def test_index_narrowing_and_residual_decide_completely(
    condition: Node, documents: list[Document], scope: StubScope
) -> None:
    """A document found by terms and ids that fits the residual is a match, and every match is found so."""
    query = compile_query(Writer().write(condition))

    assert [answered_by_index(query, document, scope) for document in documents] == [
        evaluate(condition, document, scope) for document in documents
    ]


@given(st.text() | st.lists(st.sampled_from([*MARKS, *WORDS]), max_size=12).map("".join))
def test_any_text_compiles_or_raises_a_syntax_error_within_it(text: str) -> None:
    """Arbitrary text never fails in any other way, and the error points into the text or at its end."""
    error = refusal_of(text)

    assert error is None or (0 <= error.position <= len(text) and error.expected in str(error))


@given(st.lists(DOCUMENTS, max_size=6), st.lists(st.builds(OrderKey, PATHS, st.booleans()), min_size=1, max_size=3))
def test_sorting_values_of_any_type_is_a_stable_total_order(documents: list[Document], keys: list[OrderKey]) -> None:
    """Sorting mixed types never fails, keeps every document, and leaves what is sorted alone."""
    once = arranged(documents, lambda document: document, tuple(keys))

    assert sorted(map(id, once)) == sorted(map(id, documents))
    assert list(map(id, arranged(once, lambda document: document, tuple(keys)))) == list(map(id, once))


def answered_by_index(query: Query, document: Document, scope: Scope) -> bool:
    """Answer a query the way an index would."""
    held = {(name, document[name]) for name in ("id", "type", "name", "owner") if name in document}
    held |= {("fragment", name) for name in document if name not in STANDARD}
    ids = query.candidate_ids(scope)
    return (
        held.issuperset(query.terms)
        and (ids is None or int(str(document["id"])) in ids)
        and (query.residual is None or query.residual(document, scope))
    )


def refusal_of(text: str) -> QuerySyntaxError | None:
    """Return the syntax error of a text, if it has one."""
    try:
        compile_query(text)
    except QuerySyntaxError as error:
        return error
    return None
