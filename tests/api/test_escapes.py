"""Addresses that are fit to be repeated."""

from __future__ import annotations

from urllib.parse import unquote, unquote_to_bytes, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.api.escapes import escaped
from tests.api.conftest import Call

FIT = b"source=1&dateFrom=2024-01-01T00:00:00%2B01:00&query=$filter=(a+eq+'b')&x=~*!,;@/?"


def test_fit_address_stays_as_it_is() -> None:
    """What an address may hold is not touched."""
    assert escaped(FIT) is FIT


@pytest.mark.parametrize(
    ("sent", "repeated"),
    [
        ("a=5%", b"a=5%25"),
        ("a=%zz", b"a=%25zz"),
        ("a=%2", b"a=%252"),
        ("a[]=1", b"a%5B%5D=1"),
        ("name=Käse", b"name=K%C3%A4se"),
        ('a="<>{}|\\^`', b"a=%22%3C%3E%7B%7D%7C%5C%5E%60"),
        ("a= \n\0\x7f", b"a=%20%0A%00%7F"),
    ],
)
def test_unfit_characters_are_encoded(sent: str, repeated: bytes) -> None:
    """What an address may not hold is encoded byte by byte."""
    assert escaped(sent.encode()) == repeated


@given(st.binary())
def test_address_means_the_same_as_before(sent: bytes) -> None:
    """Whoever decodes the address gets the bytes that were sent, and encoding it again changes nothing."""
    assert unquote_to_bytes(escaped(sent)) == unquote_to_bytes(sent)
    assert escaped(escaped(sent)) == escaped(sent)


def test_raw_text_in_a_query_is_understood_and_repeated(call: Call) -> None:
    """A client that sends UTF-8 as it is finds what it looks for, and can follow the link it gets."""
    call("POST", "/inventory/managedObjects", json={"type": "Käse [1]"})

    found = call("GET", "/inventory/managedObjects?type=Käse%20[1]").json()
    again = call("GET", "?".join(urlsplit(found["self"])[2:4])).json()

    assert [document["type"] for document in found["managedObjects"]] == ["Käse [1]"]
    assert again == found
    assert "type=Käse [1]&" in unquote(found["self"])
