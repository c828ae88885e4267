"""What a frame of Notification 2.0 says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client._push.frames import Notification


def test_frame_is_taken_apart() -> None:
    """Three lines, an empty one, and the body."""
    told = Notification('AQ==\n/t400/measurements/9001\nCREATE\n\n{"id":"17"}')

    assert (told.id, told.source, told.action) == ("AQ==", "/t400/measurements/9001", "CREATE")
    assert told.body == '{"id":"17"}'
    assert (told.tenant_id, told.api, told.source_id) == ("t400", "measurements", "9001")
    assert told.description == told.source
    assert told.json == {"id": "17"}
    assert repr(told) == "<Notification CREATE /t400/measurements/9001>"


@pytest.mark.parametrize("end", ["\n\n", "\n\n\n", "\n", ""])
def test_empty_body_is_an_empty_document(end: str) -> None:
    """Deletions may have one."""
    assert Notification(f"AQ==\n/t400/events/1\nDELETE{end}").json == {}


def test_body_may_be_a_bare_id() -> None:
    """As real-time notifications have it."""
    assert Notification('AQ==\n/t400/events/1\nDELETE\n\n"17"').json == "17"


@given(st.text(st.characters(exclude_characters="\n")))
def test_body_may_hold_any_character(text: str) -> None:
    """Only the line feed ends a line, whatever Unicode calls a line end."""
    assert Notification(f"id\n/t/a/1\nCREATE\n\n{text}").body == text


def test_later_versions_may_have_more_headers() -> None:
    """The body begins behind the empty line."""
    assert Notification('id\n/t/a/1\nCREATE\nmore\n\n{"id":"17"}').json == {"id": "17"}


@pytest.mark.parametrize("frame", ["", "a", "a\nb", "a\n\nb\nc\nd"])
def test_unsound_frame_is_refused(frame: str) -> None:
    """It says too little to handle or acknowledge it."""
    with pytest.raises(ValueError, match="begins with 3 lines"):
        Notification(frame)


def test_odd_description_has_empty_parts() -> None:
    """Nothing fails on what nobody may ask for."""
    told = Notification("id\nwhere\nCREATE\n\n{}")

    assert (told.tenant_id, told.api, told.source_id) == ("", "", "")
