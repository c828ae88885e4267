"""A JSON document of the platform as an object: parsed when it is first looked at, and aware of what was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final, Self, TypeVar, overload

import orjson

from c8y_client._documents.paths import exists, expanded, find, put
from c8y_client._documents.values import Column, Values
from c8y_client._http.encoding import plain
from c8y_client._types import JSON, Raw

T = TypeVar("T")


class Document(Mapping[str, JSON]):
    """A document, read and changed like nested dictionaries or by dotted paths.

    `document["a"]["b"]`, `document["a.b"]` and `document.get("a.b", 0)` read the same value; a snake_case step that is
    missing is tried in camelCase. Changes are found by comparing with what the platform last said, wherever they were
    made.
    """

    __slots__ = ("_original", "_working")

    # What the platform decides; it is never sent.
    _assigned: ClassVar[frozenset[str]] = frozenset({"id", "self"})

    _original: Raw | None
    _working: dict[str, JSON] | None

    def __init__(self, **fragments: JSON) -> None:
        """Make a document that the platform does not know yet; dotted names are spread into nested documents."""
        self._original = None
        self._working = expanded(fragments)

    @property
    def json(self) -> dict[str, JSON]:
        """The document itself. Changing it changes the object."""
        if self._working is None:
            # A copy lets go of the page that the document came with.
            self._original = bytes(self._original or b"{}")
            self._working = orjson.loads(self._original)
        return self._working

    @property
    def changes(self) -> dict[str, JSON]:
        """What differs from what the platform last said: whole fragments, and `None` for those that were removed."""
        return self._changes()

    def _changes(self) -> dict[str, JSON]:
        if self._original is None:
            return self.sendable()
        if self._working is None:
            return {}
        before: dict[str, JSON] = orjson.loads(self._original)
        after = plain(self._working)
        changed = {name: value for name, value in after.items() if name not in before or before[name] != value}
        return changed | {name: None for name in before if name not in after}

    @property
    def is_changed(self) -> bool:
        """Whether there is anything that the platform does not know yet."""
        return bool(self._changes())

    def sendable(self) -> dict[str, JSON]:
        """Give the whole document without what the platform assigns by itself."""
        return {name: value for name, value in self.json.items() if name not in self._assigned}

    def __getitem__(self, path: str) -> JSON:
        value = find(self._working or self.json, path, _ABSENT)
        if value is _ABSENT:
            raise KeyError(_absence(self, path))
        return value

    def __setitem__(self, path: str, value: JSON) -> None:
        put(self.json, path, value, create=False)

    def __delitem__(self, path: str) -> None:
        parent, _, name = path.rpartition(".")
        holder = self[parent] if parent else self.json
        if name not in holder:
            raise KeyError(_absence(self, path))
        del holder[name]

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and exists(self.json, path)

    def __iter__(self) -> Iterator[str]:
        return iter(self.json)

    def __len__(self) -> int:
        return len(self.json)

    def __getattr__(self, name: str) -> JSON:
        # Only asked for what the class does not define. Fragments carry their vendor's prefix, fields do not.
        if "_" in name.strip("_") and not name.startswith("_") and name in self.json:
            return _read_only(self.json[name])
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r} and no fragment of that name")

    @overload
    def get(self, path: str) -> Any | None: ...
    @overload
    def get(self, path: str, default: T) -> Any | T: ...
    def get(self, path: str, default: Any = None) -> Any:
        """Read the value at a path, or `default` where the path leads nowhere."""
        return find(self.json, path, default)

    def set(self, path: str, value: JSON) -> None:
        """Set the value at a path and make the steps in between; a `ValueError` where a step is no document."""
        put(self.json, path, value, create=True)

    def has(self, path: str) -> bool:
        """Tell whether a path leads to a value; the same as `path in document`."""
        return path in self

    def __iadd__(self, fragments: Any) -> Self:
        """Add fragments: objects with `name` and `items`, mappings, or a sequence of these."""
        for fragment in fragments if isinstance(fragments, list | tuple) else [fragments]:
            self.json.update(fragment if isinstance(fragment, Mapping) else {fragment.name: fragment.items})
        return self

    def as_tuple(self, *paths: Column) -> tuple[Any, ...]:
        """Read the values at paths; a pair gives the value for a path that leads nowhere, which is `None` otherwise."""
        values: tuple[Any, ...] = Values.of(list(paths)).read(self.json) if paths else ()
        return values

    def as_record(self, **mapping: Column) -> dict[str, Any]:
        """Read the values at paths under names of your own: `as_record(serial="c8y_Hardware.serialNumber")`."""
        return dict(zip(mapping, self.as_tuple(*mapping.values()), strict=True))

    def _adopt(self, content: Raw) -> None:
        """Take what the platform says as the state of this object."""
        self._original = content
        self._working = None

    def _settle(self) -> None:
        """Take the present content as known to the platform, which accepted it without repeating it."""
        self._original = orjson.dumps(plain(self.json))

    def _title(self) -> dict[str, JSON]:
        """Name what tells the object from others, for people."""
        return {name: self.json[name] for name in ("id", "type", "name") if self.json.get(name) is not None}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._title().items())})"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        from c8y_client._documents.tables import table_of  # noqa: PLC0415 - only notebooks ask for it

        return table_of(type(self).__name__, self.json)


class Fragment(Mapping[str, JSON]):
    """A fragment whose values can be read as attributes, too: `device.c8y_Hardware.serialNumber`. It cannot be changed.

    To change a value, write `device["c8y_Hardware.serialNumber"] = "42"`.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, JSON]) -> None:
        self._values = values

    def __getitem__(self, path: str) -> JSON:
        value = find(self._values, path, _ABSENT)
        if value is _ABSENT:
            raise KeyError(f"there is no {path!r}; there are {', '.join(self._values) or 'no values'}")
        return value

    def __getattr__(self, name: str) -> JSON:
        if name.startswith("_"):
            # While it is being copied or unpickled there are no values to name.
            raise AttributeError(name)
        if name not in self._values:
            raise AttributeError(f"there is no {name!r}; there are {', '.join(self._values) or 'no values'}")
        return _read_only(self._values[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)


_ABSENT: Final[Any] = object()


def _read_only(value: JSON) -> JSON:
    return Fragment(value) if isinstance(value, dict) else value


def _absence(document: Document, path: str) -> str:
    return f"{document!r} has no {path!r}; it has {', '.join(document) or 'nothing'}"
