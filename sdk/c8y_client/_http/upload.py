"""Files on their way to the platform: where they come from, what they are called, what kind they are."""

from __future__ import annotations

import io
import mimetypes
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias
from urllib.parse import quote

from c8y_client._http.body import Body, content_body, multipart_body
from c8y_client._http.encoding import encoded
from c8y_client._types import JSON

FileSource: TypeAlias = str | os.PathLike[str] | BinaryIO | bytes
"""A path, a file open in binary mode, or the content itself."""

_UNKNOWN: Final = "application/octet-stream"
_NAMELESS: Final = "file"
_NOT_PLAIN: Final = re.compile(r'[^ -~]|["%\\]')

# What `mimetypes` calls an encoding is the kind of file that a user sees.
_COMPRESSED: Final = {
    "gzip": "application/gzip",
    "bzip2": "application/x-bzip2",
    "xz": "application/x-xz",
    "br": _UNKNOWN,
    "compress": _UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Upload:
    """An open file with the name and the media type that it is to have."""

    file: BinaryIO
    filename: str
    content_type: str

    def raw(self) -> Body:
        """Lay out a body that is the file and nothing else."""
        return replace(content_body(self.file), content_type=self.content_type)

    def form(self, fields: Mapping[str, JSON] | None = None, part: str = "file") -> Body:
        """Lay out a form with the file in a field of its own; others that are no text or bytes are written as JSON."""
        texts = {name: _text(value) for name, value in (fields or {}).items()}
        return multipart_body(texts, self.file, filename=self.filename, content_type=self.content_type, part=part)

    def naming(self) -> dict[str, str]:
        """Word the name as a header, for a body that is the file and nothing else (RFC 6266); none without a name."""
        if self.filename == _NAMELESS:
            return {}
        plain = _NOT_PLAIN.sub("_", self.filename)
        extended = "" if plain == self.filename else f"; filename*=UTF-8''{quote(self.filename, safe='')}"
        return {"Content-Disposition": f'attachment; filename="{plain}"{extended}'}


@contextmanager
def opened(source: FileSource, filename: str | None = None, content_type: str | None = None) -> Iterator[Upload]:
    """Open a file for a block; a missing one is a `FileNotFoundError`.

    A file that is open already is taken from its present position and stays open. Without `content_type` the ending of
    `filename` decides, or that of the file's own name.
    """
    if isinstance(source, str | os.PathLike):
        with Path(source).open("rb") as file:
            yield _upload(file, Path(source).name, filename, content_type)
    elif isinstance(source, bytes | bytearray | memoryview):
        yield _upload(io.BytesIO(source), _NAMELESS, filename, content_type)
    else:
        _require_binary(source)
        yield _upload(source, _name_of(source), filename, content_type)


def media_type(*names: str) -> str:
    """Guess the media type from the ending of a file name, the first one whose ending tells something."""
    for guess, encoding in (mimetypes.guess_type(name, strict=False) for name in names):
        if encoding or guess:
            return _COMPRESSED.get(encoding, _UNKNOWN) if encoding else str(guess)
    return _UNKNOWN


def _upload(file: BinaryIO, own_name: str, filename: str | None, content_type: str | None) -> Upload:
    name = filename or own_name
    return Upload(file, name, content_type or media_type(name, own_name))


def _require_binary(file: object) -> None:
    if isinstance(file, io.TextIOBase):
        raise TypeError("the file is open in text mode; open it with mode 'rb'")


def _name_of(file: BinaryIO) -> str:
    # A file that was opened by its descriptor has a number for a name.
    name = getattr(file, "name", None)
    return Path(name).name if isinstance(name, str) else _NAMELESS


def _text(value: JSON) -> str:
    if isinstance(value, str):
        return value
    return value.decode() if isinstance(value, bytes) else encoded(value).decode()
