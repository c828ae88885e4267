"""Stored files."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from c8y_client._async._streaming import StreamedResponse
from c8y_client._async.managed_object import INVENTORY_PATH, ManagedObject
from c8y_client._download import FileDownload
from c8y_client._fields import Field
from c8y_client._types import JSON
from c8y_client._upload import FileSource, opened
from c8y_client._urls import path

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient

BINARIES_PATH = "/inventory/binaries"

_FILE_FIELDS = ("contentType", "length")


class Binary(ManagedObject):
    """A stored file: its object in the inventory and, on the way to the platform, the `file` itself.

    `file` is a path, a file open in binary mode, which is read from its present position and not closed, or bytes.
    """

    __slots__ = ("_file", "_is_pending")

    resource_path: ClassVar[str] = BINARIES_PATH
    _assigned: ClassVar[frozenset[str]] = ManagedObject._assigned | {*_FILE_FIELDS}

    _file: FileSource | None
    _is_pending: bool

    content_type = Field[str]("contentType", doc="The media type of the content.")
    length = Field[int]("length", read_only=True, doc="The size of the content, in bytes.")

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
        return getattr(self, "_file", None)

    @file.setter
    def file(self, file: FileSource | None) -> None:
        self._file = file
        self._is_pending = file is not None

    @property
    def is_pending(self) -> bool:
        """Whether there is content that `update` would store: a path, or what was not stored yet."""
        return isinstance(self.file, str | os.PathLike) or getattr(self, "_is_pending", False)

    async def create(self, copy: bool = False) -> Self:
        """Store the file; a `FileNotFoundError` before anything is sent if there is none at that path."""
        if self.file is None:
            raise ValueError(f"{self!r} has no file to store; set file= to a path, an open file or bytes")
        with opened(self.file, self.name, self.content_type) as upload:
            document = {"type": upload.content_type, "name": upload.filename, **self.sendable()}
            body = upload.form({"object": document})
            response = await self._connection.transport.request(
                "POST", BINARIES_PATH, content=body, accept=self.object_type
            )
        return self._stored(response, copy)
