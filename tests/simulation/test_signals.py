from __future__ import annotations

import pytest

from mockc8y.simulation.relative_time import DAY, HOUR, MINUTE
from mockc8y.simulation.signals import SHAPES, Recipe, Ring, Signal, dice

NOW = 20_400 * DAY + 9 * HOUR
MONTH = range(NOW - 30 * DAY, NOW, HOUR)
SATURDAY = 20_394 * DAY
WEDNESDAY = 20_398 * DAY


def make(recipe: Recipe, number: int = 1, name: str = "T") -> Signal:
    """Make the signal of a recipe as a seed with this number would."""
    return Signal.drawn(recipe, Ring(dice(number)), dice(number, name), NOW)


@pytest.mark.parametrize("shape", SHAPES)
def test_same_seed_gives_same_values(shape: str) -> None:
    """A signal made twice from the same number and name takes the same course."""
    recipe = Recipe(shape, 50.0, 10.0, noise=1.0)

    assert make(recipe).values(MONTH) == make(recipe).values(MONTH)


@pytest.mark.parametrize("shape", SHAPES)
def test_other_number_or_name_gives_other_values(shape: str) -> None:
    """Two seeds, and two series of one seed, do not run in parallel."""
    recipe = Recipe(shape, 50.0, 10.0, noise=1.0)
    values = make(recipe).values(MONTH)

    assert make(recipe, number=2).values(MONTH) != values
    assert make(recipe, name="h").values(MONTH) != values


@pytest.mark.parametrize("shape", SHAPES)
def test_value_depends_on_its_instant_only(shape: str) -> None:
    """Asking for the last values alone gives what asking for all of them gave, so a curve can be continued."""
    signal = make(Recipe(shape, 50.0, 10.0, noise=1.0))

    assert signal.values(MONTH[-24:]) == signal.values(MONTH)[-24:]


@pytest.mark.parametrize("shape", ["daily", "office", "sun", "step", "noise"])
def test_value_stays_within_amplitude_and_noise(shape: str) -> None:
    """No value departs from the base by more than the amplitude and the noise together."""
    values = make(Recipe(shape, 50.0, 10.0, noise=2.0)).values(MONTH)

    assert 38.0 <= min(values) < max(values) <= 62.0


@pytest.mark.parametrize("peak", [3.0, 14.0])
def test_daily_signal_is_highest_at_its_peak_hour(peak: float) -> None:
    """Averaged over a month, the highest hour of the day is the one the recipe names."""
    values = make(Recipe("daily", 21.0, 2.0, noise=0.2, peakHour=peak, digits=3)).values(range(0, 30 * DAY, HOUR))
    by_hour = [sum(values[hour::24]) for hour in range(24)]

    assert by_hour.index(max(by_hour)) == peak
    assert by_hour.index(min(by_hour)) == (peak + 12) % 24


def test_office_rests_by_night() -> None:
    """Twelve hours from the peak nobody is there."""
    assert make(Recipe("office", 400.0, 500.0, peakHour=12.0)).values([WEDNESDAY]) == [400.0]


def test_office_rests_at_the_weekend() -> None:
    """Noon on a Saturday shows a fraction of the activity of a working day."""
    signal = make(Recipe("office", 0.0, 100.0, peakHour=12.0))

    assert signal.values([SATURDAY + 12 * HOUR, WEDNESDAY + 12 * HOUR]) == [15.0, 100.0]


def test_sun_shines_at_the_weekend() -> None:
    """Solar power knows clouds, but no weekend: every noon yields something, every midnight nothing."""
    signal = make(Recipe("sun", 0.0, 100.0, peakHour=12.0))

    assert min(signal.values(range(12 * HOUR, 60 * DAY, DAY))) >= 30.0
    assert set(signal.values(range(0, 60 * DAY, DAY))) == {0.0}


def test_step_rests_on_one_level_for_its_hold_time() -> None:
    """All values within a hold time are equal, and they are one of five levels."""
    signal = make(Recipe("step", 0.0, 4.0, digits=0, hold=2.0))
    blocks = [set(signal.values(range(start, start + 2 * HOUR, MINUTE))) for start in range(0, 10 * DAY, 2 * HOUR)]

    assert {len(block) for block in blocks} == {1}
    assert set().union(*blocks) == {0, 1, 2, 3, 4}


def test_battery_falls_to_its_base_at_loading() -> None:
    """The level a recipe gives is the one a reader finds as the latest value."""
    values = make(Recipe("battery", 64.0, 6.0)).values([NOW - 30 * DAY, NOW])

    assert values == [70.0, 64.0]


def test_battery_is_never_below_empty() -> None:
    """A device that lives on after the seed's end does not report a negative level."""
    assert make(Recipe("battery", 5.0, 30.0)).values([NOW + 30 * DAY]) == [0.0]


def test_counter_never_runs_backwards() -> None:
    """A meter's reading grows by its amplitude each day, faster by day than by night."""
    values = make(Recipe("counter", 1000.0, 24.0, digits=3)).values([*MONTH, NOW])

    assert values == sorted(values)
    assert values[-1] == 1000.0
    assert values[-1] - values[-25] == pytest.approx(24.0)


def test_zero_digits_give_integers() -> None:
    """A count of people has no fraction, not even `.0`."""
    values = make(Recipe("office", 0.4, 9.0, noise=0.4, digits=0)).values(MONTH)

    assert {type(value) for value in values} == {int}


def test_negative_zero_is_never_written() -> None:
    """`-0.0` would look like a fault of the sensor."""
    values = make(Recipe("noise", 0.0, noise=0.04)).values(MONTH)

    assert {str(value) for value in values} == {"0.0"}


def test_recipe_reads_back_from_its_row() -> None:
    """What a recipe writes into a row is what a row is read as; defaults are left out."""
    recipe = Recipe("daily", 21.0, 2.0, peakHour=3.0)

    assert recipe.row() == {"shape": "daily", "base": 21.0, "amplitude": 2.0, "peakHour": 3.0}
    assert Recipe.of({**recipe.row(), "source": "2001"}) == recipe
