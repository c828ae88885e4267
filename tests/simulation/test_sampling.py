from __future__ import annotations

from itertools import pairwise

from mockc8y.simulation.relative_time import DAY, HOUR, MINUTE
from mockc8y.simulation.sampling import Sampling

NOW = 20_400 * DAY + 9 * HOUR + 17 * MINUTE
HOURLY = {"interval": "PT1H", "span": "P30D"}
FREQUENT = {**HOURLY, "recentInterval": "PT5M", "recentSpan": "P1D"}


def test_samples_cover_the_span_up_to_now() -> None:
    """Hourly samples of 30 days are 720, the last one at the last full hour."""
    instants = Sampling.of(HOURLY).instants(NOW, 0)

    assert len(instants) == 720
    assert (instants[0], instants[-1]) == (NOW - 17 * MINUTE - 719 * HOUR, NOW - 17 * MINUTE)


def test_last_day_is_sampled_more_often() -> None:
    """The recent span has its own interval, and nothing is sampled twice."""
    instants = Sampling.of(FREQUENT).instants(NOW, 0)
    steps = [later - earlier for earlier, later in pairwise(instants)]

    assert steps.count(5 * MINUTE) == 287
    assert steps.count(HOUR) == 695
    assert sorted(set(instants)) == instants


def test_device_that_fell_silent_has_no_later_samples() -> None:
    """`until` ends the samples before now, also within the recent span."""
    silent = Sampling.of({**FREQUENT, "until": "-P1DT2H"}).instants(NOW, 0)
    recent = Sampling.of({**FREQUENT, "until": "-PT2H"}).instants(NOW, 0)

    assert NOW - DAY - 3 * HOUR < silent[-1] <= NOW - DAY - 2 * HOUR
    assert NOW - 2 * HOUR - 5 * MINUTE < recent[-1] <= NOW - 2 * HOUR


def test_delay_moves_samples_but_never_past_now() -> None:
    """A delayed device reports after the full interval, yet never in the future."""
    instants = Sampling.of(HOURLY).instants(NOW - 17 * MINUTE, 30_000)

    assert {instant % HOUR for instant in instants} == {30_000}
    assert instants[-1] < NOW - 17 * MINUTE


def test_sample_at_the_very_moment_of_loading_counts() -> None:
    """Loaded on the hour, the hour's sample is there."""
    assert Sampling.of(HOURLY).instants(NOW - 17 * MINUTE, 0)[-1] == NOW - 17 * MINUTE
