from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.simulation.contents import NotAContent, content


@given(st.text())
def test_text_is_the_file_in_utf8(text: str) -> None:
    """What a person reads in the seed is what a client downloads."""
    assert content({"text": text}).decode() == text


@pytest.mark.parametrize("row", [{}, {"text": "a", "base64": "YQ=="}, {"text": 5}, {"base64": "not base64"}])
def test_row_that_says_nothing_of_use_is_refused(row: dict[str, object]) -> None:
    """A file without content, with two of them or with a broken one is an error of the seed."""
    with pytest.raises(NotAContent):
        content(row)
