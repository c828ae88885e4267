"""The arithmetic of patience."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client import ConnectionLost
from c8y_client._http.headers import retry_after
from c8y_client._http.retry import RetryPolicy

BROKEN = ConnectionLost("GET", "https://tenant.test", "gone")


@given(st.integers(1, 50), st.floats(0, 1, exclude_max=True))
def test_pause_is_bounded(attempt: int, luck: float) -> None:
    """However many attempts, a pause is never longer than the policy's longest, nor shorter than half the first."""
    policy = RetryPolicy(attempts=99, first_pause=0.5, longest_pause=30, jitter=lambda: luck)

    pause = policy.pause_after_error("GET", attempt, BROKEN)

    assert pause is not None
    assert 0.25 <= pause <= 30


def test_pauses_differ_between_clients() -> None:
    """Chance shortens a pause by up to a half, so that clients do not return all at once."""
    policy = RetryPolicy(jitter=iter([0, 0.5, 0.99]).__next__)

    pauses = [policy.pause_after_error("GET", 2, BROKEN) for _ in range(3)]

    assert pauses == [1.0, 0.75, pytest.approx(0.505)]


def test_usual_pauses_are_random() -> None:
    """Without anything set, two pauses of the same attempt are not alike."""
    pauses = {RetryPolicy().pause_after_error("GET", 3, BROKEN) for _ in range(20)}

    assert len(pauses) > 1


def test_wait_up_to_the_longest_pause_is_accepted() -> None:
    """`Retry-After` is followed to the second up to the policy's longest pause, beyond it not at all."""
    policy = RetryPolicy(longest_pause=30)

    answers = [policy.pause_after_answer("POST", 1, 429, {"Retry-After": text}) for text in ("30", "31")]

    assert answers == [30.0, None]


@given(st.text())
def test_no_header_breaks_the_reading_of_it(text: str) -> None:
    """Whatever a proxy puts into `Retry-After`, the result is a number of seconds or nothing."""
    seconds = retry_after({"Retry-After": text, "Date": text}, lambda: 0.0)

    assert seconds is None or seconds >= 0
