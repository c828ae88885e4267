from __future__ import annotations

import pickle

from mockc8y.domain.query import QuerySyntaxError


def test_message_shows_the_query_with_a_caret() -> None:
    """The reader sees what was expected and where."""
    assert str(QuerySyntaxError("name eq", 7, "a value")).splitlines() == [
        "Expected a value at character 8:",
        "  name eq",
        "         ^",
    ]


def test_message_shows_a_stretch_of_a_long_query() -> None:
    """A query of any length gives a line that fits a screen, its caret still in place."""
    _, line, caret = str(QuerySyntaxError("a" * 500 + "!" + "b" * 500, 500, "x")).splitlines()

    assert len(line) < 140
    assert line[caret.index("^")] == "!"


def test_message_keeps_the_query_on_one_line() -> None:
    """Line ends and tabs would move the caret."""
    assert str(QuerySyntaxError("a\n\tb c", 5, "x")).splitlines()[1] == "  a  b c"


def test_error_survives_pickling() -> None:
    """Test runners send errors between processes."""
    copy = pickle.loads(pickle.dumps(QuerySyntaxError("a b", 2, "x")))  # noqa: S301 - made here

    assert (copy.query, copy.position, copy.expected) == ("a b", 2, "x")
