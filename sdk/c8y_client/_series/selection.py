"""Some values of some series, as rows in the shapes that callers want."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, TypeAlias, TypeGuard

from c8y_client._documents.dates import parse_moment

Names: TypeAlias = str | Sequence[str] | None
"""One name, several, or all there are. One name and a list of one name differ in the shape of what is returned."""

Timestamps: TypeAlias = bool | str | None
"""Whether rows begin with their time: `True` for the text, `"datetime"`, or `"epoch"` for seconds since 1970."""

Cell: TypeAlias = Mapping[str, float | None]
"""The values of a series at a time, such as `min` and `max`."""

_GAP: Final[Cell] = MappingProxyType({})

# What the platform computes unless it is asked for something else.
_DEFAULT_KEYS: Final = ("min", "max")


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen series in their order, the keys of the chosen values, and for each time one cell per series."""

    names: tuple[str, ...]
    keys: tuple[str, ...]
    times: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    @classmethod
    def of(cls, document: Mapping[str, Any], series: Names, value: Names) -> Selection:
        """Choose from a series result.

        Without `value` the keys are those that occur anywhere. A series that is not there is a `KeyError`, unless the
        result is empty, for then nobody can tell.
        """
        everything = tuple(map(full_name, document.get("series") or ()))
        values: Mapping[str, Sequence[Cell | None]] = document.get("values") or {}
        names = _several(series) or everything
        places = [_place(name, everything) for name in names] if series else range(len(everything))
        rows = [[_cell(row, place) for place in places] for row in values.values()]
        return cls(names, _several(value) or _occurring(rows) or _DEFAULT_KEYS, tuple(values), rows)

    @classmethod
    def single(cls, document: Mapping[str, Any], series: str | None, value: str | None) -> Selection:
        """Choose one series and one key; where one is left out and there are several, it is a `ValueError`."""
        chosen = cls.of(document, series, value)
        if len(chosen.names) > 1:
            raise ValueError(f"series is needed, for there are {', '.join(chosen.names)}")
        if not value and len(chosen.known) > 1:
            raise ValueError(f"value is needed, for there are {', '.join(chosen.known)}")
        return chosen

    @property
    def known(self) -> tuple[str, ...]:
        """The keys that occur in the chosen series, whether they were chosen or not."""
        return _occurring(self.rows)

    def without_gaps(self) -> Selection:
        """Leave out rows in which no chosen series has a value."""
        full = [(time, row) for time, row in zip(self.times, self.rows, strict=True) if any(row)]
        return replace(self, times=[time for time, _ in full], rows=[row for _, row in full])

    def with_key_for_min(self) -> Selection:
        """Take the only key there is, where `min` was chosen and does not occur: a function was asked for."""
        known = self.known
        return replace(self, keys=known) if self.keys == ("min",) and len(known) == 1 else self

    def checked(self) -> Selection:
        """Refuse keys that do not occur with a `KeyError`; where there are no values at all, none can be wrong."""
        known = self.known
        if unknown := [key for key in self.keys if known and key not in known]:
            raise KeyError(f"no value {', '.join(unknown)}; there are {', '.join(known)}")
        return self

    def columns(self) -> list[list[float | None]]:
        """List the values of each series and key, key by key within a series."""
        return [[row[place].get(key) for row in self.rows] for place in range(len(self.names)) for key in self.keys]

    @property
    def column(self) -> list[float | None]:
        """The values of the first series and key."""
        return next(iter(self.columns()), [])

    def elements(self, shape: Shape, timestamps: Timestamps) -> list[Any]:
        """Bring each row into a shape, behind its time if that is wanted."""
        elements = [shape(row, self.keys) for row in self.rows]
        if not timestamps:
            return elements
        rest = (element if isinstance(element, tuple) else (element,) for element in elements)
        return [(stamp, *values) for stamp, values in zip(self.stamps(timestamps), rest, strict=True)]

    def stamps(self, timestamps: Timestamps) -> list[Any]:
        """Convert the times as asked."""
        convert = _STAMPS.get(timestamps or True)
        if convert is None:
            raise ValueError(f"timestamps={timestamps!r} is unknown; use True, 'datetime' or 'epoch'")
        return list(map(convert, self.times))


Shape: TypeAlias = Callable[[Sequence[Cell], Sequence[str]], Any]
"""Makes one element of a row and the chosen keys."""


def shape_of(series: Names, value: Names) -> Shape:
    """Find the shape that a choice leads to."""
    return _SHAPES[is_one(series), is_one(value)]


def flat_shape(row: Sequence[Cell], keys: Sequence[str]) -> tuple[float | None, ...]:
    """List all values of a row, series by series."""
    return tuple(cell.get(key) for cell in row for key in keys)


def is_one(names: Names) -> TypeGuard[str]:
    """Tell whether a single name was given, not a list of names."""
    return isinstance(names, str) and bool(names)


def full_name(spec: Mapping[str, Any]) -> str:
    """Name a series as `fragment.series`; either part may contain dots."""
    return f"{spec['type']}.{spec['name']}"


_SHAPES: Final[Mapping[tuple[bool, bool], Shape]] = {
    (True, True): lambda row, keys: row[0].get(keys[0]),
    (True, False): flat_shape,
    (False, True): flat_shape,
    (False, False): lambda row, keys: tuple(tuple(map(cell.get, keys)) for cell in row),
}

_STAMPS: Final[Mapping[bool | str, Callable[[str], Any]]] = {
    True: str,
    "datetime": parse_moment,
    "epoch": lambda text: parse_moment(text).timestamp(),
}


def _several(names: Names) -> tuple[str, ...]:
    return (names,) if is_one(names) else tuple(names or ())


def _occurring(rows: Iterable[Iterable[Cell]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for row in rows for cell in row for key in cell))


def _place(name: str, everything: tuple[str, ...]) -> int | None:
    if name in everything:
        return everything.index(name)
    if everything:
        raise KeyError(f"no series {name}; there are {', '.join(everything)}")
    return None


# Rows may be shorter than the list of series, and a gap may be written as `null` or `{}`.
def _cell(row: Sequence[Cell | None] | None, place: int | None) -> Cell:
    return (row[place] if row and place is not None and place < len(row) else None) or _GAP
