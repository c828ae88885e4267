"""The stream of changes: who hears what, and when."""

from __future__ import annotations

from contextlib import suppress

import pytest

from mockc8y.domain.changes import Change, ChangeStream
from mockc8y.store.collection import Record

RECORD = Record(1001, 1000, 0, b"{}")
CAME, WENT = Change("events", "CREATE", RECORD), Change("events", "DELETE", RECORD)


@pytest.fixture
def stream() -> ChangeStream:
    """A stream that nobody listens to."""
    return ChangeStream()


@pytest.fixture
def heard(stream: ChangeStream) -> list[Change]:
    """Collect what a listener hears."""
    told: list[Change] = []
    stream.subscribe(told.append)
    return told


def test_listeners_hear_changes_in_order(stream: ChangeStream, heard: list[Change]) -> None:
    """Each listener hears each change once."""
    also: list[Change] = []
    stream.subscribe(also.append)

    stream.publish(*CAME)
    stream.publish(*WENT)

    assert heard == also == [CAME, WENT]


def test_listener_that_left_hears_nothing(stream: ChangeStream, heard: list[Change]) -> None:
    """The others still hear."""
    gone: list[Change] = []
    leave = stream.subscribe(gone.append)
    leave()

    stream.publish(*CAME)

    assert (gone, heard) == ([], [CAME])


def test_changes_that_are_held_back_are_not_heard(stream: ChangeStream, heard: list[Change]) -> None:
    """They are handed out instead; later ones are heard again."""
    with stream.held_back() as held:
        stream.publish(*CAME)
    stream.publish(*WENT)

    assert (held, heard) == ([CAME], [WENT])


def test_holding_back_ends_with_a_failure(stream: ChangeStream, heard: list[Change]) -> None:
    """What fails does not silence what comes after it."""
    with suppress(ZeroDivisionError), stream.held_back():
        raise ZeroDivisionError

    stream.publish(*WENT)

    assert heard == [WENT]


def test_listener_that_leaves_while_changes_are_held_back_stays_away(stream: ChangeStream) -> None:
    """Who listens is nothing that is put back."""
    heard: list[Change] = []
    leave = stream.subscribe(heard.append)
    with stream.held_back():
        leave()

    stream.publish(*CAME)

    assert heard == []
