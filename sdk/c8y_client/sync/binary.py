# Made from sdk/c8y_client/_async/binary.py by sdk/scripts/unasync.py; change that.
"""Stored files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from copy import copy as copied
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from c8y_client._documents.fields import Field, id_of
from c8y_client._http.download import FileDownload
from c8y_client._http.upload import FileSource, opened
from c8y_client._http.urls import path
from c8y_client._types import JSON
from c8y_client.sync._streaming import StreamedResponse
from c8y_client.sync.managed_object import INVENTORY_PATH, ManagedObject

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient

BINARIES_PATH = "/inventory/binaries"

_FILE_FIELDS = ("contentType", "length")


class Binary(ManagedObject):
    """A stored file: its object in the inventory and, on the way to the platform, the `file` itself.

    `file` is a path, a file open in binary mode, which is read from its present position and not closed, or bytes.
    """

    __slots__ = ("_file", "_is_new")

    resource_path: ClassVar[str] = BINARIES_PATH
    _assigned: ClassVar[frozenset[str]] = ManagedObject._assigned | {*_FILE_FIELDS}

    content_type: Field[str] = Field("contentType", doc="The media type of the content.")
    length: Field[int] = Field("length", read_only=True, doc="The size of the content, in bytes.")

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        type: str | None = None,
        name: str | None = None,
        owner: str | None = None,
        content_type: str | None = None,
        file: FileSource | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make a file that is not stored yet; other keywords become fragments of its object.

        Without a name it is called as the file is, and without a media type that follows from the name.
        """
        if name is None and isinstance(file, str | os.PathLike):
            name = Path(file).name
        super().__init__(c8y, type or content_type, name, owner, **kwargs)
        self.content_type = content_type or _media_type(type)
        self.file = file

    @property
    def file(self) -> FileSource | None:
        """What is stored by `create` and `update`."""
        return getattr(self, "_file", None)  # unset on what was read

    @file.setter
    def file(self, file: FileSource | None) -> None:
        self._file, self._is_new = file, file is not None

    def create(self, copy: bool = False) -> Self:
        """Store the file; a `FileNotFoundError` before anything is sent if there is none at that path."""
        if self.file is None:
            raise ValueError(f"{self!r} has no file to store; set file= to a path, an open file or bytes")
        connection = self._connection
        with opened(self.file, self.name, self.content_type) as upload:
            document = {"type": upload.content_type, "name": upload.filename, **self.sendable()}
            response = connection.transport.request(
                "POST", BINARIES_PATH, content=upload.form({"object": document}), accept=self.object_type
            )
        self._is_new = False
        return self._received(response, copy)

    def update(self, copy: bool = False) -> Self:
        """Store the file again, or another one that `file` was set to, and send what was changed beside it.

        A file that was given open, or as bytes, is stored once.
        """
        key, target = self._key(), copied(self) if copy else self
        changes = {name: value for name, value in self.changes.items() if name not in _FILE_FIELDS}
        if self.file is not None and (self._is_new or isinstance(self.file, str | os.PathLike)):
            with opened(self.file, content_type=self._next_type()) as upload:
                response = self._connection.transport.request(
                    "PUT", self.object_path, content=upload.raw(), accept=self.object_type
                )
            self._is_new = False
            target._received(response, copy=False)
        if changes:
            target._received(self._put(path(INVENTORY_PATH, key), changes), copy=False)
        return target

    def apply(self, json: Mapping[str, JSON], copy: bool = False) -> Self:
        """Send a part of a document, which is merged into the object of the file."""
        return self._received(self._put(path(INVENTORY_PATH, self._key()), dict(json)), copy)

    def apply_to(self, other_id: str) -> Self:
        """Send the changes of the object of this file to that of another one, which is returned."""
        return self._received(self._put(path(INVENTORY_PATH, id_of(other_id)), self.changes), copy=True)

    def reload(self, copy: bool = False) -> Self:
        """Read the object of the file again; changes that were not sent are lost, unless in a `copy`."""
        where = path(INVENTORY_PATH, self._key())
        response = self._connection.transport.request("GET", where, accept=self.object_type)
        return self._received(response, copy)

    def delete(self, **_: JSON) -> None:
        """Delete the file with its object."""
        self._delete()

    def read_file(self) -> FileDownload:
        """Read the content: `bytes` with `filename` and `content_type`."""
        return self._connection.get_file(self.object_path)

    def stream_file(self) -> AbstractContextManager[StreamedResponse]:
        """Read the content piece by piece: `with binary.stream_file() as content`, then `iter_bytes()`."""
        return self._connection.stream_file(self.object_path)

    def download_to(self, path: str | os.PathLike[str]) -> Path:
        """Download to a path, or into a folder under the name of the file; tell the path.

        Little of the content is in memory at a time, and a download that fails leaves nothing.
        """
        return self._connection.download_to(self.object_path, path)

    def _next_type(self) -> str | None:
        """Tell the media type of what is stored next; that of another file follows from its own name."""
        is_other = self._is_new and isinstance(self.file, str | os.PathLike)
        return None if is_other and "contentType" not in self.changes else self.content_type

    def __copy__(self) -> Self:
        made = super().__copy__()
        if self.file is not None:
            made._file, made._is_new = self.file, self._is_new
        return made


# Types of objects are often media types, but need not be.
def _media_type(type: str | None) -> str | None:
    return type if type and "/" in type else None
