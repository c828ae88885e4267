"""When clients of pushed data try again, and when they give up."""

from __future__ import annotations

import base64
import json
import ssl

import pytest

from c8y_client import (
    AccessDeniedError,
    ConflictError,
    ConnectionFailed,
    HttpError,
    ServerError,
    TooManyRequestsError,
    UnauthorizedError,
)
from c8y_client._http.exchange import Request, Response
from c8y_client._push.backoff import BackOff
from c8y_client._push.lease import Lease
from c8y_client._push.patience import Course, Patience

LOST = ConnectionFailed("GET", "ws://t.test", "gone")


@pytest.fixture
def patience() -> Patience:
    """Give pauses of 1, 2, 4 seconds and so on, up to 8."""
    made = Patience()
    made.retry_interval, made.retry_rate, made.retry_max_delay = 1, 2, 8
    return made


@pytest.fixture
def course(patience: Patience, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Give a course whose pauses are not shortened at random."""
    made = Course(patience)
    monkeypatch.setattr(made._back_off, "jitter", lambda: 0.0)
    return made


Refusal = type[UnauthorizedError | AccessDeniedError | ConflictError]


def refused(kind: Refusal) -> HttpError:
    """Make an error of an answer."""
    return kind("GET", "ws://t.test")


def test_pauses_grow_up_to_the_longest(course: Course) -> None:
    """And stay there."""
    assert [course.pause_after(LOST) for _ in range(5)] == [1, 2, 4, 8, 8]


def test_pauses_are_shortened_at_random() -> None:
    """By up to a half."""
    pauses = {BackOff(first=1).next_pause() for _ in range(50)}

    assert 0.5 <= min(pauses) < max(pauses) <= 1


def test_pauses_grow_for_ever_without_overflow() -> None:
    """A server may be away for long."""
    back_off = BackOff(failures=10**6)

    assert back_off.next_pause() <= 30


def test_pauses_begin_anew_when_something_came(course: Course) -> None:
    """Not when a connection came about that nothing came over: a server may drop each one at once."""
    course.pause_after(LOST)
    course.connected()
    assert course.pause_after(LOST) == 2

    course.connected()
    course.proved()

    assert course.pause_after(LOST) == 1


def test_pauses_begin_anew_after_a_long_connection(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if nothing came over it."""
    now = 0.0
    monkeypatch.setattr("c8y_client._push.patience.time.monotonic", lambda: now)
    course.pause_after(LOST)
    course.connected()

    now = 8.0

    assert course.pause_after(LOST) == 1
    assert course.pause_after(LOST) == 2


def test_server_may_ask_for_a_longer_pause(course: Course) -> None:
    """Up to the longest one."""
    for seconds, pause in (("5", 5), ("500", 8)):
        response = Response(429, {"Retry-After": seconds}, b"", Request("GET", "ws://t.test"))
        error = TooManyRequestsError("GET", "ws://t.test", response=response)
        assert course.pause_after(error) == pause


@pytest.mark.parametrize("kind", [UnauthorizedError, AccessDeniedError])
def test_refusals_in_a_row_are_counted(course: Course, patience: Patience, kind: Refusal) -> None:
    """The last one is raised; a connection in between begins the count anew."""
    patience.give_up_after = 3
    error = refused(kind)
    course.pause_after(error)
    course.pause_after(error)
    course.connected()
    course.pause_after(error)
    course.pause_after(error)

    with pytest.raises(kind):
        course.pause_after(error)


def test_refusals_may_be_borne_for_ever(course: Course, patience: Patience) -> None:
    """Who wants that says so."""
    patience.give_up_after = None

    assert [course.pause_after(refused(UnauthorizedError)) for _ in range(20)][-1] == 8


@pytest.mark.parametrize("error", [LOST, refused(ConflictError), ServerError("GET", "ws://t.test", 503, "busy")])
def test_passing_failures_are_borne_for_ever(course: Course, patience: Patience, error: Exception) -> None:
    """Servers come back, and others leave."""
    patience.give_up_after = 1

    assert [course.pause_after(error) for _ in range(20)][-1] == 8


def test_mistakes_are_raised_at_once(course: Course) -> None:
    """Trying again would not help against an error in the program."""
    with pytest.raises(LookupError):
        course.pause_after(LookupError("mine"))


def test_distrust_is_raised_at_once(course: Course) -> None:
    """The certificate will be no better the next time."""
    error = ConnectionFailed("GET", "wss://t.test", "no trust")
    error.__cause__ = ssl.SSLCertVerificationError("self-signed")

    with pytest.raises(ConnectionFailed):
        course.pause_after(error)


def test_nothing_is_left_where_another_took_the_place(course: Course) -> None:
    """What the platform keeps is that one's."""
    found = [course.has_left_something]
    course.connected()
    found.append(course.has_left_something)

    course.pause_after(refused(ConflictError))

    assert [*found, course.has_left_something] == [False, True, False]


def jwt(**claims: float) -> str:
    """Write an unsigned token."""
    return f"e30.{base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip('=')}.x"


@pytest.mark.parametrize(
    ("token", "end"),
    [
        (jwt(iat=5000, exp=8600), 3540),
        (jwt(iat=5000, exp=5060), 30),
        (jwt(iat=5000), 540),
        (jwt(iat=5000, exp=4000), 540),
        ("opaque", 540),
    ],
)
def test_token_is_replaced_before_it_expires(token: str, end: float) -> None:
    """By the server's times where it names them, whatever the local clock says; else by what was asked for."""
    held = Lease.of(token, validity=10, now=1000)

    assert not held.is_ending(1000 + end - 1)
    assert held.is_ending(1000 + end)
    assert token not in repr(held)
