"""JSON in and out of the store."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from mockc8y.store.codec import Document, NotEncodable, canonical, decode, encode


def nested(depth: int) -> Document:
    """Put objects into objects."""
    document: Document = {}
    for _ in range(depth):
        document = {"a": document}
    return document


def test_document_comes_back() -> None:
    """Decoding gives what was encoded, integers as integers."""
    document: Document = {"text": "Öl", "whole": 64, "float": 64.0, "list": [None, True]}

    assert decode(encode(document)) == document
    assert b'"whole":64,"float":64.0' in encode(document)


def test_encoded_bytes_have_no_slack() -> None:
    """Stored bytes take their length and the head of an object, not the buffer of the encoder."""
    body = encode({"a": 1})

    assert sys.getsizeof(body) == sys.getsizeof(b"") + len(body)


@pytest.mark.parametrize("value", [nested(300), {"a": 2**64}, {"a": "\ud800"}, {"a": object()}])
def test_what_has_no_json_form_is_refused(value: Any) -> None:
    """Documents that the encoder cannot write raise one error of the store."""
    with pytest.raises(NotEncodable):
        encode(value)
    with pytest.raises(NotEncodable):
        canonical(value)


def test_canonical_form_ignores_the_order_of_members_only() -> None:
    """Equal JSON gives equal bytes; `1` and `true` differ."""
    assert canonical({"a": 1, "b": [1, 2]}) == canonical({"b": [1, 2], "a": 1})
    assert canonical({"a": 1}) != canonical({"a": True})
