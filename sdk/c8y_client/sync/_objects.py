# Made from sdk/c8y_client/_async/_objects.py by sdk/scripts/unasync.py; change that.
"""Documents that live on the platform: created, read again, changed and deleted through a connection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy as copied
from copy import deepcopy
from typing import TYPE_CHECKING, ClassVar, Self

import orjson

from c8y_client._documents.document import Document
from c8y_client._documents.fields import Field, id_of
from c8y_client._http.urls import path
from c8y_client._types import JSON, Raw

if TYPE_CHECKING:
    from c8y_client._http.exchange import Response
    from c8y_client.sync.rest import CumulocityRestClient


class CumulocityObject(Document):
    """What all objects of the platform have in common.

    `c8y` is the connection that the object was read through, or that it is to be created through. Two objects are equal
    if they are of one class and have the same identity, whatever else they hold.
    """

    __slots__ = ("c8y",)

    resource_path: ClassVar[str]
    """Where objects of this class live."""
    object_type: ClassVar[str] = "application/json"
    """The media type that such an object is sent as and asked for."""

    def __init__(self, c8y: CumulocityRestClient | None = None, **fragments: JSON) -> None:
        super().__init__(**fragments)
        self.c8y: CumulocityRestClient | None = c8y

    @classmethod
    def from_json(cls, json: Mapping[str, JSON], c8y: CumulocityRestClient | None = None) -> Self:
        """Make an object from a document of the platform."""
        return cls._from_raw(orjson.dumps(json), c8y)

    @classmethod
    def _from_raw(cls, raw: Raw, c8y: CumulocityRestClient | None = None) -> Self:
        return next(cls._from_page([raw], c8y))

    @classmethod
    def _from_page(cls, documents: list[Raw], c8y: CumulocityRestClient | None) -> Iterator[Self]:
        # Without calls, as reading many objects spends its time here, and one by one, so that few live at a time.
        new = cls.__new__
        for raw in documents:
            one = new(cls)
            one.c8y = c8y
            one._original = raw
            one._working = None
            yield one

    @property
    def object_path(self) -> str:
        """Where this object lives; a `ValueError` for one that the platform does not know yet."""
        return path(self.resource_path, self._key())

    def _key(self) -> str:
        """Tell what names the object below its resource; a `ValueError` where that is missing."""
        raise NotImplementedError

    def _identity(self) -> JSON:
        """Tell what makes two objects the same one, `None` while nothing does."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CumulocityObject):
            return NotImplemented
        return self is other or (
            type(self) is type(other) and self._identity() is not None and self._identity() == other._identity()
        )

    def __hash__(self) -> int:
        if self._identity() is None:
            raise TypeError(f"{self!r} has no identity yet and cannot be put into a set; create it first")
        return hash((type(self), self._identity()))

    def __copy__(self) -> Self:
        made = self._from_raw(b"", self.c8y)
        made._original = self._original
        made._working = deepcopy(self._working)
        return made

    def __deepcopy__(self, _: dict[int, object]) -> Self:
        # The connection is shared, as all objects that were read together share it.
        return copied(self)

    def __getstate__(self) -> dict[str, object]:
        # Pickles leave the connection behind; that they came from a page is of no use elsewhere, either.
        return {
            "c8y": None,
            "_original": None if self._original is None else bytes(self._original),
            "_working": self._working,
        }

    def __setstate__(self, state: dict[str, object]) -> None:
        for name, value in state.items():
            setattr(self, name, value)

    @property
    def _connection(self) -> CumulocityRestClient:
        if self.c8y is None:
            raise ValueError(
                f"{self!r} has no connection; pass c8y= when you make it, or use the functions of a client"
            )
        return self.c8y

    def _create(self, copy: bool, **params: JSON) -> Self:
        kind, where = self.object_type, self.resource_path
        response = self._connection.transport.request(
            "POST", where, params=params, json=self.sendable(), accept=kind, content_type=kind
        )
        return self._received(response, copy)

    def _update(self, copy: bool, **params: JSON) -> Self:
        changes = self.changes
        where = self.object_path
        if not changes:
            return copied(self) if copy else self
        return self._received(self._put(where, changes, **params), copy)

    def _apply(self, json: Mapping[str, JSON], copy: bool) -> Self:
        pending = self.changes
        applied = self._received(self._put(self.object_path, dict(json)), copy)
        # What was changed here and is not part of the document waits for its update as before.
        applied.json.update({name: value for name, value in pending.items() if name not in json})
        return applied

    def _apply_to(self, other_id: str) -> Self:
        response = self._put(path(self.resource_path, id_of(other_id)), self.changes)
        return self._received(response, copy=True)

    def _reload(self, copy: bool) -> Self:
        response = self._connection.transport.request("GET", self.object_path, accept=self.object_type)
        response.document()
        return self._received(response, copy)

    def _delete(self, **params: JSON) -> None:
        self._connection.transport.request("DELETE", self.object_path, params=params)

    def _put(self, where: str, json: Mapping[str, JSON], **params: JSON) -> Response:
        return self._connection.transport.request(
            "PUT", where, params=params, json=json, accept=self.object_type, content_type=self.object_type
        )

    def _received(self, response: Response, copy: bool) -> Self:
        """Take an answer as the new state, of a copy if that is wanted; without one, what was sent is the state."""
        target = copied(self) if copy else self
        if response.content:
            response.document()
            target._adopt(response.content)
        else:
            target._settle()
        return target


class WithId(CumulocityObject):
    """An object that the platform gives an `id`."""

    __slots__ = ()

    id: Field[str] = Field("id", doc="What the platform calls this object; `None` until it is created.")

    def _key(self) -> str:
        if self.id is None:
            raise ValueError(f"{self!r} has no id; create it first, or read it from the platform")
        return self.id

    def _identity(self) -> JSON:
        return self.json.get("id")


class WithNumber(WithId):
    """An object whose `id` is a number."""

    __slots__ = ()

    id: Field[int] = Field(  # type: ignore[assignment] # a number wherever the platform has one here
        "id", doc="The number of this object; `None` until it is created."
    )

    def _key(self) -> str:
        return str(super()._key())


def require_object(thing: object) -> None:
    """Refuse what is no object of the platform."""
    if not isinstance(thing, CumulocityObject):
        raise TypeError(f"{thing!r} is no object such as ManagedObject(...); several are given one by one, as *objects")
