from __future__ import annotations

import pytest

from mockc8y.domain.query import QuerySyntaxError
from mockc8y.domain.query.lexer import Kind, tokenize


def texts(query: str) -> list[str]:
    """Return the tokens without the end mark."""
    return [token.text for token in tokenize(query)[:-1]]


@pytest.mark.parametrize(
    "word",
    [
        "acme_Pump",
        "Test*",
        "com.acme.Pump-2",
        "urn:x:y",
        "text/plain",
        "größe",
        "c8y_Dashboard!name!5-info",
        "A+B",
        "a$b",
        "$top",
        "[0]",
        '"',
    ],
)
def test_bare_word_holds_everything_but_blanks_brackets_commas_and_quotes(word: str) -> None:
    """Type and fragment names of every shape stay one word."""
    assert texts(f"x eq {word}") == ["x", "eq", word]


def test_quoted_text_keeps_what_would_separate_words() -> None:
    """Blanks, brackets, commas, plus signs and clause marks inside quotes are characters."""
    assert texts("'a (b), +c $filter= and'") == ["a (b), +c $filter= and"]


def test_doubled_quote_stands_for_one() -> None:
    """A quote inside quoted text is written twice."""
    assert texts("'O''Neil''s' ''''") == ["O'Neil's", "'"]


def test_plus_is_a_blank_around_keywords_brackets_quotes_and_clauses() -> None:
    """Doubly encoded queries arrive with plus signs for blanks."""
    assert texts("a+eq+5+and+(b+ne+'c')+$orderby=d+desc") == texts("a eq 5 and (b ne 'c') $orderby=d desc")


def test_word_ends_at_a_clause_mark() -> None:
    """The web application writes no blank before `$orderby=`."""
    kinds = [token.kind for token in tokenize("a eq b$ORDERBY =c")]

    assert kinds == [Kind.WORD, Kind.WORD, Kind.WORD, Kind.ORDER, Kind.WORD, Kind.END]


def test_token_knows_its_position() -> None:
    """Positions count characters of the original text, blanks included."""
    assert [token.position for token in tokenize("  ab+eq 'c'")] == [2, 5, 8, 11]


@pytest.mark.parametrize("query", ["name eq 'abc", "name eq 'abc''", "name eq 'abc'' d''"])
def test_missing_closing_quote_is_reported_where_the_text_opens(query: str) -> None:
    """An unclosed text is never read as a shorter one."""
    with pytest.raises(QuerySyntaxError) as caught:
        tokenize(query)

    assert caught.value.position == len("name eq ")
