"""Files on their way from the platform: their name, their content, their place on disk."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterator, Mapping
from email.message import Message
from pathlib import Path
from typing import Any, BinaryIO, Self
from urllib.parse import unquote_to_bytes

_EXTENDED = re.compile(r"""filename\*\s*=\s*([\w-]+)'[^']*'([^;\s]+)""", re.IGNORECASE)
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)


class FileDownload(bytes):
    """The content of a file, with the `filename` and the `content_type` that the server gave it, or `None`.

    It is `bytes`, and unpacks into content and name for code that expects such a pair:

    >>> file = FileDownload(b"1;2", "values.csv", "text/csv")
    >>> file == b"1;2", len(file), file.filename
    (True, 3, 'values.csv')
    >>> content, filename = file

    For that reason a loop over it yields these two; loop over `file.content` for its single bytes.
    """

    filename: str | None
    content_type: str | None

    def __new__(cls, content: bytes, filename: str | None = None, content_type: str | None = None) -> Self:
        """Put name and kind beside the content."""
        self = super().__new__(cls, content)
        self.filename = filename
        self.content_type = content_type
        return self

    def __iter__(self) -> Iterator[Any]:
        yield self.content
        yield self.filename

    def __repr__(self) -> str:
        return f"<FileDownload {self.filename!r}, {self.content_type}, {len(self)} bytes>"

    @property
    def content(self) -> bytes:
        """The content as plain `bytes`."""
        return bytes(self)


def filename_of(headers: Mapping[str, str]) -> str | None:
    """Read the file name that the server suggests, without folders; `None` where it suggests none."""
    disposition = headers.get("Content-Disposition", "")
    name = _extended(disposition) or _plain(disposition)
    return (_FOLDERS.sub("", name) if name else None) or None


def content_type_of(headers: Mapping[str, str]) -> str | None:
    """Read the media type, with its parameters."""
    return headers.get("Content-Type")


def place(path: str | os.PathLike[str], headers: Mapping[str, str]) -> Path:
    """Tell where a download goes: to the path itself or, if that is a folder, under its own name into it."""
    if not Path(path).is_dir():
        return Path(path)
    name = filename_of(headers)
    if name in {None, ".", ".."}:
        raise ValueError(f"{os.fspath(path)!r} is a folder and the server names no file; give the path of a file")
    return Path(path) / str(name)


class Arriving:
    """A file that has its name only when it is complete: until then its name ends with `.part`."""

    def __init__(self, final: Path) -> None:
        self._final = final
        self._part = final.with_name(f"{final.name}.part")
        self._file: BinaryIO

    def __enter__(self) -> BinaryIO:
        self._file = self._part.open("wb")
        return self._file

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._file.close()
        if kind is None:
            self._part.replace(self._final)
        else:
            self._part.unlink(missing_ok=True)


def write(file: BinaryIO, chunk: bytes) -> None:
    """Write a piece of a file."""
    file.write(chunk)


async def async_write(file: BinaryIO, chunk: bytes) -> None:
    """Write a piece of a file in a thread, so that other tasks go on."""
    await asyncio.to_thread(file.write, chunk)


def _extended(disposition: str) -> str | None:
    found = _EXTENDED.search(disposition)
    if found is None:
        return None
    try:
        return unquote_to_bytes(found[2]).decode(found[1])
    except (LookupError, UnicodeDecodeError):
        return None


def _plain(disposition: str) -> str | None:
    message = Message()
    message["Content-Disposition"] = disposition
    return message.get_filename()
