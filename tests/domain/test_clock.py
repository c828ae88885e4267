"""The three ways to tell the time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockc8y.domain import clock
from mockc8y.domain.clock import Clock, FrozenClock, RealClock, ScaledClock
from mockc8y.domain.times import DAY_MS, HOUR_MS

START = 1_700_000_000_000
SECOND_NS = 1_000_000_000


class Machine:
    """A stand-in for the machine's own clocks, moved by hand."""

    def __init__(self) -> None:
        self.nanoseconds = START * 1_000_000

    def time_ns(self) -> int:
        """Return the machine's time."""
        return self.nanoseconds

    monotonic_ns = time_ns


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Let the clocks read a machine that the test moves."""
    made = Machine()
    monkeypatch.setattr(clock, "time", made)
    return made


KINDS: dict[str, Callable[[], Clock]] = {
    "real": RealClock,
    "frozen": lambda: FrozenClock(START),
    "scaled": lambda: ScaledClock(START, 60),
}


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_every_clock_can_be_moved(machine: Machine, make: Callable[[], Clock]) -> None:
    """A clock shows the time it was moved to."""
    moved = make()

    moved.move_to(START + DAY_MS)

    assert moved.now() == START + DAY_MS


def test_real_clock_shows_the_time_of_the_machine(machine: Machine) -> None:
    """Left alone, it is in step with the machine."""
    real = RealClock()

    machine.nanoseconds += 3 * SECOND_NS

    assert real.now() == START + 3_000


def test_real_clock_runs_on_from_where_it_was_moved(machine: Machine) -> None:
    """Moving it shifts it; it does not stop it."""
    real = RealClock()
    real.move_to(START + HOUR_MS)

    machine.nanoseconds += 2 * SECOND_NS

    assert real.now() == START + HOUR_MS + 2_000


def test_frozen_clock_stands_still(machine: Machine) -> None:
    """The machine's time means nothing to it."""
    frozen = FrozenClock(START)

    machine.nanoseconds += SECOND_NS

    assert frozen.now() == START


def test_scaled_clock_runs_at_its_own_speed(machine: Machine) -> None:
    """A second of the machine is a minute here."""
    scaled = ScaledClock(START, 60)

    machine.nanoseconds += SECOND_NS

    assert scaled.now() == START + 60_000


def test_scaled_clock_keeps_its_speed_when_it_is_moved(machine: Machine) -> None:
    """After a move it runs on from there, as fast as before."""
    scaled = ScaledClock(START, 60)
    scaled.move_to(START + DAY_MS)

    machine.nanoseconds += 2 * SECOND_NS

    assert scaled.now() == START + DAY_MS + 120_000
