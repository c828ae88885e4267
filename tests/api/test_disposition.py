"""File names on the wire: read as clients write them, written so that none can do harm."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from aiohttp.multipart import content_disposition_filename, parse_content_disposition
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.api import disposition

SENT = {
    "plain": (b'form-data; name="file"; filename="log.txt"', "log.txt"),
    "without quotes": (b"form-data; name=file; filename=log.txt", "log.txt"),
    "odd case and blanks": (b'form-data;NAME = "file" ;FileName= "log.txt" ', "log.txt"),
    "semicolon": (b'form-data; filename="a;b.txt"; name="file"', "a;b.txt"),
    "UTF-8": ('form-data; filename="Prüfung.txt"'.encode(), "Prüfung.txt"),
    "Latin-1": ('form-data; filename="Prüfung.txt"'.encode("latin-1"), "Prüfung.txt"),
    "quote of curl and browsers": (b'form-data; filename="a%22b.txt"', 'a"b.txt'),
    "line break of browsers": (b'form-data; filename="a b%0D%0A.txt"', "a b\r\n.txt"),
    "quote of Go and old curl": (rb'form-data; filename="a\"b\\c.txt"', r'a"b\c.txt'),
    "backslash of browsers": (rb'form-data; filename="a\b.txt"', r"a\b.txt"),
    "last backslash of browsers": (rb'form-data; filename="a;b\"; name="file"', "a;b\\"),
    "percent sign of browsers": (b'form-data; filename="50 %25.txt"', "50 %25.txt"),
    "aiohttp": (b'form-data; filename="two%20words%20%C3%BC.txt"', "two words ü.txt"),
    "extended": (b"attachment; filename*=UTF-8''%e2%82%ac%20rates.txt", "€ rates.txt"),
    "extended, Latin-1": (b"attachment; filename*=iso-8859-1'en'%A3%20rates.txt", "£ rates.txt"),
    "extended wins": (b"attachment; filename=\"EURO.txt\"; filename*=utf-8''%e2%82%ac.txt", "€.txt"),
    "extended in an unknown charset": (b"attachment; filename=a.txt; filename*=koi8-r''%c1.txt", "a.txt"),
    "none": (b'form-data; name="file"', None),
    "empty": (b'form-data; filename=""', None),
    "no header": (b"", None),
    "never closed": (b'form-data; filename="a.txt', '"a.txt'),
}


@pytest.mark.parametrize(("header", "name"), SENT.values(), ids=SENT)
def test_file_name_is_read_as_its_sender_meant_it(header: bytes, name: str | None) -> None:
    """Quoting and escaping differ between clients; each one's name arrives as it was."""
    assert disposition.file_name(header) == name


@given(st.binary(max_size=60))
def test_any_header_can_be_read(header: bytes) -> None:
    """No header makes reading fail; what cannot be understood is left as it is, or is no name."""
    name = disposition.file_name(b'form-data; filename="' + header)

    assert name is None or name


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_written_name_can_be_read_back(name: str) -> None:
    """Whatever a file is called, its download is called the same."""
    assert disposition.file_name(disposition.attachment(name)) == name


@given(st.text(st.characters(codec="utf-8", exclude_characters="/\\"), min_size=1))
def test_written_name_is_understood_by_clients(name: str) -> None:
    """The reader that pyc8y relies on finds the same name; it drops folders, so the names here have none."""
    kind, parameters = parse_content_disposition(disposition.attachment(name).decode())

    assert (kind, content_disposition_filename(parameters)) == ("attachment", name)


@given(st.text(min_size=1))
def test_no_name_can_break_out_of_the_header(name: str) -> None:
    """The header holds one line of plain characters with one quoted string, half a character included."""
    header = disposition.attachment(name).decode("ascii")

    assert re.fullmatch(
        r"""attachment; filename="[^"\\\r\n\x00-\x1f\x7f]*"(; filename\*=UTF-8''[\w!#$&+.^`|~%-]+)?""", header
    )


def test_name_without_special_characters_is_written_once() -> None:
    """The extended form is added only where the plain one cannot carry the name."""
    assert disposition.attachment("log 7.txt") == b'attachment; filename="log 7.txt"'


def test_reader_that_knows_no_extended_form_gets_a_substitute() -> None:
    """In the plain form, what could be misread is an underscore."""
    plain, extended = disposition.attachment('a"ü\r\n%41.txt').decode().split("; ")[1:]

    assert plain == 'filename="a_____41.txt"'
    assert unquote(extended.partition("''")[2]) == 'a"ü\r\n%41.txt'
