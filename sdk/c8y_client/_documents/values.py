"""`as_values`: plain values of documents in place of objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from c8y_client._documents.paths import camel_case, find
from c8y_client._types import JSON

Column: TypeAlias = str | tuple[str, JSON]
"""A path, or a path with the value to give where it leads nowhere."""

AsValues: TypeAlias = str | Sequence[Column] | tuple[str, JSON]
"""Which values to give: one path or path with default, or several, of which each gives one element of a tuple."""


@dataclass(frozen=True, slots=True)
class Values:
    """Reads values at paths: one value if `is_single`, otherwise a tuple."""

    paths: tuple[str, ...]
    defaults: tuple[JSON, ...]
    is_single: bool

    @classmethod
    def of(cls, as_values: AsValues) -> Values:
        """Read what a caller wrote; anything that names no path is a `TypeError`.

        A list is columns. So is a tuple, unless it has two elements of which the second is no text, tuple or list:
        that is a path with its default.
        """
        if isinstance(as_values, str):
            return cls((as_values,), (None,), is_single=True)
        if _is_path_with_default(as_values):
            path, default = as_values
            return cls((str(path),), (default,), is_single=True)
        columns = [_column(column) for column in _listed(as_values)]
        if not columns:
            raise TypeError("as_values names no path")
        return cls(tuple(path for path, _ in columns), tuple(default for _, default in columns), is_single=False)

    def read(self, document: JSON) -> Any:
        """Read the values of one document."""
        if self.is_single:
            return find(document, self.paths[0], self.defaults[0])
        return tuple(map(find, [document] * len(self.paths), self.paths, self.defaults))


Tree: TypeAlias = "dict[str, Tree]"
"""The part of a document that some paths lead through, as names within names; a leaf is empty."""


def tree_of(paths: Sequence[str]) -> Tree | None:
    """Merge paths into a tree; `None` where plain names cannot describe them.

    That is so for list indices, for snake_case steps, which have two spellings, and for a path that continues another.
    """
    tree: Tree = {}
    unique = sorted(set(paths))
    if any(later.startswith(f"{path}.") for path in unique for later in unique):
        return None
    for path in unique:
        place = tree
        for step in path.split("."):
            if not step.isidentifier() or step.startswith("_") or camel_case(step) != step:
                return None
            place = place.setdefault(step, {})
    return tree


def _is_path_with_default(as_values: Sequence[Any]) -> bool:
    return (
        isinstance(as_values, tuple)
        and len(as_values) == 2  # noqa: PLR2004 - a pair
        and not isinstance(as_values[1], str | tuple | list)
    )


def _listed(as_values: Any) -> Sequence[Any]:
    if isinstance(as_values, Mapping) or not isinstance(as_values, Iterable):
        raise TypeError(f"as_values is a path or a list of paths, got {as_values!r}")
    return list(as_values)


def _column(column: Any) -> tuple[str, JSON]:
    if isinstance(column, str):
        return column, None
    pair: tuple[object, ...] = tuple(column) if isinstance(column, Iterable) else ()
    if len(pair) == 2 and isinstance(pair[0], str):  # noqa: PLR2004 - it is one
        return pair[0], pair[1]
    raise TypeError(f"as_values takes paths and (path, default) pairs, got {column!r}")
