"""The list of what falls due."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mockc8y.domain.agenda import FAILURES_KEPT, SLACK, Agenda, Errand, Failure

PUMP: Errand = ("availability", 7)
RULES: Errand = ("retention", 0)
ERRANDS = st.tuples(st.sampled_from(["availability", "bulk_operation"]), st.integers(1, 4))


def drained(agenda: Agenda) -> list[tuple[int, Errand]]:
    """Take everything off an agenda."""
    return [agenda.take() for _ in range(len(agenda))]


def test_empty_agenda_has_nothing_due() -> None:
    """Without errands there is no time to wait for."""
    assert Agenda().earliest is None


def test_earliest_errand_comes_first() -> None:
    """Errands are taken in the order of their times, not in the order they were planned."""
    agenda = Agenda()
    agenda.plan(RULES, 200)
    agenda.plan(PUMP, 100)

    assert agenda.earliest == 100
    assert drained(agenda) == [(100, PUMP), (200, RULES)]


def test_errands_of_one_time_come_in_the_order_of_name_and_id() -> None:
    """What falls due at one moment always runs in the same order."""
    agenda = Agenda()
    for errand in (RULES, ("availability", 9), PUMP):
        agenda.plan(errand, 100)

    assert [errand for _, errand in drained(agenda)] == [PUMP, ("availability", 9), RULES]


def test_planning_again_moves_an_errand() -> None:
    """An errand is on the agenda once, at the time it was planned for last."""
    agenda = Agenda()
    agenda.plan(PUMP, 100)
    agenda.plan(PUMP, 300)

    assert agenda.due_at(PUMP) == agenda.earliest == 300
    assert drained(agenda) == [(300, PUMP)]


def test_cancelled_errand_never_falls_due() -> None:
    """A cancelled errand is gone; cancelling what is not planned does nothing."""
    agenda = Agenda()
    agenda.plan(PUMP, 100)

    agenda.cancel(PUMP)
    agenda.cancel(RULES)

    assert agenda.due_at(PUMP) is None
    assert agenda.earliest is None


def test_taken_errand_can_be_planned_for_the_same_time() -> None:
    """What was taken is off the agenda and may come back, even at once."""
    agenda = Agenda()
    agenda.plan(PUMP, 100)
    agenda.take()

    agenda.plan(PUMP, 100)

    assert drained(agenda) == [(100, PUMP)]


def test_errand_that_moves_for_ever_does_not_grow_the_agenda() -> None:
    """Moving one errand many times costs no more room than a few entries."""
    agenda = Agenda()
    agenda.plan(RULES, 0)
    for due in range(10_000):
        agenda.plan(PUMP, due)

    assert len(agenda._queue) <= 2 * len(agenda) + SLACK


def test_copy_of_an_agenda_is_independent() -> None:
    """A snapshot's agenda stays as it was, whatever happens to the tenant's."""
    agenda = Agenda()
    agenda.plan(PUMP, 100)
    kept = agenda.fork()

    agenda.take()
    agenda.note(Failure(PUMP, 100, "it broke"))

    assert drained(kept) == [(100, PUMP)]
    assert kept.failures == ()


def test_only_the_latest_failures_are_kept() -> None:
    """Evidence is bounded: the oldest failure makes room for the newest."""
    agenda = Agenda()
    for due in range(FAILURES_KEPT + 1):
        agenda.note(Failure(PUMP, due, "it broke"))

    assert [failure.due for failure in agenda.failures] == list(range(1, FAILURES_KEPT + 1))


@given(st.lists(st.tuples(st.sampled_from(["plan", "cancel"]), ERRANDS, st.integers(0, 50))))
def test_agenda_behaves_like_a_dictionary_of_times(steps: list[tuple[str, Errand, int]]) -> None:
    """After any planning, moving and cancelling, what is left comes in the order of time, name and id."""
    agenda, model = Agenda(), dict[Errand, int]()
    for step, errand, due in steps:
        if step == "plan":
            agenda.plan(errand, due)
            model[errand] = due
        else:
            agenda.cancel(errand)
            model.pop(errand, None)
        assert agenda.earliest == min(model.values(), default=None)

    assert drained(agenda) == sorted((due, errand) for errand, due in model.items())
