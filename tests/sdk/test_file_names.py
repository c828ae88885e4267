"""Downloads and uploads without a wire: what they are, what they are called."""

from __future__ import annotations

import doctest
import hashlib
import io
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import c8y_client
from c8y_client import JWT, BatchError, FileDownload
from c8y_client._http.download import filename_of, place
from c8y_client._http.upload import media_type, opened

FILE = FileDownload(b"1;2", "values.csv", "text/csv")


@pytest.mark.parametrize("kind", [BatchError, FileDownload, JWT], ids=lambda kind: kind.__name__)
def test_examples_hold(kind: type) -> None:
    """The examples of the documentation give what they say."""
    [example] = [
        found for found in doctest.DocTestFinder().find(kind, module=False, globs=vars(c8y_client)) if found.examples
    ]

    assert doctest.DocTestRunner().run(example).failed == 0


def test_download_is_taken_for_bytes() -> None:
    """Whatever takes `bytes` takes a download, and sees the content only."""
    assert FILE == b"1;2"
    assert (FILE[0], FILE[:2], FILE.find(b";"), len(FILE)) == (49, b"1;", 1, 3)
    assert io.BytesIO(FILE).read() == bytearray(FILE) == bytes(FILE) == b"".join([FILE]) == b"1;2"
    assert hashlib.sha256(FILE).digest() == hashlib.sha256(b"1;2").digest()
    assert FILE.decode() == "1;2"


def test_download_unpacks_into_content_and_name() -> None:
    """Code for the older SDK takes a pair, or its two attributes."""
    pair: Any = FILE
    content, filename = pair

    assert (content, filename, type(content)) == (b"1;2", "values.csv", bytes)
    assert (FILE.content, FILE.filename) == (content, filename)
    assert FileDownload(b"x", "a").content_type is None


def test_download_can_be_pickled_and_printed() -> None:
    """A process gets the name along; `repr` does not flood the screen."""
    twin = pickle.loads(pickle.dumps(FILE))  # noqa: S301 - our own

    assert (twin, twin.filename, twin.content_type) == (FILE, "values.csv", "text/csv")
    assert repr(FILE) == "<FileDownload 'values.csv', text/csv, 3 bytes>"


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="a b.txt"', "a b.txt"),
        ("attachment; filename=a.txt", "a.txt"),
        ("attachment; filename*=UTF-8''%e2%82%ac%20rates.txt", "€ rates.txt"),
        ("attachment; filename=\"EURO.txt\"; filename*=utf-8''%e2%82%ac.txt", "€.txt"),
        ("attachment; filename=\"plain.txt\"; filename*=klingon''%e2.txt", "plain.txt"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\temp\\\\a.txt"', "a.txt"),
        ('attachment; filename="folder/"', None),
        ("inline", None),
        ("", None),
    ],
)
def test_suggested_name_is_read_without_its_folders(disposition: str, name: str | None) -> None:
    """Plain and extended forms are read, and no server chooses the folder."""
    assert filename_of({"Content-Disposition": disposition}) == name


@given(st.text())
def test_no_suggestion_leads_out_of_the_folder(text: str) -> None:
    """Whatever stands in the header, the result is a plain name or nothing."""
    name = filename_of({"Content-Disposition": f'attachment; filename="{text}"'})

    assert name is None or not {"/", "\\"} & set(name)


@pytest.mark.parametrize("name", ["..", "."])
def test_folders_are_no_names(tmp_path: Path, name: str) -> None:
    """A suggestion that names a folder is no suggestion."""
    with pytest.raises(ValueError, match="the server names no file"):
        place(tmp_path, {"Content-Disposition": f"attachment; filename={name}"})


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.json", "application/json"),
        ("photo.JPG", "image/jpeg"),
        ("backup.tar.gz", "application/gzip"),
        ("table.csv", "text/csv"),
        ("noending", "application/octet-stream"),
        ("a.unheardof", "application/octet-stream"),
    ],
)
def test_media_type_follows_from_the_name(name: str, kind: str) -> None:
    """What is packed is of the packed kind; what is unknown is bytes."""
    assert media_type(name) == kind


def test_file_without_a_name_has_a_general_one() -> None:
    """A file in memory, or one that was opened by its descriptor, is called `file`."""
    nameless = io.BytesIO(b"x")
    numbered = io.BytesIO(b"x")
    numbered.name = 7

    for file in (nameless, numbered, b"x"):
        with opened(file) as upload:
            assert (upload.filename, upload.content_type) == ("file", "application/octet-stream")
