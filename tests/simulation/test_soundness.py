from __future__ import annotations

import pytest

from mockc8y.simulation.soundness import problems
from mockc8y.simulation.tables import Tables
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
    "missing": ({"severity": None}, "'severity' is missing"),
    "choice": ({"status": "OPEN"}, "'status' is 'OPEN', but must be one of ACTIVE, ACKNOWLEDGED, CLEARED"),
    "time": ({"time": "yesterday"}, "'time': 'yesterday' is no duration; write days"),
    "reference": ({"source": "99"}, "'source' names '99', but must name a managed object of this seed by its id"),
    "nested source": ({"source": {"id": "2001"}}, "'source' names {'id': '2001'}, but must name"),
    "number as id": ({"id": 7001}, "'id' is 7001, but must be a string of digits"),
    "repeated id": ({"id": "2001"}, "the id 2001 belongs to managedObjects/1 already"),
}


@pytest.mark.parametrize(("change", "message"), BROKEN_ALARMS.values(), ids=BROKEN_ALARMS)
def test_broken_row_is_named_with_its_place(change: Document, message: str) -> None:
    """The message leads to table, row and key, and says what was expected."""
    [problem] = problems(with_alarm(**change))

    assert problem.startswith(f"alarms/7: {message}")


def test_child_that_does_not_exist_is_named() -> None:
    """A list of children is checked like a single reference."""
    pump = {**PUMP, "childDevices": ["2001", "2002"]}

    [problem] = problems({"seed": HEAD, "managedObjects": {"1": pump}})

    assert problem.startswith("managedObjects/1: 'childDevices' names '2002', but must name a managed object")


def test_binary_counts_as_managed_object() -> None:
    """A file can be a child addition, for it is a managed object too."""
    binary = {"id": "5001", "name": "a.txt", "contentType": "text/plain", "text": "a"}
    pump = {**PUMP, "childAdditions": ["5001"]}

    assert list(problems({"seed": HEAD, "managedObjects": {"1": pump}, "binaries": {"1": binary}})) == []


FILES: dict[str, tuple[Document, str]] = {
    "no content": ({}, "a file needs its content in 'text' or"),
    "two contents": ({"text": "a", "base64": "YQ=="}, "a file needs its content in 'text' or"),
    "not base64": ({"base64": "a"}, "'base64' cannot be decoded"),
}


@pytest.mark.parametrize(("content", "message"), FILES.values(), ids=FILES)
def test_file_without_readable_content_is_named(content: Document, message: str) -> None:
    """A binary has text or base64, and so has the attachment of an event."""
    binary = {"id": "5001", "name": "a.txt", "contentType": "text/plain", **content}
    event: Document = {"id": "6001", "source": "5001", "type": "t", "time": "PT0S", "text": "e"}
    event["attachment"] = {"name": "a.txt", **content}

    found = list(problems({"seed": HEAD, "binaries": {"1": binary}, "events": {"1": event}}))

    assert [problem.partition(": ")[0] for problem in found] == ["binaries/1", "events/1"]
    assert all(message in problem for problem in found)


@pytest.mark.parametrize(("table", "hint"), [("alarm", "did you mean 'alarms'?"), ("sparrows", "a seed has seed, ")])
def test_unknown_table_gets_a_hint(table: str, hint: str) -> None:
    """A misspelt table is refused instead of being left out in silence."""
    [problem] = problems({"seed": HEAD, table: {"1": {}}})

    assert hint in problem


def test_empty_table_of_tinydb_is_passed_over() -> None:
    """TinyDB may leave its default table behind, with nothing in it."""
    assert list(problems({"seed": HEAD, "_default": {}})) == []


BROKEN_SIGNALS: dict[str, tuple[Document, str]] = {
    "text as number": ({"base": "21"}, "'base' is '21', but must be a number"),
    "no interval": ({"interval": "PT0S"}, "'interval' is 'PT0S', but must be longer than nothing"),
    "backwards": ({"recentInterval": "-PT5M"}, "'recentInterval' is '-PT5M', but must be longer than nothing"),
    "shape": ({"shape": "sawtooth"}, "'shape' is 'sawtooth', but must be one of daily, office, sun, "),
}


@pytest.mark.parametrize(("change", "message"), BROKEN_SIGNALS.values(), ids=BROKEN_SIGNALS)
def test_signal_that_cannot_be_computed_is_named(change: Document, message: str) -> None:
    """A curve needs numbers, a known shape, and time between its samples."""
    row = {"source": "2001", "type": "t", "fragment": "f", "series": "s", "shape": "daily", "base": 21.0}
    row |= {"interval": "PT1H", "span": "P1D", **change}

    [problem] = problems({"seed": HEAD, "managedObjects": {"1": PUMP}, "signals": {"1": row}})

    assert problem.startswith(f"signals/1: {message}")


NO_LETTERS: dict[str, tuple[str, Document, str]] = {
    "roles": ("users", {"roles": "ROLE_X"}, "'roles' is 'ROLE_X', but must be a list"),
    "children": ("managedObjects", {"childAssets": "2002"}, "'childAssets' is '2002', but must be a list"),
    "attachment": ("events", {"attachment": "a.txt"}, "'attachment' is 'a.txt', but must be an object"),
}


@pytest.mark.parametrize(("table", "row", "message"), NO_LETTERS.values(), ids=NO_LETTERS)
def test_text_in_place_of_a_list_or_object_is_refused(table: str, row: Document, message: str) -> None:
    """A text would be taken apart into its letters."""
    assert any(message in problem for problem in problems({"seed": HEAD, table: {"1": row}}))


def test_repeated_external_id_is_named() -> None:
    """The second owner of a serial number would be refused by the platform."""
    row = {"type": "c8y_Serial", "externalId": "sn-1", "managedObject": "2001"}

    [problem] = problems({"seed": HEAD, "managedObjects": {"1": PUMP}, "externalIds": {"1": row, "2": row}})

    assert problem == "externalIds/2: the external id c8y_Serial/sn-1 belongs to externalIds/1 already"


@pytest.mark.parametrize("rows", [{}, {"1": HEAD["1"], "2": HEAD["1"]}], ids=["none", "two"])
def test_seed_has_exactly_one_head(rows: Document) -> None:
    """Without its one row in `seed` nothing says what the file is."""
    [problem] = problems({"seed": rows})

    assert "the table 'seed' must have one row" in problem
