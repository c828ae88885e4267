"""Signals of sensors: pure functions from instants to values, shaped like a day in a building.

A signal is settled by its recipe, the number of its seed and its own name. Its value at an instant never depends on
which values were asked for before, so a living device continues the curve that the seed began.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from math import cos, pi, sin
from random import Random

from mockc8y.simulation.relative_time import DAY, HOUR, MINUTE
from mockc8y.store.codec import Document

RING_LENGTH = 4099
"""Random numbers shared by the signals of one seed: a prime, so that any sampling interval walks through all of them."""

TURN = 2 * pi
MONTH = 30 * DAY

WANDER = 0.2
"""The share of a daily amplitude that drifts from day to day."""

WANDER_PERIOD = 3.7 * DAY

WEEKEND_LOAD = 0.15
"""What is left of an office's activity on Saturday and Sunday."""

CLOUDS = 0.7
"""What a fully clouded day takes from the sun, as a share."""

COUNTER_SWING = 0.8
"""How far a counter's speed swings around its mean, as a share of it; below 1 it never runs backwards."""

STEP_LEVELS = 5


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


class Ring:
    """Random numbers between -1 and 1, picked by position."""

    def __init__(self, random: Random) -> None:
        self._numbers = [random.uniform(-1, 1) for _ in range(RING_LENGTH)]

    def __getitem__(self, position: int) -> float:
        return self._numbers[position % RING_LENGTH]


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
    def drawn(cls, recipe: Recipe, ring: Ring, random: Random, anchor: int) -> Signal:
        """Make the signal whose place is drawn from `random`."""
        return cls(recipe, ring, random.randrange(RING_LENGTH), random.uniform(0, TURN), anchor)

    def at(self, instant: int) -> float:
        """Return the value at an instant, in milliseconds UTC."""
        recipe = self.recipe
        value = SHAPES[recipe.shape](self, instant) + recipe.noise * self.ring[self.start + instant // MINUTE]
        # Adding zero turns a negative zero into a plain one.
        return round(value, recipe.digits or None) + 0


def _daily(signal: Signal, instant: int) -> float:
    """Rise and fall once a day around the base, highest at the peak hour, with a slow drift from day to day."""
    recipe = signal.recipe
    swing = (1 - WANDER) * cos((instant / DAY - recipe.peakHour / 24) * TURN)
    drift = WANDER * sin(instant / WANDER_PERIOD * TURN + signal.phase)
    return recipe.base + recipe.amplitude * (swing + drift)


def _office(signal: Signal, instant: int) -> float:
    """Rest at the base by night, rise by the amplitude around the peak hour, hardly move at the weekend."""
    recipe = signal.recipe
    day, time = divmod(instant, DAY)
    activity = max(0.0, cos((time / DAY - recipe.peakHour / 24) * TURN)) ** 0.5
    # 1970-01-01 was a Thursday, day 3 of its week.
    load = WEEKEND_LOAD if (day + 3) % 7 >= 5 else 1.0
    return recipe.base + recipe.amplitude * activity * load


def _sun(signal: Signal, instant: int) -> float:
    """Rest at the base by night, follow the sun by day, up to the amplitude; some days are cloudy."""
    recipe = signal.recipe
    day, time = divmod(instant, DAY)
    height = max(0.0, cos((time / DAY - recipe.peakHour / 24) * TURN))
    clouds = CLOUDS * (1 + signal.ring[signal.start + day]) / 2
    return recipe.base + recipe.amplitude * height * (1 - clouds)


def _step(signal: Signal, instant: int) -> float:
    """Jump to another level between base and base + amplitude whenever the hold time is over."""
    recipe = signal.recipe
    draw = signal.ring[signal.start + instant // int(recipe.hold * HOUR)]
    level = min(STEP_LEVELS - 1, int((draw + 1) / 2 * STEP_LEVELS))
    return recipe.base + recipe.amplitude * level / (STEP_LEVELS - 1)


def _battery(signal: Signal, instant: int) -> float:
    """Fall evenly by the amplitude in 30 days, to the base at the anchor, between 100 and 0."""
    recipe = signal.recipe
    return min(100.0, max(0.0, recipe.base - recipe.amplitude * (instant - signal.anchor) / MONTH))


def _counter(signal: Signal, instant: int) -> float:
    """Count up by the amplitude per day, fastest at the peak hour, to the base at the anchor."""
    recipe = signal.recipe
    return recipe.base + recipe.amplitude * (_work(recipe, instant) - _work(recipe, signal.anchor))


def _work(recipe: Recipe, instant: int) -> float:
    """The days of even counting that the swinging speed amounts to: the integral of 1 + swing * cos."""
    day = instant / DAY
    return day + COUNTER_SWING / TURN * sin((day - recipe.peakHour / 24) * TURN)


def _noise(signal: Signal, _instant: int) -> float:
    """Stay at the base."""
    return signal.recipe.base


SHAPES: Mapping[str, Callable[[Signal, int], float]] = {
    "daily": _daily,
    "office": _office,
    "sun": _sun,
    "step": _step,
    "battery": _battery,
    "counter": _counter,
    "noise": _noise,
}
"""How a value comes about, before noise and rounding, by the name that rows give in `shape`."""
