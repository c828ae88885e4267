# Made from tests/sdk/_async/test_events.py by sdk/scripts/unasync.py; change that.
"""Events and the files attached to them, against the mock."""

from __future__ import annotations

import io
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from c8y_client import BatchError, ConflictError, InvalidRequestError, NotFoundError
from c8y_client.sync.client import CumulocityClient
from c8y_client.sync.events import Event
from tests.sdk.sync._connected import connected

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

UNKNOWN = "4711"


def device_of(mock: MockTenant) -> str:
    """Make a managed object and give its id."""
    return str(mock.inventory.create({"name": "Pump 7", "c8y_IsDevice": {}})["id"])


def event_of(source: str, type: str = "a", **more: Any) -> Event:
    """Give an event that can be created."""
    return Event(**{"source": source, "type": type, "text": "opened", "time": "2026-01-01T00:00:00Z", **more})


def _some(c8y: CumulocityClient, source: str) -> list[Event]:
    """Create an event of each of three days, the first of which is the oldest."""
    events = [
        event_of(source, "a", time="2026-01-01", my_Door="front"),
        event_of(source, "b", time="2026-01-02", my_Door="back"),
        event_of(source, "c", time="2026-01-03"),
    ]
    c8y.events.create(*events)
    return events


def names_in(folder: Path) -> list[str]:
    """List what a folder holds."""
    return [file.name for file in folder.iterdir()]


def test_event_is_created_with_everything_it_was_given(c8y_mock: MockTenant) -> None:
    """What the platform made of it is taken over, and read again it is the same."""
    source = device_of(c8y_mock)
    with connected(c8y_mock) as c8y:
        made = Event(c8y, "a", datetime(2026, 1, 1, tzinfo=UTC), source, "opened", my_Door={"by": "key"})
        assert made.create() is made

        read = c8y.events.get(str(made.id))

    assert (read.type, read.text, read.source, read.time) == ("a", "opened", source, "2026-01-01T00:00:00.000Z")
    assert read.datetime == datetime(2026, 1, 1, tzinfo=UTC)
    assert read["my_Door"]["by"] == read["my_Door.by"] == "key"
    assert read == made
    assert read.creation_time == read.update_time == read.last_updated
    assert read.creation_datetime == read.update_datetime == read.last_updated_datetime


def test_copy_leaves_the_event_as_it_was(c8y_mock: MockTenant) -> None:
    """Creating, updating and reloading give a new object with `copy`."""
    with connected(c8y_mock) as c8y:
        event = event_of(device_of(c8y_mock))
        event.c8y = c8y

        created = event.create(copy=True)
        created.text = "closed"
        updated = created.update(copy=True)
        reloaded = created.reload(copy=True)

    assert event.id is None
    assert (updated.text, updated.is_changed) == ("closed", False)
    assert (reloaded.text, reloaded.is_changed) == ("closed", False)
    assert created.is_changed


def test_update_sends_what_was_changed(c8y_mock: MockTenant) -> None:
    """A nested value and a removed fragment arrive; fields that cannot be changed are not sent."""
    with connected(c8y_mock) as c8y:
        event = event_of(device_of(c8y_mock), my_Door={"by": "key"}, my_Lock={})
        c8y.events.create(event)
        event["my_Door"]["by"] = "hand"
        event["my_Lock"] = None

        event.update()
        event.reload()

        assert event["my_Door.by"] == "hand"
        assert "my_Lock" not in event
        assert not event.is_changed


def test_update_of_a_deleted_event_is_a_key_error(c8y_mock: MockTenant) -> None:
    """As is reading it and deleting it again."""
    with connected(c8y_mock) as c8y:
        event = event_of(device_of(c8y_mock))
        c8y.events.create(event)
        event.delete()
        event.text = "closed"

        for call in (event.update, event.reload, event.delete):
            with pytest.raises(KeyError):
                call()


def test_event_without_connection_says_what_is_missing() -> None:
    """Attachments need one, too."""
    with pytest.raises(ValueError, match="no connection"):
        Event.from_json({"id": "1"})._connection  # noqa: B018 - it is the access that raises


def test_events_are_changed_together(c8y_mock: MockTenant) -> None:
    """By the objects that were changed, and by a document for others; afterwards nothing is left to send."""
    with connected(c8y_mock) as c8y:
        events = _some(c8y, device_of(c8y_mock))
        for each in events:
            each.text = f"{each.type} closed"

        c8y.events.update(*events, workers=2)
        c8y.events.apply_to({"my_Door": "side"}, str(events[0].id), events[1], workers=2)

        found = c8y.events.get_all(as_values=["text", ("my_Door", "none")])
        assert found == [("c closed", "none"), ("b closed", "side"), ("a closed", "side")]
        assert not any(each.is_changed for each in events)


def test_changes_of_an_event_are_applied_to_another(c8y_mock: MockTenant) -> None:
    """Which is given back as it is now; the changes stay for the event itself."""
    with connected(c8y_mock) as c8y:
        one, other, _ = _some(c8y, device_of(c8y_mock))
        one.text = "closed"

        changed = one.apply_to(str(other.id))

        assert (changed.id, changed.type, changed.text) == (other.id, "b", "closed")
        assert one.is_changed


def test_event_that_cannot_be_created_is_named(c8y_mock: MockTenant) -> None:
    """Of several the others are created; a single one raises the platform's refusal as it is."""
    with connected(c8y_mock) as c8y:
        good, bad = event_of(device_of(c8y_mock)), event_of(UNKNOWN)

        with pytest.raises(BatchError) as raised:
            c8y.events.create(bad, good)
        with pytest.raises(InvalidRequestError):
            c8y.events.create(bad)

    assert [each.item for each in raised.value.contexts] == [bad]
    assert raised.value.succeeded == [good]
    assert good.id is not None


def test_events_are_found_by_their_filters(c8y_mock: MockTenant) -> None:
    """Each filter narrows the result, in each of its spellings."""
    source, other = device_of(c8y_mock), device_of(c8y_mock)
    with connected(c8y_mock) as c8y:
        _some(c8y, source)
        now = datetime.now(UTC)

        def types(*args: Any, **filters: Any) -> str:
            return "".join(c8y.events.get_all(*args, **filters, as_values="type"))

        assert types() == "cba"
        assert types(type="a") == "a"
        assert types(fragment="my_Door") == "ba"
        assert types(fragment_type="my_Door", fragment_value="back") == "b"
        assert types(fragmentType="my_Door", fragmentValue="front") == "a"
        assert types(source=other) == ""
        assert types(source=source) == "cba"
        assert types(date_from="2026-01-02", date_to="2026-01-03") == "b"
        assert types(after="2026-01-02") == types(dateFrom="2026-01-02") == "cb"
        assert types(before=datetime(2026, 1, 2, tzinfo=UTC)) == "a"
        assert types(max_age=now - datetime(2026, 1, 1, 12, tzinfo=UTC)) == "cb"
        assert types(min_age=timedelta(0), max_age="1s") == ""
        assert types(created_after=now + timedelta(days=1)) == ""
        assert types(updated_before=now + timedelta(days=1)) != ""
        assert types("type=b") == "b"


def test_several_types_are_sorted_out_here(c8y_mock: MockTenant) -> None:
    """The platform knows one type at a time; order, limit and other filters stay as they are."""
    with connected(c8y_mock) as c8y:
        _some(c8y, device_of(c8y_mock))
        ask = c8y.events.get_all

        assert ask(type=["a", "c"], as_values="type") == ["c", "a"]
        assert ask(type=("a", "c"), limit=1, as_values="type") == ["c"]
        assert ask(type=["a", "c"], include=lambda event: "my_Door" in event, as_values="type") == ["a"]
        assert ask(type=["a"], as_values="type") == ["a"]
        assert c8y.events.get_count(type=["a", "c", "a"]) == 2
        assert c8y.events.get_count(type=[]) == 0


def test_events_of_several_types_are_deleted(c8y_mock: MockTenant) -> None:
    """Nothing else is, and nothing at all for an empty list."""
    with connected(c8y_mock) as c8y:
        _some(c8y, device_of(c8y_mock))

        c8y.events.delete_by(type=[])
        assert c8y.events.get_count() == 3

        c8y.events.delete_by(type=["a", "c"])
        assert c8y.events.get_all(as_values="type") == ["b"]


def test_events_of_objects_below_are_found_with_their_source(c8y_mock: MockTenant) -> None:
    """The children count if that is asked for, which needs a source."""
    parent, child = device_of(c8y_mock), device_of(c8y_mock)
    with connected(c8y_mock) as c8y:
        c8y.post(f"/inventory/managedObjects/{parent}/childAssets", json={"managedObject": {"id": child}})
        c8y.events.create(event_of(child))

        assert c8y.events.get_count(source=parent) == 0
        assert c8y.events.get_count(source=parent, with_source_assets=True) == 1
        assert c8y.events.get_count(source=parent, with_source_devices=True) == 0
        with pytest.raises(ValueError, match="give source="):
            c8y.events.select(with_source_assets=True)


def test_source_may_be_the_object_itself(c8y_mock: MockTenant) -> None:
    """Wherever an id is expected, its object will do."""
    source = device_of(c8y_mock)
    with connected(c8y_mock) as c8y:
        _some(c8y, source)
        thing = Event.from_json({"id": source})

        assert c8y.events.get_count(source=thing) == 3
        assert Event(source=thing).source == source


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ({}, "cba"),
        ({"asc": True}, "abc"),
        ({"ascending": True}, "abc"),
        ({"asc": False}, "cba"),
        ({"revert": True}, "abc"),
        ({"revert": False, "asc": True}, "cba"),
        ({"asc": True, "before": "2026-01-03"}, "ab"),
    ],
)
def test_order_is_newest_first_unless_asked_otherwise(
    c8y_mock: MockTenant, order: dict[str, Any], expected: str
) -> None:
    """`revert` is the platform's switch and wins over `asc`; a bound in time is added where one is needed."""
    with connected(c8y_mock) as c8y:
        _some(c8y, device_of(c8y_mock))

        assert "".join(c8y.events.get_all(**order, as_values="type")) == expected


def test_several_workers_keep_the_order_that_is_asked_for(c8y_mock: MockTenant) -> None:
    """The documented example: everything, oldest first, many pages at a time."""
    source = device_of(c8y_mock)
    with connected(c8y_mock) as c8y:
        times = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number) for number in range(250)]
        c8y.events.create(*(event_of(source, time=time) for time in times), workers=10)

        found = c8y.events.get_all(source=source, ascending=True, limit=None, page_size=20, workers=20)

    assert [each.datetime for each in found] == times


def test_last_event_is_read_alone(c8y_mock: MockTenant, caplog: pytest.LogCaptureFixture) -> None:
    """The page that is asked for holds one event; without any there is `None`."""
    caplog.set_level(logging.DEBUG, "c8y_client")
    with connected(c8y_mock) as c8y:
        assert c8y.events.get_last() is None
        _some(c8y, device_of(c8y_mock))

        newest = c8y.events.get_last()
        before = c8y.events.get_last(before="2026-01-03")

        assert newest is not None
        assert before is not None
        assert (newest.type, before.type) == ("c", "b")
        assert c8y.events.get_last(type="a", as_values=["type", "my_Door"]) == ("a", "front")
    asked = [record.getMessage() for record in caplog.records if "GET" in record.getMessage()]
    assert all("pageSize=1&" in each for each in asked)


def test_latest_event_of_each_type_is_skimmed(c8y_mock: MockTenant) -> None:
    """From the newest on, as far as `limit` or `max_age` reach."""
    source = device_of(c8y_mock)
    with connected(c8y_mock) as c8y:
        _some(c8y, source)
        c8y.events.create(event_of(source, "b", text="again", time="2026-01-04"))
        since = datetime.now(UTC) - datetime(2026, 1, 2, 12, tzinfo=UTC)

        def skimmed(*args: Any, **filters: Any) -> dict[str, str | None]:
            return {kind: each.text for kind, each in (c8y.events.skim_latest(*args, **filters)).items()}

        assert skimmed() == {"b": "again", "c": "opened", "a": "opened"}
        assert skimmed(source, limit=2) == {"b": "again", "c": "opened"}
        assert skimmed(max_age=since, limit=1) == {"b": "again", "c": "opened"}
        assert skimmed(UNKNOWN) == {}
        assert skimmed(fragment="my_Door") == {"b": "opened", "a": "opened"}


def test_events_are_counted_without_reading_them(c8y_mock: MockTenant) -> None:
    """The count knows the same filters, and an expression."""
    with connected(c8y_mock) as c8y:
        _some(c8y, device_of(c8y_mock))

        assert c8y.events.get_count() == 3
        assert c8y.events.get_count(fragment="my_Door") == 2
        assert c8y.events.get_count(after="2026-01-02", type="c") == 1
        assert c8y.events.get_count("type=a&pageSize=50") == 1


def test_events_are_deleted_by_id_or_object(c8y_mock: MockTenant) -> None:
    """The documented example passes ids that were read as values; what is gone already may be fine."""
    with connected(c8y_mock) as c8y:
        events = _some(c8y, device_of(c8y_mock))
        ids = c8y.events.get_all(limit=None, workers=20, as_values="id", type=["a", "b"])

        c8y.events.delete(*ids, workers=20)
        assert c8y.events.get_count() == 1

        c8y.events.delete(*events, missing_ok=True)
        assert c8y.events.get_count() == 0
        with pytest.raises(NotFoundError):
            c8y.events.delete(events[0])


def test_events_are_deleted_by_filters(c8y_mock: MockTenant) -> None:
    """A type alone will do, although the platform wants a source or a time."""
    source = device_of(c8y_mock)
    with connected(c8y_mock) as c8y:
        _some(c8y, source)

        c8y.events.delete_by(type="a")
        assert c8y.events.get_count() == 2

        c8y.events.delete_by(source=source, before="2026-01-03")
        assert c8y.events.get_count() == 1

        c8y.events.delete_by(f"source={source}")
        assert c8y.events.get_count() == 0


def test_deleting_all_events_has_to_be_confirmed(c8y_mock: MockTenant) -> None:
    """Without a filter it is a `ValueError`; `force` does it."""
    with connected(c8y_mock) as c8y:
        _some(c8y, device_of(c8y_mock))

        with pytest.raises(ValueError, match="force=True"):
            c8y.events.delete_by(source=None)
        assert c8y.events.get_count() == 3

        c8y.events.delete_by(force=True)
        assert c8y.events.get_count() == 0


def test_file_is_attached_and_read(c8y_mock: MockTenant, tmp_path: Path) -> None:
    """Its name and media type come from the path; the event shows that it is there once it was read again."""
    file = tmp_path / "log ä.txt"
    file.write_bytes(b"1;2")
    with connected(c8y_mock) as c8y:
        event, *_ = _some(c8y, device_of(c8y_mock))
        assert not event.has_attachment()

        described = event.create_attachment(file)
        read = event.download_attachment()
        event.reload()

    assert described["name"] == "log ä.txt"
    assert (read, read.filename, read.content_type) == (b"1;2", "log ä.txt", "text/plain")
    assert event.has_attachment()
    assert event.attachment_path == f"/event/events/{event.id}/binaries"


def test_second_file_is_a_conflict_unless_it_replaces_the_first(c8y_mock: MockTenant, tmp_path: Path) -> None:
    """The new file brings its name and kind, also one that is not plain ASCII."""
    file = tmp_path / "täglich.csv"
    file.write_bytes(b"3;4")
    with connected(c8y_mock) as c8y:
        event, *_ = _some(c8y, device_of(c8y_mock))
        event.create_attachment(b"1;2", "text/plain", filename="log.txt")

        with pytest.raises(ConflictError):
            event.create_attachment(file)
        event.update_attachment(file)
        read = event.download_attachment()

    assert (read, read.filename, read.content_type) == (b"3;4", "täglich.csv", "text/csv")


def test_content_without_name_replaces_the_content_alone(c8y_mock: MockTenant) -> None:
    """Bytes have no name, so none is sent; one can be given."""
    with connected(c8y_mock) as c8y:
        event, *_ = _some(c8y, device_of(c8y_mock))
        c8y.events.create_attachment(str(event.id), b"1", filename="log.txt")

        c8y.events.update_attachment(str(event.id), io.BytesIO(b"2"), "text/plain")
        assert (event.download_attachment()).content == b"2"

        c8y.events.update_attachment(str(event.id), b"3", filename="other.txt")
        read = c8y.events.download_attachment(str(event.id))

    assert (read.content, read.filename) == (b"3", "other.txt")


def test_attachment_is_downloaded_to_a_folder(c8y_mock: MockTenant, tmp_path: Path) -> None:
    """Under the name that it has, or to a path under another."""
    content = bytes(range(256)) * 4096
    with connected(c8y_mock) as c8y:
        event, *_ = _some(c8y, device_of(c8y_mock))
        event.create_attachment(io.BytesIO(content), filename="log.bin")

        into = event.download_to(tmp_path)
        under = c8y.events.download_to(str(event.id), tmp_path / "other.bin")

    assert (into, under) == (tmp_path / "log.bin", tmp_path / "other.bin")
    assert into.read_bytes() == under.read_bytes() == content


def test_attachment_is_removed(c8y_mock: MockTenant, tmp_path: Path) -> None:
    """Afterwards reading it is a `NotFoundError`, and a download leaves no file behind."""
    with connected(c8y_mock) as c8y:
        event, *_ = _some(c8y, device_of(c8y_mock))
        event.create_attachment(b"1")

        event.delete_attachment()

        with pytest.raises(NotFoundError):
            event.download_attachment()
        with pytest.raises(NotFoundError):
            event.download_to(tmp_path)
        with pytest.raises(NotFoundError):
            c8y.events.delete_attachment(str(event.id))
    assert names_in(tmp_path) == []


def test_missing_file_is_noticed_before_anything_is_sent(
    c8y_mock: MockTenant, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """`FileNotFoundError`, as for `open`."""
    with connected(c8y_mock) as c8y:
        event, *_ = _some(c8y, device_of(c8y_mock))
        caplog.set_level(logging.DEBUG, "c8y_client")

        with pytest.raises(FileNotFoundError):
            event.create_attachment(tmp_path / "missing.txt")
        with pytest.raises(FileNotFoundError):
            event.update_attachment(tmp_path / "missing.txt")

    assert "binaries" not in caplog.text


def test_events_become_a_data_frame(c8y_mock: MockTenant) -> None:
    """All of them, in columns of chosen names, with times that are times."""
    pytest.importorskip("pandas")
    with connected(c8y_mock) as c8y:
        c8y.events.create(*(event_of(device_of(c8y_mock), f"t{number}") for number in range(7)))

        frame = c8y.events.to_dataframe(columns={"kind": "type", "at": "time"}, parse_dates=["at"])

    assert sorted(frame["kind"]) == [f"t{number}" for number in range(7)]
    assert str(frame["at"].dtype).startswith("datetime64")
