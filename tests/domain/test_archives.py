"""Which archives are taken, and how their files are read."""

from __future__ import annotations

import stat
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.domain import archives
from mockc8y.domain.errors import PlatformError
from tests.archives import archive

Write = Callable[[ZipFile], None]


def packed(write: Write, method: int = ZIP_DEFLATED) -> bytes:
    """Make an archive by hand."""
    content = BytesIO()
    with ZipFile(content, "w", method) as file:
        write(file)
    return content.getvalue()


def renamed(content: bytes, old: bytes, new: bytes) -> bytes:
    """Change a name wherever it stands in an archive, also to one that the library would tidy up."""
    assert len(old) == len(new)
    return content.replace(old, new)


def refusal(content: bytes) -> str:
    """Return why an archive is not taken."""
    with pytest.raises(PlatformError) as problem:
        archives.inspected(content)
    assert (problem.value.status, problem.value.code) == (422, "applications/Invalid Data")
    return problem.value.message


@pytest.mark.parametrize("method", [ZIP_DEFLATED, ZIP_STORED])
def test_files_are_found_by_their_paths(method: int) -> None:
    """Every file can be read, whether it is packed or not; folders are none."""
    files = {"index.html": b"<p>", "assets/deep/a.js": b"1;" * 500, "empty": b"", "a name.txt": "ä".encode()}

    def write(file: ZipFile) -> None:
        file.writestr("assets/", b"")
        for name, data in files.items():
            file.writestr(name, data, method)

    content = packed(write, method)
    members = archives.inspected(content)

    assert {name: archives.read(content, member) for name, member in members.items()} == files


def test_archive_behind_other_bytes_is_read() -> None:
    """Some tools put a program before the archive, so that its places have to be found from the end."""
    content = b"#!/bin/sh\n" + archive({"index.html": b"<p>"})

    assert archives.read(content, archives.inspected(content)["index.html"]) == b"<p>"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../evil", "is no plain path"),
        ("a/../../b", "is no plain path"),
        ("a/..", "is no plain path"),
        ("./index", "is no plain path"),
        ("a//b", "is no plain path"),
        ("/etc/passwd", "is absolute"),
        ("//server/share", "is absolute"),
        ("C:/evil", "is absolute"),
        ("c:evil", "is absolute"),
        ("..\\evil", "has a backslash"),
        ("a\\b", "has a backslash"),
        ("a\nb", "has control characters"),
        ("a\x7fb", "has control characters"),
    ],
)
def test_name_that_leads_elsewhere_is_refused(name: str, reason: str) -> None:
    """No name may mean a place outside the archive on any system, nor spoil a header or a log."""
    assert reason in refusal(archive({name: b"x", "index.html": b"<p>"}))


def test_name_with_a_nul_is_refused() -> None:
    """What stands behind a NUL would be cut off, and the file found under another name than it has."""
    assert "has control characters" in refusal(renamed(archive({"indexXhtml": b"<p>"}), b"indexXhtml", b"index\0html"))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK])
def test_link_or_device_is_refused(kind: int) -> None:
    """Only files and folders are taken."""
    entry = ZipInfo("index.html")
    entry.external_attr = (kind | 0o777) << 16

    assert "is a link or a device" in refusal(packed(lambda file: file.writestr(entry, b"/etc/passwd")))


def test_plain_file_with_a_mode_is_taken() -> None:
    """Archives made on Unix say of each file that it is one."""
    entry = ZipInfo("index.html")
    entry.external_attr = (stat.S_IFREG | 0o644) << 16

    assert set(archives.inspected(packed(lambda file: file.writestr(entry, b"<p>")))) == {"index.html"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused() -> None:
    """Which of them counts would be a matter of taste."""

    def write(file: ZipFile) -> None:
        file.writestr("index.html", b"one")
        file.writestr("index.html", b"two")

    assert "twice" in refusal(packed(write))


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06", b"not an archive", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_archive_is_refused(content: bytes) -> None:
    """Anything else than an archive is told to be no readable one."""
    assert "it is no readable ZIP file" in refusal(content)


def test_cut_archive_is_refused() -> None:
    """An upload that ended early is not taken for a smaller archive."""
    content = archive({"index.html": b"<p>" * 100})

    assert all("no readable ZIP" in refusal(content[:length]) for length in range(0, len(content), 7))


def test_wrong_checksum_is_refused() -> None:
    """A file whose content is not what was packed is not taken."""
    content = bytearray(archive({"index.html": b"<p>"}))
    content[14] ^= 1
    content = content.replace(zlib.crc32(b"<p>").to_bytes(4, "little"), bytes(4))

    assert "no readable ZIP" in refusal(bytes(content))


@pytest.mark.parametrize("claimed", [1, 3, 4000])
def test_wrong_size_is_refused(claimed: int) -> None:
    """A file that is larger or smaller than the directory claims is not taken."""
    data = b"abcdefgh" * 100
    content = archive({"index.html": data})
    directory = content.index(b"PK\x01\x02")
    lying = bytearray(content)
    lying[directory + 24 : directory + 28] = claimed.to_bytes(4, "little")

    assert "cannot be used" in refusal(bytes(lying))


def test_file_much_larger_than_it_is_packed_is_refused() -> None:
    """A bomb gives itself away by how well it is packed."""
    assert "times as large as it is packed" in refusal(archive({"bomb": bytes(8 * archives.MEBIBYTE)}))


def test_small_file_may_be_packed_well() -> None:
    """A page of blanks is no attack."""
    assert set(archives.inspected(archive({"blanks": bytes(archives.RATIO_FREE)}))) == {"blanks"}


def test_archive_that_claims_too_much_is_refused() -> None:
    """The sum of what the directory claims is bounded, before anything is unpacked."""
    content = bytearray(archive({"a": b"x", "b": b"x"}))
    for place in _all(bytes(content), b"PK\x01\x02"):
        content[place + 24 : place + 28] = (archives.UNPACKED_LIMIT // 2 + 1).to_bytes(4, "little")

    assert "unpacked it is larger" in refusal(bytes(content))


def test_files_that_share_their_bytes_are_refused() -> None:
    """A small archive can list one file very often; what is listed must be there as often."""
    content = archive({"a": bytes(range(256)) * 8, "b": b""})
    first, second = _all(content, b"PK\x01\x02")
    lying = bytearray(content)
    lying[second + 20 : second + 24] = len(content).to_bytes(4, "little")

    assert first < second
    assert "its files overlap" in refusal(bytes(lying))


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of files is bounded."""
    monkeypatch.setattr(archives, "MEMBERS_LIMIT", 3)

    assert "more than 3 files" in refusal(archive({str(number): b"" for number in range(4)}))
    assert len(archives.inspected(archive({str(number): b"" for number in range(3)}))) == 3


def test_directory_of_millions_is_refused_unread() -> None:
    """An archive that is all directory is refused by a glance at it."""
    assert "files" in refusal(b"PK\x01\x02" * (archives.LARGEST_COUNT + 1))


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_unusual_method_is_refused(method: int) -> None:
    """Files are packed by deflate or not at all; others unpack to far more."""
    assert "other than deflate" in refusal(packed(lambda file: file.writestr("a", b"x" * 100), method))


def test_encrypted_file_is_refused() -> None:
    """Nobody could read it."""
    content = bytearray(archive({"index.html": b"<p>"}))
    for place, offset in ((content.index(b"PK\x03\x04"), 6), (content.index(b"PK\x01\x02"), 8)):
        content[place + offset] |= 1

    assert "is encrypted" in refusal(bytes(content))


def test_archive_inside_an_archive_stays_a_file() -> None:
    """What is packed twice is unpacked once."""
    inner = archive({"../evil": b"x"})
    content = archive({"inner.zip": inner})

    assert archives.read(content, archives.inspected(content)["inner.zip"]) == inner


@given(st.data())
def test_spoilt_archive_is_taken_or_refused(data: st.DataObject) -> None:
    """No change of any byte leads to more than a refusal, and what is taken can be read to the size it claims."""
    content = bytearray(archive({"index.html": b"<p>" * 9, "a/b.js": b"1;", "image.png": bytes(range(64))}))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        members = archives.inspected(bytes(content))
    except PlatformError:
        return

    assert all(len(archives.read(bytes(content), member)) == member.size for member in members.values())


def _all(content: bytes, mark: bytes) -> Iterator[int]:
    place = content.find(mark)
    while place >= 0:
        yield place
        place = content.find(mark, place + 1)
