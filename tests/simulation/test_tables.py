from __future__ import annotations

import json

import pytest

from mockc8y.simulation.tables import RULES, Tables, problems, to_json
from mockc8y.store.codec import Document

HEAD = {"1": {"name": "mine", "description": "A test", "number": 1}}
PUMP = {"id": "2001", "name": "Pump"}
ALARM = {
    "id": "7001",
    "source": "2001",
    "type": "acme_Leak",
    "time": "-PT1H",
    "text": "Leak",
    "severity": "MAJOR",
    "status": "ACTIVE",
}


def with_alarm(**changes: object) -> Tables:
    """Write a seed with one device and one alarm, of which something is changed."""
    alarm = {key: value for key, value in {**ALARM, **changes}.items() if value is not None}
    return {"seed": HEAD, "managedObjects": {"1": PUMP}, "alarms": {"7": alarm}}


def test_sound_seed_has_no_problems() -> None:
    """A device and its alarm can be planted."""
    assert list(problems(with_alarm())) == []


BROKEN_ALARMS: dict[str, tuple[Document, str]] = {
    "missing": ({"severity": None}, "alarms/7: 'severity' is missing"),
    "choice": ({"status": "OPEN"}, "alarms/7: 'status' is 'OPEN', but must be one of ACKNOWLEDGED, ACTIVE, CLEARED"),
    "time": ({"time": "yesterday"}, "alarms/7: 'time': 'yesterday' is no duration; write days"),
    "reference": ({"source": "99"}, "alarms/7: 'source' names '99', but must name a managed object of this seed by its id"),
    "nested source": ({"source": {"id": "2001"}}, "alarms/7: 'source' names {'id': '2001'}, but must name a managed object"),
    "number as id": ({"id": 7001}, "alarms/7: 'id' is 7001, but must be a string of digits"),
    "repeated id": ({"id": "2001"}, "alarms/7: the id 2001 belongs to managedObjects/1 already"),
}


@pytest.mark.parametrize(("change", "message"), BROKEN_ALARMS.values(), ids=BROKEN_ALARMS)
def test_broken_row_is_named_with_its_place(change: Document, message: str) -> None:
    """The message leads to table, row and key, and says what was expected."""
    [problem] = problems(with_alarm(**change))

    assert problem.startswith(message)


def test_child_that_does_not_exist_is_named() -> None:
    """A list of children is checked like a single reference."""
    pump = {**PUMP, "childDevices": ["2001", "2002"]}

    [problem] = problems({"seed": HEAD, "managedObjects": {"1": pump}})

    assert problem == "managedObjects/1: 'childDevices' names '2002', but must name a managed object of this seed by its id"


def test_binary_counts_as_managed_object() -> None:
    """A file can be a child addition, for it is a managed object too."""
    binary = {"id": "5001", "name": "a.txt", "contentType": "text/plain", "text": "a"}
    pump = {**PUMP, "childAdditions": ["5001"]}

    assert list(problems({"seed": HEAD, "managedObjects": {"1": pump}, "binaries": {"1": binary}})) == []


@pytest.mark.parametrize(("table", "hint"), [("alarm", "did you mean 'alarms'?"), ("sparrows", "a seed has seed, users")])
def test_unknown_table_gets_a_hint(table: str, hint: str) -> None:
    """A misspelt table is refused instead of being left out in silence."""
    [problem] = problems({"seed": HEAD, table: {}})

    assert hint in problem


def test_number_in_quotes_is_refused() -> None:
    """A signal cannot be computed from a text."""
    row = {"source": "2001", "type": "t", "fragment": "f", "series": "s", "shape": "daily", "base": "21"}
    row |= {"interval": "PT1H", "span": "P1D"}

    [problem] = problems({"seed": HEAD, "managedObjects": {"1": PUMP}, "signals": {"1": row}})

    assert problem == "signals/1: 'base' is '21', but must be a number"


@pytest.mark.parametrize("rows", [{}, {"1": HEAD["1"], "2": HEAD["1"]}], ids=["none", "two"])
def test_seed_has_exactly_one_head(rows: Document) -> None:
    """Without its one row in `seed` nothing says what the file is."""
    [problem] = problems({"seed": rows})

    assert "the table 'seed' must have one row" in problem


def test_every_table_is_written_by_number_in_order() -> None:
    """The text is what TinyDB reads: rows by their number, the first one being 1; letters stay readable."""
    text = to_json({"users": [{"userName": "zoë"}, {"userName": "bob"}]})

    assert json.loads(text) == {"users": {"1": {"userName": "zoë"}, "2": {"userName": "bob"}}}
    assert "zoë" in text


def test_planting_order_puts_sources_first() -> None:
    """What others refer to is planted before them."""
    order = list(RULES)

    assert order.index("managedObjects") < min(map(order.index, ("externalIds", "events", "alarms", "signals")))
