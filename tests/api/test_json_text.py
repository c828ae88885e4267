"""JSON as clients send it."""

from __future__ import annotations

import pytest

from mockc8y.api import json_text
from mockc8y.api.json_text import NESTING_LIMIT
from mockc8y.domain.errors import PlatformError

SIZE_LIMIT = 10_000


def nested(levels: int, opening: str = "[", closing: str = "]") -> bytes:
    """Return JSON of so many levels."""
    return (opening * levels + closing * levels).encode()


def test_value_is_read() -> None:
    """Any JSON value is read, also one with many brackets that do not nest."""
    assert json_text.read(b'{"a":[1,"b",null]}', SIZE_LIMIT) == {"a": [1, "b", None]}
    assert json_text.read(b"[" + b"{}," * 500 + b"{}]", SIZE_LIMIT) == [{}] * 501


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_nesting_ends_at_the_limit(opening: str, closing: str) -> None:
    """A hundred levels are read, one more is refused, whatever the levels are."""
    innermost = opening + "1" + closing
    fits, exceeds = (opening * n + innermost + closing * n for n in (NESTING_LIMIT - 1, NESTING_LIMIT))

    assert json_text.read(fits.encode(), SIZE_LIMIT)
    with pytest.raises(PlatformError, match=r"422 .*: it nests deeper than 100 levels"):
        json_text.read(exceeds.encode(), SIZE_LIMIT)


def test_brackets_in_texts_do_not_nest() -> None:
    """Only what is nested counts as nested."""
    assert json_text.read(b'"' + b"[" * 1000 + b'"', SIZE_LIMIT) == "[" * 1000


@pytest.mark.parametrize("text", [b"", b"{", b"NaN", b'"\xff"', b'"\\ud800"', nested(5000)])
def test_what_is_no_json_is_refused(text: bytes) -> None:
    """Malformed text, or text past what the decoder takes, gets 400."""
    with pytest.raises(PlatformError, match="400 undefined/Bad Request: Could not parse JSON request"):
        json_text.read(text, SIZE_LIMIT)


def test_text_past_the_size_limit_is_refused() -> None:
    """The limit is that of the text's bytes."""
    assert json_text.read(b'"abc"', 5) == "abc"
    with pytest.raises(PlatformError, match=r"413 .*larger than 5 bytes"):
        json_text.read(b'"abcd"', 5)
