"""Signals of sensors: pure functions from instants to values, shaped like a day in a building.

A signal is settled by its recipe, the number of its seed and its own name. Its value at an instant never depends on
which values were asked for before, so a living device continues the curve that the seed began.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import repeat
from math import cos, pi, sin, sqrt
from random import Random
from types import MappingProxyType

from mockc8y.simulation.relative_time import DAY, HOUR, MINUTE
from mockc8y.store.codec import Document

RING_LENGTH = 4099
"""Random numbers shared by the signals of one seed: a prime, so that every sampling interval walks through all."""

TURN = 2 * pi
HOURS = 24
WEEK = 7
MONTH = 30 * DAY

WANDER = 0.2
"""The share of a daily amplitude that drifts from day to day."""

DAY_TURN = TURN / DAY
WANDER_TURN = TURN / (3.7 * DAY)
"""Angles per millisecond of the day and of the drift."""

WEEKEND_LOAD = 0.15
"""What is left of an office's activity on Saturday and Sunday."""

FIRST_WEEKDAY, SATURDAY = 3, 5
"""Days of the week counted from Monday: 1970-01-01, where time begins, was a Thursday."""

CLOUDS = 0.7
"""What a fully clouded day takes from the sun, as a share."""

COUNTER_SWING = 0.8
"""How far a counter's speed swings around its mean, as a share of it; below 1 it never runs backwards."""

STEPS = 4
"""How many levels above its base a `step` signal has."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a row of a seed's table `signals` says about a signal."""

    shape: str
    """One of `SHAPES`."""
    base: float
    """The value the shape moves around or starts from; for `battery` and `counter` the value at the time of loading."""
    amplitude: float = 0.0
    """How far the shape departs from the base; per 30 days for `battery`, per day for `counter`."""
    noise: float = 0.0
    """The greatest random departure of a single value."""
    digits: int = 1
    """Decimal places; 0 makes integers."""
    peakHour: float = 14.0  # noqa: N815 - the key as it stands in seed files
    """The hour of the day, in UTC, of the highest value."""
    hold: float = 1.0
    """How many hours a `step` signal rests on one level."""

    @classmethod
    def of(cls, row: Document) -> Recipe:
        """Take the recipe out of a row."""
        return cls(**{field.name: row[field.name] for field in fields(cls) if field.name in row})

    def row(self) -> Document:
        """Write the recipe as a row holds it: without what is default."""
        values = {field.name: (getattr(self, field.name), field.default) for field in fields(self)}
        return {name: value for name, (value, default) in values.items() if value != default}


Dice = Random
"""A seeded source of random numbers; handed down, so that whoever draws from it can be repeated."""


def dice(*names: object) -> Dice:
    """Return the source that belongs to a name: the same for the same name, anywhere and always."""
    return Random("/".join(map(str, names)))


class Ring:
    """Random numbers between -1 and 1, picked by position."""

    def __init__(self, dice: Dice) -> None:
        self.numbers = [dice.uniform(-1, 1) for _ in range(RING_LENGTH)]

    def __getitem__(self, position: int) -> float:
        return self.numbers[position % RING_LENGTH]


@dataclass(frozen=True, slots=True)
class Signal:
    """A recipe with its own place in randomness and time."""

    recipe: Recipe
    ring: Ring
    start: int
    """Where on the ring this signal begins."""
    phase: float
    """Where its slow drift begins, in radians."""
    anchor: int
    """The time of loading, in milliseconds UTC."""

    @classmethod
    def drawn(cls, recipe: Recipe, ring: Ring, dice: Dice, anchor: int) -> Signal:
        """Make the signal whose place is drawn from `dice`."""
        return cls(recipe, ring, dice.randrange(RING_LENGTH), dice.uniform(0, TURN), anchor)

    def values(self, instants: Sequence[int]) -> list[float]:
        """Return the values at some instants, in milliseconds UTC."""
        recipe = self.recipe
        shape = SHAPES[recipe.shape](self, instants)
        noise, numbers, start, digits = recipe.noise, self.ring.numbers, self.start, recipe.digits or None
        # Adding zero turns a negative zero into a plain one.
        return [
            round(value + noise * numbers[(start + instant // MINUTE) % RING_LENGTH], digits) + 0
            for value, instant in zip(shape, instants, strict=True)
        ]


Shape = Callable[[Signal, Sequence[int]], Iterable[float]]


def _daily(signal: Signal, instants: Sequence[int]) -> Iterable[float]:
    """Rise and fall once a day around the base, highest at the peak hour, with a slow drift from day to day."""
    base, peak, phase = signal.recipe.base, _peak(signal), signal.phase
    swing, drift = signal.recipe.amplitude * (1 - WANDER), signal.recipe.amplitude * WANDER
    return [
        base + swing * cos(instant * DAY_TURN - peak) + drift * sin(instant * WANDER_TURN + phase)
        for instant in instants
    ]


def _office(signal: Signal, instants: Sequence[int]) -> Iterable[float]:
    """Rest at the base by night, rise by the amplitude around the peak hour, hardly move at the weekend."""
    base, amplitude, peak = signal.recipe.base, signal.recipe.amplitude, _peak(signal)
    loads = (1.0,) * SATURDAY + (WEEKEND_LOAD,) * (WEEK - SATURDAY)
    return [
        base
        + amplitude * sqrt(max(0.0, cos(instant * DAY_TURN - peak))) * loads[(instant // DAY + FIRST_WEEKDAY) % WEEK]
        for instant in instants
    ]


def _sun(signal: Signal, instants: Sequence[int]) -> Iterable[float]:
    """Rest at the base by night, follow the sun by day, up to the amplitude; some days are cloudy."""
    base, amplitude, peak = signal.recipe.base, signal.recipe.amplitude, _peak(signal)
    for instant in instants:
        clouds = CLOUDS * (1 + signal.ring[signal.start + instant // DAY]) / 2
        yield base + amplitude * max(0.0, cos(instant * DAY_TURN - peak)) * (1 - clouds)


def _step(signal: Signal, instants: Sequence[int]) -> Iterable[float]:
    """Jump to another level between base and base + amplitude whenever the hold time is over."""
    base, step, hold = signal.recipe.base, signal.recipe.amplitude / STEPS, max(1, int(signal.recipe.hold * HOUR))
    for instant in instants:
        draw = signal.ring[signal.start + instant // hold]
        yield base + step * min(STEPS, int((draw + 1) / 2 * (STEPS + 1)))


def _battery(signal: Signal, instants: Sequence[int]) -> Iterable[float]:
    """Fall evenly by the amplitude in 30 days, to the base at the anchor, between 100 and 0."""
    level, slope = signal.recipe.base, signal.recipe.amplitude / MONTH
    return [min(100.0, max(0.0, level - slope * (instant - signal.anchor))) for instant in instants]


def _counter(signal: Signal, instants: Sequence[int]) -> Iterable[float]:
    """Count up by the amplitude per day, fastest at the peak hour, to the base at the anchor."""
    amplitude, peak = signal.recipe.amplitude, _peak(signal)

    def work(instant: int) -> float:
        """The days of even counting up to an instant: the integral of a speed of 1 + swing * cos."""
        return instant / DAY + COUNTER_SWING / TURN * sin(instant * DAY_TURN - peak)

    start = signal.recipe.base - amplitude * work(signal.anchor)
    return [start + amplitude * work(instant) for instant in instants]


def _noise(signal: Signal, instants: Sequence[int]) -> Iterable[float]:
    """Stay at the base."""
    return repeat(signal.recipe.base, len(instants))


def _peak(signal: Signal) -> float:
    """The peak hour as an angle."""
    return signal.recipe.peakHour / HOURS * TURN


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "daily": _daily,
        "office": _office,
        "sun": _sun,
        "step": _step,
        "battery": _battery,
        "counter": _counter,
        "noise": _noise,
    }
)
"""How values come about, before noise and rounding, by the name that rows give in `shape`."""
