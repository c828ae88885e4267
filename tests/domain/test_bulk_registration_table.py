"""Tables for the registration of many devices."""

from __future__ import annotations

import pytest

from mockc8y.domain.bulk_registration_table import parse
from mockc8y.domain.errors import PlatformError


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_separator_is_found_in_the_first_line(separator: str) -> None:
    """The table says nowhere which of the three it uses."""
    text = separator.join(["ID", "NAME", "PATH"]) + "\n" + separator.join(["a", "b c", "d/e"])

    assert parse(text.encode()).rows[0].cells == {"ID": "a", "NAME": "b c", "PATH": "d/e"}


def test_value_may_hold_the_other_separators() -> None:
    """The first line decides for all."""
    assert parse(b"ID;NAME\na;x,y\tz").rows[0].cells["NAME"] == "x,y\tz"


def test_quoted_value_may_hold_the_separator_and_line_breaks() -> None:
    """Quotes are those of CSV."""
    assert parse(b'ID,NAME\na,"x, ""y""\nz"\n').rows[0].cells["NAME"] == 'x, "y"\nz'


@pytest.mark.parametrize("content", ["ID,NAME\r\na,grün\r\n".encode("cp1252"), "\ufeffID,NAME\na,grün".encode()])
def test_table_may_be_utf8_or_ansi(content: bytes) -> None:
    """What is not UTF-8 is read as the code page of Western Europe; a mark at the start is passed over."""
    assert parse(content).rows[0].cells == {"ID": "a", "NAME": "grün"}


def test_empty_lines_and_empty_values_are_left_out() -> None:
    """Spreadsheets write lines that hold separators only."""
    table = parse(b"\nID;NAME;TYPE\n;;\na; ;x\n\n")

    assert [row.cells for row in table.rows] == [{"ID": "a", "TYPE": "x"}]
    assert table.columns == ["ID", "NAME", "TYPE"]


@pytest.mark.parametrize(("line", "count"), [(b"a;b", 2), (b"a;b;c;d", 4)])
def test_line_with_another_number_of_values_has_a_problem(line: bytes, count: int) -> None:
    """Order and number of the values must be those of the columns."""
    (row,) = parse(b"ID;NAME;TYPE\n" + line).rows

    assert row.problem == f"The line has {count} values for 3 columns"
    assert row.cells["ID"] == "a"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "must name the column ID"),
        (b"NAME;TYPE\na;b", "must name the column ID"),
        (b"id;NAME\na;b", "must name the column ID"),
        (b"ID;NAME;NAME\na;b;c", "columns have the same name: NAME"),
        (b"ID\n" + b"a" * 200_000, "field larger than field limit"),
    ],
)
def test_table_that_cannot_be_read_is_refused(content: bytes, reason: str) -> None:
    """The error says what is wrong with it."""
    with pytest.raises(PlatformError, match=rf"^422 devicecontrol/Invalid Data: The table cannot be read: .*{reason}"):
        parse(content)


def test_table_may_have_no_lines() -> None:
    """Nothing is to be registered then."""
    assert parse(b"ID").rows == []
