"""ZIP archives from clients: judged as a whole before anything is kept, read in memory, never unpacked to disk."""

from __future__ import annotations

import re
import stat
import struct
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from mockc8y.domain.errors import PlatformError, error

MEBIBYTE = 1024 * 1024
MEMBERS_LIMIT = 20_000
UNPACKED_LIMIT = 512 * MEBIBYTE
RATIO_LIMIT = 200
"""A member may be at most so many times as large as it is packed. Scripts and styles stay below 20."""
RATIO_FREE = MEBIBYTE
"""Members up to this size may be packed as well as they can be: a page of blanks is no attack."""
LARGEST_COUNT = 4 * MEMBERS_LIMIT
"""Directory marks in an archive at most, with those of archives stored inside it."""

_DIRECTORY_MARK = b"PK\x01\x02"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_METHODS = frozenset({ZIP_STORED, ZIP_DEFLATED})
_KINDS = frozenset({0, stat.S_IFREG, stat.S_IFDIR})
_BROKEN = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, struct.error, zlib.error)
"""What reading a broken archive raises."""


class Member(NamedTuple):
    """Where in an archive a file begins, how long it is there and unpacked, in bytes, and how it is packed."""

    start: int
    packed: int
    size: int
    method: int


def inspected(content: bytes) -> Mapping[str, Member]:
    """Return the files of an archive by their paths, or raise 422 and say why it is not taken.

    Refused are archives that are broken, that could not be unpacked in safety (names that climb out, links, files of
    the same name), and those that are far larger than they look. All is unpacked once, to see that it can be.
    """
    # The count comes first: a directory with millions of entries takes long to read.
    if content.count(_DIRECTORY_MARK) > LARGEST_COUNT:
        raise _too_many()
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _checked(archive, content)
    except _BROKEN as problem:
        raise refused(f"it is no readable ZIP file ({problem})") from problem


def read(content: bytes, member: Member) -> bytes:
    """Return a file of an archive that was inspected."""
    packed = content[member.start : member.start + member.packed]
    if member.method == ZIP_STORED:
        return packed
    # The bound is a second lock: the sizes were compared when the archive came.
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.size) if member.size else b""


def refused(reason: str) -> PlatformError:
    """Make the error for an archive that is not taken."""
    return error("invalid_data", area="applications", reason=f"The archive cannot be used: {reason}")


def _checked(archive: ZipFile, content: bytes) -> Mapping[str, Member]:
    entries = archive.infolist()
    if len(entries) > MEMBERS_LIMIT:
        raise _too_many()
    _check_names(entries)
    _check_sizes(entries, len(content))
    for entry in entries:
        _check_kind(entry)
        _unpack(archive, entry)
    return MappingProxyType({entry.orig_filename: _located(entry, content) for entry in entries if not entry.is_dir()})


def _check_names(entries: list[ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        # The name as it was sent: what `filename` holds is tidied up already.
        name = entry.orig_filename
        fault = next(_faults_of(name), None)
        if fault is not None:
            raise refused(f"the name {name!r} {fault}")
        if name in seen:
            raise refused(f"it holds {name!r} twice")
        seen.add(name)


def _faults_of(name: str) -> Iterator[str]:
    if _CONTROL.search(name):
        yield "has control characters"
    if "\\" in name:
        yield "has a backslash"
    if name.startswith("/") or _DRIVE.match(name):
        yield "is absolute"
    if not {"", ".", ".."}.isdisjoint(name.removesuffix("/").split("/")):
        yield "is no plain path below the archive's root"


def _check_sizes(entries: list[ZipInfo], length: int) -> None:
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise refused(f"unpacked it is larger than {UNPACKED_LIMIT} bytes")
    if sum(entry.compress_size for entry in entries) > length:
        raise refused("its files overlap")
    for entry in entries:
        if entry.file_size > max(RATIO_FREE, RATIO_LIMIT * entry.compress_size):
            raise refused(f"{entry.orig_filename!r} is more than {RATIO_LIMIT} times as large as it is packed")


def _check_kind(entry: ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise refused(f"{entry.orig_filename!r} is encrypted")
    if entry.compress_type not in _METHODS:
        raise refused(f"{entry.orig_filename!r} is packed by a method other than deflate")
    if stat.S_IFMT(entry.external_attr >> 16) not in _KINDS:
        raise refused(f"{entry.orig_filename!r} is a link or a device, not a file")


def _unpack(archive: ZipFile, entry: ZipInfo) -> None:
    """Unpack a file in pieces and keep none: it must have the size and the checksum that the archive claims."""
    with archive.open(entry) as file:
        size = sum(len(piece) for piece in iter(lambda: file.read(MEBIBYTE), b""))
    if size != entry.file_size:
        raise refused(f"{entry.orig_filename!r} has not the size that the archive claims")


def _located(entry: ZipInfo, content: bytes) -> Member:
    _, name_length, extra_length = _LOCAL_HEADER.unpack_from(content, entry.header_offset)
    start = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    return Member(start, entry.compress_size, entry.file_size, entry.compress_type)


def _too_many() -> PlatformError:
    return refused(f"it holds more than {MEMBERS_LIMIT} files")
