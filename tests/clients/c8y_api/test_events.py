"""Events through c8y_api."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import Device, Event, ManagedObject
from c8y_api.model.matcher import field, fragment, text

from mockc8y.control.mock_tenant import MockTenant

pytestmark = pytest.mark.clients

START = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.fixture
def happen(c8y: CumulocityApi, device: str) -> Callable[..., Event]:
    """Give a function that stores the event of a minute."""

    def store(minute: int = 0, **properties: Any) -> Event:
        given = {"type": "acme_Door", "source": device, "text": f"Door {minute}", **properties}
        made: Event = Event(c8y, time=START + timedelta(minutes=minute), **given).create()
        return made

    return store


def texts(c8y: CumulocityApi, **filters: Any) -> list[str]:
    """Return the texts of the events found."""
    return list(c8y.events.select(as_values="text", **filters))


def test_created_event_comes_back_with_what_the_platform_adds(c8y: CumulocityApi, device: str) -> None:
    """An id and both times of the platform; time, text and fragments as sent."""
    made = Event(c8y, type="acme_Door", source=device, time=START, text="Open", acme_Position={"lat": 51.2}).create()

    assert made.id.isdigit()
    assert (made.type, made.source, made.text, made.datetime) == ("acme_Door", device, "Open", START)
    assert made.acme_Position.lat == 51.2
    assert made.creation_time == made.updated_time
    assert c8y.events.get(made.id).fragments == made.fragments


def test_now_is_a_time(c8y: CumulocityApi, device: str) -> None:
    """The client writes the present in the place of `now`."""
    made = Event(c8y, type="a", source=device, time="now", text="x").create()

    assert abs(made.datetime - datetime.now(UTC)) < timedelta(minutes=1)


def test_event_of_the_future_is_stored(c8y: CumulocityApi, device: str) -> None:
    """Nothing forbids a time to come."""
    made = Event(c8y, type="a", source=device, time="2100-01-01T00:00:00.000Z", text="x").create()

    assert c8y.events.get(made.id).time == "2100-01-01T00:00:00.000Z"


def test_collection_creates_several_events(c8y: CumulocityApi, device: str) -> None:
    """`events.create` sends one request for each."""
    c8y.events.create(*(Event(type="a", source=device, time="now", text=f"E{n}") for n in range(3)))

    assert sorted(texts(c8y)) == ["E0", "E1", "E2"]


def test_text_and_fragments_are_updated(c8y: CumulocityApi, happen: Callable[..., Event]) -> None:
    """Only what changed is sent; type, time and source stay."""
    made = happen(acme_A={"n": 1}, acme_B="b")

    made.text = "Closed"
    made.acme_A.n = 2
    made["acme_C"] = [1]
    changed = made.update()

    assert (changed.text, changed.type, changed.time) == ("Closed", made.type, made.time)
    assert changed.fragments == {"acme_A": {"n": 2}, "acme_B": "b", "acme_C": [1]}


def test_collection_updates_several_events(c8y: CumulocityApi, happen: Callable[..., Event]) -> None:
    """`events.update` writes the changes of each."""
    made = [happen(n) for n in range(2)]
    for event in made:
        event.text = "Changed"

    c8y.events.update(*made)

    assert texts(c8y) == ["Changed", "Changed"]


def test_model_is_applied_to_events(c8y: CumulocityApi, happen: Callable[..., Event]) -> None:
    """Text and fragments of a model, or a dictionary, go to several events."""
    ids = [happen(n).id for n in range(2)]

    c8y.events.apply_to(Event(text="Model", acme_Tag="x"), *ids)
    c8y.events.apply_to({"acme_Other": 1}, *ids)

    assert c8y.events.get_all(as_values=["text", "acme_Tag", "acme_Other"]) == [("Model", "x", 1)] * 2


def test_event_is_applied_to_another(c8y: CumulocityApi, happen: Callable[..., Event]) -> None:
    """The other event comes back with the new text."""
    made = happen()

    changed = Event(c8y, text="Model").apply_to(made.id)

    assert (changed.id, changed.text, changed.type) == (made.id, "Model", made.type)


def test_null_removes_a_fragment(c8y: CumulocityApi, happen: Callable[..., Event]) -> None:
    """`apply` with `None` takes a fragment away."""
    made = happen(acme_A=1, acme_B=2)

    made.apply({"acme_A": None})

    assert c8y.events.get(made.id).fragments == {"acme_B": 2}


def test_type_cannot_be_changed(c8y: CumulocityApi, happen: Callable[..., Event]) -> None:
    """A property that is fixed makes an update fail."""
    with pytest.raises(ValueError, match="Status: 422"):
        c8y.events.apply_to({"type": "acme_Other"}, happen().id)


def test_deleted_event_is_gone(c8y: CumulocityApi, happen: Callable[..., Event]) -> None:
    """An instance, an id and several instances are deleted."""
    a, b, c, d = (happen(n) for n in range(4))

    a.delete()
    c8y.events.delete(b.id)
    c8y.events.delete(c, d)

    assert c8y.events.get_all() == []
    with pytest.raises(KeyError):
        c8y.events.get(a.id)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"type": "acme_Door"}, ["D2", "D1", "D0"]),
        ({"type": "acme_door"}, []),
        ({"fragment": "acme_A"}, ["W3", "D1"]),
        ({"fragment_type": "acme_A"}, ["W3", "D1"]),
        ({"fragment": "acme_A", "fragment_value": "x"}, ["D1"]),
        ({"fragment_type": "acme_A", "fragment_value": "y"}, []),
        ({"type": "acme_Door", "fragment": "acme_A"}, ["D1"]),
        ({"after": START + timedelta(minutes=2)}, ["W3", "D2"]),
        ({"before": START + timedelta(minutes=2)}, ["D1", "D0"]),
        ({"date_from": START + timedelta(minutes=1), "date_to": START + timedelta(minutes=3)}, ["D2", "D1"]),
        ({"after": "2026-01-15", "before": "2026-01-16"}, ["W3", "D2", "D1", "D0"]),
        ({"after": "2026-01-15T12:02:00.000+00:00"}, ["W3", "D2"]),
        ({"after": "2026-01-15T14:03:00.000+02:00"}, ["W3"]),
        ({"min_age": timedelta(days=1)}, ["W3", "D2", "D1", "D0"]),
        ({"max_age": timedelta(hours=1)}, []),
        ({"created_after": "1970-01-01"}, ["W3", "D2", "D1", "D0"]),
        ({"created_before": "1970-01-01"}, []),
        ({"created_from": "1970-01-01", "created_to": "2100-01-01"}, ["W3", "D2", "D1", "D0"]),
        ({"expression": "type=acme_Window&fragmentType=acme_A"}, ["W3"]),
    ],
    ids=str,
)
def test_filter_selects_and_counts(
    c8y: CumulocityApi, happen: Callable[..., Event], filters: dict[str, Any], found: list[str]
) -> None:
    """Each filter, alone and beside others, means the same to `select` and `get_count`."""
    happen(0, text="D0")
    happen(1, text="D1", acme_A="x")
    happen(2, text="D2")
    happen(3, text="W3", type="acme_Window", acme_A={"n": 1})

    assert texts(c8y, **filters) == found
    assert c8y.events.get_count(**filters) == len(found)


def test_value_without_fragment_is_the_clients_error(c8y: CumulocityApi) -> None:
    """The client refuses a value that has no name."""
    with pytest.raises(ValueError, match="Fragment value filter"):
        c8y.events.get_all(fragment_value="x")


def test_source_selects_one_device(c8y: CumulocityApi, device: str, happen: Callable[..., Event]) -> None:
    """Events of other devices, and of none, are left out."""
    other = c8y.inventory.get(device).create().id
    happen(text="mine")
    happen(text="other", source=other)

    assert texts(c8y, source=device) == ["mine"]
    assert texts(c8y, source="4711") == []


def test_events_below_a_source_are_included_on_request(
    c8y: CumulocityApi, device: str, happen: Callable[..., Event]
) -> None:
    """Child devices and child assets each have their own switch."""
    parent = c8y.inventory.get(device)
    child, asset = Device(c8y, name="Child").create(), ManagedObject(c8y, name="Asset").create()
    parent.add_child_device(child)
    parent.add_child_asset(asset)
    happen(0, text="parent")
    happen(1, text="child", source=child.id)
    happen(2, text="asset", source=asset.id)

    assert texts(c8y, source=device, with_source_devices=True) == ["child", "parent"]
    assert texts(c8y, source=device, with_source_assets=True) == ["asset", "parent"]
    assert texts(c8y, source=device, with_source_assets=True, with_source_devices=True) == ["asset", "child", "parent"]


def test_order_is_newest_first_and_reversed_with_a_date(c8y: CumulocityApi, happen: Callable[..., Event]) -> None:
    """`reverse` gives the oldest first, but only beside a date."""
    for minute in (1, 0, 2):
        happen(minute)

    assert texts(c8y) == ["Door 2", "Door 1", "Door 0"]
    assert texts(c8y, reverse=True) == ["Door 2", "Door 1", "Door 0"]
    assert texts(c8y, reverse=True, after="1970-01-01") == ["Door 0", "Door 1", "Door 2"]


def test_events_are_found_by_their_last_change(
    c8y: CumulocityApi, c8y_mock: MockTenant, happen: Callable[..., Event]
) -> None:
    """An update moves an event in a list by change; the lower bound is inclusive, the upper one exclusive."""
    made = []
    for minute in range(3):
        made.append(happen(minute))
        c8y_mock.platform.advance(60_000)
    made[0].text = "Changed"
    changed = made[0].update()
    second, third = made[1].updated_time, made[2].updated_time

    assert texts(c8y, updated_after=second, updated_before=third) == ["Door 1"]
    assert texts(c8y, last_updated_from=second) == ["Changed", "Door 2", "Door 1"]
    assert texts(c8y, last_updated_from=second, reverse=True) == ["Door 1", "Door 2", "Changed"]
    assert texts(c8y, last_updated_to=changed.updated_time) == ["Door 2", "Door 1"]
    assert c8y.events.get_count(updated_after=second) == 3


def test_events_are_found_by_creation(c8y: CumulocityApi, c8y_mock: MockTenant, happen: Callable[..., Event]) -> None:
    """The time of creation is the platform's, not the device's."""
    happen(5)
    c8y_mock.platform.advance(60_000)
    late = happen(1)

    assert texts(c8y, created_after=late.creation_time) == ["Door 1"]
    assert texts(c8y, created_before=late.creation_time) == ["Door 5"]


def test_pages_and_limits(c8y: CumulocityApi, happen: Callable[..., Event]) -> None:
    """All pages together give all; a page by number gives that page; a limit ends the reading."""
    for minute in range(7):
        happen(minute)

    assert texts(c8y, page_size=3) == [f"Door {n}" for n in (6, 5, 4, 3, 2, 1, 0)]
    assert texts(c8y, page_size=3, page_number=3) == ["Door 0"]
    assert texts(c8y, page_size=2, limit=3) == ["Door 6", "Door 5", "Door 4"]


def test_matchers_filter_on_the_clients_side(c8y: CumulocityApi, happen: Callable[..., Event]) -> None:
    """`include` keeps and `exclude` drops what the client has read."""
    happen(0, text="Front door")
    happen(1, text="Back door", acme_A=1)
    happen(2, text="Window")

    assert texts(c8y, include=text("*door")) == ["Back door", "Front door"]
    assert texts(c8y, include=text("*door"), exclude=fragment("acme_A")) == ["Front door"]
    assert texts(c8y, include=field("text", "^W.n", mode="REGEX")) == ["Window"]


def test_last_event_is_the_newest(c8y: CumulocityApi, device: str, happen: Callable[..., Event]) -> None:
    """`get_last` goes by time, not by creation, and takes filters and an upper bound."""
    for minute in (3, 1, 2):
        happen(minute)
    happen(9, type="acme_Other")

    assert c8y.events.get_last(source=device).text == "Door 9"
    assert c8y.events.get_last(type="acme_Door").text == "Door 3"
    assert c8y.events.get_last(before=START + timedelta(minutes=3)).text == "Door 2"
    assert c8y.events.get_last(min_age=timedelta(days=1), type="acme_Door").text == "Door 3"
    assert c8y.events.get_last(type="acme_Nothing") is None


def test_last_updated_event_is_the_one_changed_last(
    c8y: CumulocityApi, c8y_mock: MockTenant, happen: Callable[..., Event]
) -> None:
    """With a bound on the change `get_last` goes by the change."""
    first, second = happen(0), happen(1)
    c8y_mock.platform.advance(60_000)
    first.text = "Changed"
    first.update()

    assert c8y.events.get_last(last_updated_to="2100-01-01").text == "Changed"
    assert c8y.events.get_last().id == second.id


def test_events_are_deleted_by_filter(c8y: CumulocityApi, device: str, happen: Callable[..., Event]) -> None:
    """Source or date bound a deletion, type and fragment narrow it."""
    for minute in range(4):
        happen(minute)
    happen(5, text="other", type="acme_Other")
    happen(6, text="tagged", acme_Tag="x")

    c8y.events.delete_by(source=device, type="acme_Other")
    c8y.events.delete_by(fragment="acme_Tag", after="1970-01-01")
    c8y.events.delete_by(before=START + timedelta(minutes=2))

    assert texts(c8y) == ["Door 3", "Door 2"]


def test_deleting_without_a_bound_is_refused(c8y: CumulocityApi, happen: Callable[..., Event]) -> None:
    """A type alone does not bound a deletion."""
    happen()

    with pytest.raises(ValueError, match="Status: 422"):
        c8y.events.delete_by(type="acme_Door")

    assert c8y.events.get_count() == 1


@pytest.mark.parametrize("missing", ["type", "text"])
def test_mandatory_property_is_asked_for(c8y: CumulocityApi, device: str, missing: str) -> None:
    """Without type or text the platform names what is missing."""
    given = {"type": "a", "text": "x"} | {missing: None}

    with pytest.raises(ValueError, match=f"422[\\s\\S]*mandatory fields should be included: {missing}"):
        Event(c8y, source=device, time="now", **given).create()


def test_unknown_source_is_a_value_error(c8y: CumulocityApi) -> None:
    """An unknown source in a body is a 422."""
    with pytest.raises(ValueError, match=r"Status: 422[\s\S]*Source object does not exist"):
        Event(c8y, type="a", source="4711", time="now", text="x").create()


def test_unknown_event_is_a_key_error(c8y: CumulocityApi) -> None:
    """An unknown id in a path is a 404."""
    with pytest.raises(KeyError, match="No such object: /event/events/4711"):
        c8y.events.get("4711")
    with pytest.raises(KeyError):
        c8y.events.delete("4711")


@pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")
def test_missing_time_is_filled_in_without_a_zone(c8y: CumulocityApi, device: str) -> None:
    """The client sends its own time as UTC that does not say so (by a function that Python 3.12 deprecates)."""
    c8y.events.create(Event(type="a", source=device, text="x"))

    [made] = c8y.events.get_all(max_age=timedelta(minutes=1))
    assert abs(made.datetime - datetime.now(UTC)) < timedelta(minutes=1)
