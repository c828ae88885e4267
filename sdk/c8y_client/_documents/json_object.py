"""Documents that are a part of others, or an answer of their own: plain dictionaries with paths and properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, Self, TypeVar, overload

from c8y_client._documents.paths import find, put
from c8y_client._types import JSON

T = TypeVar("T")

_ABSENT: Final[Any] = object()


class JsonObject(dict[str, JSON]):
    """A dictionary that can be read by dotted paths and, in subclasses, by properties.

    >>> JsonObject({"a": {"b": 1}})["a.b"]
    1
    """

    # For the properties: there is no state on the platform to compare with.
    _original: ClassVar[None] = None

    @classmethod
    def from_json(cls, json: Mapping[str, JSON], **_: object) -> Self:
        """Make one of a document."""
        return cls(json)

    @property
    def json(self) -> dict[str, JSON]:
        """The document: the object itself."""
        return self

    @property
    def _working(self) -> dict[str, JSON]:
        return self

    def __getitem__(self, path: str) -> JSON:
        if dict.__contains__(self, path):
            return dict.__getitem__(self, path)
        value = find(dict(self), path, _ABSENT)
        if value is _ABSENT:
            raise KeyError(f"{type(self).__name__} has no {path!r}; it has {', '.join(self) or 'nothing'}")
        return value

    @overload  # type: ignore[override]
    def get(self, path: str) -> Any | None: ...
    @overload
    def get(self, path: str, default: T) -> Any | T: ...
    def get(self, path: str, default: Any = None) -> Any:
        """Read the value at a path, or `default` where the path leads nowhere."""
        return find(dict(self), path, default)

    def set(self, path: str, value: JSON) -> None:
        """Set the value at a path and make the steps in between."""
        put(self, path, value, create=True)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict.__repr__(self)})"
