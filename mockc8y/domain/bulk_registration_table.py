"""The table of a bulk registration: CSV whose first line names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mockc8y.domain.device_users import AREA
from mockc8y.domain.errors import PlatformError, error

SEPARATORS = ("\t", ";", ",")
BYTE_ORDER_MARK = "\ufeff"
ANSI = "cp1252"


class Row(NamedTuple):
    """A line of the table: what stands in the columns that are filled in, and the problem if it is no proper line."""

    cells: Mapping[str, str]
    problem: str | None = None


class RegistrationTable(NamedTuple):
    """The columns of a table and its lines, empty ones left out."""

    columns: Sequence[str]
    rows: Sequence[Row]


def parse(content: bytes) -> RegistrationTable:
    """Read a table, UTF-8 or ANSI, whose separator is found in its first line; raises 422 for one without `ID`."""
    lines = list(_lines(_decoded(content).lstrip("\r\n")))
    columns = lines[0] if lines else []
    if "ID" not in columns:
        raise _unreadable("its first line must name the column ID")
    doubled = sorted({name for name in columns if columns.count(name) > 1})
    if doubled:
        raise _unreadable(f"columns have the same name: {', '.join(doubled)}")
    return RegistrationTable(columns, [_row(columns, line) for line in lines[1:]])


def _row(columns: Sequence[str], line: Sequence[str]) -> Row:
    cells = {name: value for name, value in zip(columns, line, strict=False) if name and value}
    if len(line) == len(columns):
        return Row(cells)
    return Row(cells, f"The line has {len(line)} values for {len(columns)} columns")


def _lines(text: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator_of(text.partition("\n")[0]))
    try:
        for line in reader:
            values = [value.strip() for value in line]
            if any(values):
                yield values
    except csv.Error as problem:
        raise _unreadable(str(problem)) from None


def _separator_of(header: str) -> str:
    """Return the separator that the header has most of."""
    return max(SEPARATORS, key=header.count)


def _decoded(content: bytes) -> str:
    try:
        return content.decode().removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError:
        return content.decode(ANSI, errors="replace")


def _unreadable(reason: str) -> PlatformError:
    return error("invalid_data", area=AREA, reason=f"The table cannot be read: {reason}")
