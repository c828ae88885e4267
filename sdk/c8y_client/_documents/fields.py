"""Properties that stand for fields of a document."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, Self, TypeAlias, TypeVar, overload

from c8y_client._documents.dates import Moment, parse_moment, wire_moment
from c8y_client._documents.document import Document
from c8y_client._documents.json_object import JsonObject
from c8y_client._documents.paths import find
from c8y_client._types import JSON

T = TypeVar("T")
Given = TypeVar("Given")

Holder: TypeAlias = Document | JsonObject
"""What properties can belong to."""


class _Property(Generic[T, Given]):
    """A field at a path of a document; `None` while the document lacks it."""

    def __init__(self, path: str, *, read_only: bool = False, doc: str | None = None) -> None:
        self.path = path
        self.is_read_only = read_only
        self.__doc__ = doc
        self._name = path

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, document: None, owner: type) -> Self: ...
    @overload
    def __get__(self, document: Holder, owner: type) -> T: ...
    def __get__(self, document: Holder | None, owner: type) -> T | Self:
        return self if document is None else self._read(document._working or document.json)

    def __set__(self, document: Holder, value: Given | None) -> None:
        if self.is_read_only:
            raise AttributeError(f"{self._name} of {type(document).__name__} is set by the platform, not by clients")
        if value is not None:
            self._write(document, value)
        else:
            self._remove(document)

    def _remove(self, document: Holder) -> None:
        fragment, _, name = self.path.rpartition(".")
        if fragment:
            # What is left of the fragment is sent: the platform replaces fragments as a whole.
            (find(document.json, fragment) or {}).pop(name, None)
        elif document._original is None:
            document.json.pop(name, None)
        else:
            document.json[name] = None

    def _read(self, json: dict[str, JSON]) -> T:
        raise NotImplementedError

    def _write(self, document: Holder, value: Given) -> None:
        document.set(self.path, value)


class Field(_Property[T | None, T]):
    """A value as it stands in the document. Setting `None` removes the field, on the platform as well."""

    def _read(self, json: dict[str, JSON]) -> T | None:
        value: T | None = find(json, self.path)
        return value


class TimeField(_Property[str | None, Moment]):
    """A point in time as the platform writes it; it can be set from any moment, such as `"now"` or a datetime."""

    def _read(self, json: dict[str, JSON]) -> str | None:
        text: str | None = find(json, self.path)
        return text

    def _write(self, document: Holder, value: Moment) -> None:
        document.set(self.path, wire_moment(value, self._name))


class MomentField(_Property[datetime | None, datetime]):
    """The parsed twin of a `TimeField`; it can only be read."""

    def __init__(self, path: str) -> None:
        super().__init__(path, read_only=True, doc=f"`{path}` as a datetime with time zone.")

    def _read(self, json: dict[str, JSON]) -> datetime | None:
        text: str | None = find(json, self.path)
        return None if text is None else parse_moment(text)


class ReferenceField(_Property[str | None, JSON]):
    """The id of another object, such as `source`; it can be set from an id or from that object."""

    def _read(self, json: dict[str, JSON]) -> str | None:
        reference = json.get(self.path)
        return reference.get("id") if isinstance(reference, dict) else None

    def _write(self, document: Holder, value: JSON) -> None:
        document.set(self.path, {"id": id_of(value)})


class TagField(_Property[bool, bool]):
    """Whether a fragment without content, such as `c8y_IsDevice`, is there."""

    def _read(self, json: dict[str, JSON]) -> bool:
        return json.get(self.path) is not None

    def _write(self, document: Holder, value: bool) -> None:
        if value:
            document.json.setdefault(self.path, {})
        else:
            document.json.pop(self.path, None)


def id_of(thing: JSON) -> str:
    """Give the id of an object, or the id itself; a `ValueError` for an object that has none yet."""
    if isinstance(thing, str | int):
        return str(thing)
    identifier: str | int | None = getattr(thing, "id", None)
    if identifier is None:
        raise ValueError(f"{thing!r} has no id; create it first, or give an id")
    return str(identifier)
