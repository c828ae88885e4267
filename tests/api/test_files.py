"""Files in answers: parts of them, their headers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.api import files
from mockc8y.domain.files import File

RANGES = {
    "bytes=0-4": range(5),
    "bytes=2-2": range(2, 3),
    "bytes=2-": range(2, 10),
    "bytes=7-99": range(7, 10),
    "bytes=-3": range(7, 10),
    "bytes=-99": range(10),
    " BYTES = 0-0 ": range(1),
    "bytes=10-": range(0),
    "bytes=10-12": range(0),
    "bytes=-0": range(0),
    f"bytes={'9' * 30}-": range(0),
}
UNREADABLE = [
    "", "bytes", "bytes=", "bytes=-", "bytes=4-2", "bytes=a-b", "bytes=0-1,3-4", "lines=0-1", "bytes=0--1",
    "bytes=²-³", f"bytes=0-{'9' * 5000}",
]  # fmt: skip


@pytest.mark.parametrize(("header", "wanted"), RANGES.items(), ids=RANGES)
def test_range_picks_bytes(header: str, wanted: range) -> None:
    """A range names the first and last byte, or how many from the end; past the end there is nothing."""
    assert files.byte_range(header, 10) == wanted


@pytest.mark.parametrize("header", UNREADABLE)
def test_range_that_cannot_be_read_means_the_whole_file(header: str) -> None:
    """Several ranges, other units and nonsense are passed over, as the standard allows."""
    assert files.byte_range(header, 10) is None


def test_empty_file_has_no_parts() -> None:
    """A client that asks for a range of everything gets an empty file as it is."""
    assert files.byte_range("bytes=0-", 0) is None


@given(content=st.binary(min_size=1), first=st.integers(0, 99), last=st.integers(0, 99))
def test_range_is_a_slice_of_the_file(content: bytes, first: int, last: int) -> None:
    """The bytes that each form of a range picks are those that a slice picks; the last one is included."""
    slices = {f"bytes={first}-": content[first:], f"bytes=-{last + 1}": content[-last - 1 :]}
    if first <= last:
        slices[f"bytes={first}-{last}"] = content[first : last + 1]

    for header, expected in slices.items():
        wanted = files.byte_range(header, len(content))
        assert wanted is not None
        assert content[wanted.start : wanted.stop] == expected


@pytest.mark.parametrize(
    ("stored", "sent"),
    [
        ("text/plain", "text/plain"),
        ('text/csv; charset="utf-8"; header=present', 'text/csv; charset="utf-8"; header=present'),
        ("application/vnd.acme+json", "application/vnd.acme+json"),
        ("text/html\r\nSet-Cookie: a=b", "application/octet-stream"),
        ("text/plain; a=b\nX: y", "application/octet-stream"),
        ("tëxt/plain", "application/octet-stream"),
        ("text", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_media_type_that_is_none_is_not_sent(stored: str, sent: str) -> None:
    """Whatever was stored, the header of the answer is a media type and nothing more."""
    assert dict(files.whole(File(b"", stored, "x")).headers)[b"content-type"] == sent.encode()
