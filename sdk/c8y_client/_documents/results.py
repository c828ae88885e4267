"""What a query gives: a list that can show itself as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from c8y_client._documents.values import Column, Values

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")


class Results(list[T]):
    """A list of objects, or of values."""

    __slots__ = ()

    def to_pandas(
        self,
        columns: Mapping[str, Column] | Sequence[Column | tuple[str, str]] | None = None,
        *,
        parse_dates: bool | Sequence[str] = False,
    ) -> pd.DataFrame:
        """Put the results into a DataFrame; needs the extra `pandas`.

        `columns` names what to show: paths, pairs of name and path, or a mapping of names to paths. Without it every
        top-level field is a column. `parse_dates` turns text columns that hold times into times: `True` for those whose
        name says so, or the names of columns.
        """
        from c8y_client._series.analytics import frame_of  # noqa: PLC0415 - pandas is optional and slow to load

        return frame_of(_columns(self, columns), parse_dates=parse_dates)

    def _repr_html_(self) -> str:
        from c8y_client._documents.tables import table_of_rows  # noqa: PLC0415 - only notebooks ask for it

        return table_of_rows(_columns(self, None))


def named_columns(columns: Mapping[str, Column] | Sequence[Column | tuple[str, str]]) -> dict[str, Column]:
    """Read which columns a table is to have, by name."""
    if isinstance(columns, Mapping):
        return dict(columns)
    if isinstance(columns, str):
        return {columns: columns}
    return {
        (each if isinstance(each, str) else each[0]): (each if isinstance(each, str) else each[1]) for each in columns
    }


def _columns(results: Sequence[Any], columns: Any) -> dict[str, list[Any]]:
    if columns is not None and not all(isinstance(each, dict) or hasattr(each, "json") for each in results):
        raise TypeError("columns choose from documents, and these are values; leave columns out, or as_values")
    if columns is not None:
        named = named_columns(columns)
        values = Values.of(list(named.values()))
        rows = [values.read(each if isinstance(each, dict) else each.json) for each in results]
        return {name: [row[number] for row in rows] for number, name in enumerate(named)}
    if all(hasattr(each, "json") for each in results):
        names = dict.fromkeys(name for each in results for name in each.json)
        return {name: [each.json.get(name) for each in results] for name in names}
    if all(isinstance(each, tuple) for each in results):
        width = max(map(len, results), default=0)
        return {str(number): [each[number] for each in results] for number in range(width)}
    return {"value": list(results)}
