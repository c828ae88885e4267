"""Alarms, against the mock."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from c8y_client import AlarmSeverity, AlarmStatus, BatchError, InvalidRequestError, NotFoundError
from c8y_client._async.alarm import Alarm
from tests.sdk._async._connected import connected
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

UNKNOWN = "4711"


def device_of(mock: MockTenant) -> str:
    """Make a managed object and give its id."""
    return str(mock.inventory.create({"name": "Pump 7", "c8y_IsDevice": {}})["id"])


def alarm_of(source: str, type: str = "a", **more: Any) -> Alarm:
    """Give an alarm that can be created."""
    return Alarm(
        **{
            "source": source,
            "type": type,
            "text": "hot",
            "severity": AlarmSeverity.MAJOR,
            "time": "2026-01-01T00:00:00Z",
            **more,
        }
    )


@on_loop
async def test_alarm_is_created_with_everything_it_was_given(c8y_mock: MockTenant) -> None:
    """What the platform made of it is taken over, and read again it is the same."""
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        made = alarm_of(source, status=AlarmStatus.ACKNOWLEDGED, my_Detail={"sensor": 3})
        made.c8y = c8y
        assert await made.create() is made

        read = await c8y.alarms.get(str(made.id))

    assert (read.type, read.text, read.source) == ("a", "hot", source)
    assert (read.severity, read.status, read.count) == ("MAJOR", "ACKNOWLEDGED", 1)
    assert (read.time, read["my_Detail.sensor"]) == ("2026-01-01T00:00:00.000Z", 3)
    assert read == made
    assert read.creation_datetime == read.update_datetime


@on_loop
async def test_second_alarm_of_the_kind_is_the_first_counted_up(c8y_mock: MockTenant) -> None:
    """The object becomes the open alarm, which keeps its text and takes the new time."""
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        first = alarm_of(source)
        again = alarm_of(source, text="hotter", time="2026-01-02")
        await c8y.alarms.create(first)
        await c8y.alarms.create(again)

    assert (again.id, again.text, again.count) == (first.id, "hot", 2)
    assert (again.first_time, again.time) == (first.time, "2026-01-02T00:00:00.000Z")


def test_what_the_platform_counts_is_not_sent() -> None:
    """An alarm that was read can serve as the pattern of another."""
    read = Alarm.from_json({"id": "1", "self": "...", "count": 3, "firstOccurrenceTime": "...", "type": "a"})

    assert read.sendable() == {"type": "a"}


def test_count_cannot_be_set() -> None:
    """The platform counts."""
    with pytest.raises(AttributeError, match="count"):
        Alarm().count = 3


def test_times_that_an_alarm_lacks_are_none() -> None:
    """Neither the text nor the parsed value is an error."""
    alarm = Alarm()

    assert (alarm.time, alarm.datetime, alarm.source, alarm.creation_datetime) == (None, None, None, None)


@on_loop
async def test_update_sends_what_was_changed(c8y_mock: MockTenant) -> None:
    """The status and a nested value arrive; the fields that cannot be changed are not sent."""
    async with connected(c8y_mock) as c8y:
        alarm = alarm_of(device_of(c8y_mock), my_Detail={"sensor": 3})
        await c8y.alarms.create(alarm)
        alarm.status = AlarmStatus.CLEARED
        alarm["my_Detail"]["sensor"] = 4

        await alarm.update()
        await alarm.reload()

        assert (alarm.status, alarm["my_Detail.sensor"]) == ("CLEARED", 4)
        assert not alarm.is_changed


@on_loop
async def test_alarms_are_updated_together(c8y_mock: MockTenant) -> None:
    """Afterwards none of them has anything left to send."""
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        alarms = [alarm_of(source, each) for each in "abc"]
        await c8y.alarms.create(*alarms, workers=2)
        for each in alarms:
            each.text = f"{each.type} is cold"

        await c8y.alarms.update(*alarms, workers=2)

        assert not any(each.is_changed for each in alarms)
        assert {each.text for each in await c8y.alarms.get_all()} == {"a is cold", "b is cold", "c is cold"}


@on_loop
async def test_changes_are_applied_to_other_alarms(c8y_mock: MockTenant) -> None:
    """By an object, which gives the changed alarm back, and by a document for several ids."""
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        one, two, three = (alarm_of(source, each) for each in "abc")
        await c8y.alarms.create(one, two, three)
        one.text = "cold"

        changed = await one.apply_to(str(two.id))
        await c8y.alarms.apply_to({"severity": "MINOR"}, str(two.id), three)

        assert (changed.id, changed.text) == (two.id, "cold")
        assert (await c8y.alarms.get(str(two.id))).severity == "MINOR"
        assert (await c8y.alarms.get(str(three.id))).as_tuple("text", "severity") == ("hot", "MINOR")


async def _some(c8y: Any, source: str) -> None:
    """Create one alarm of each severity, of which one is acknowledged and one cleared."""
    await c8y.alarms.create(
        alarm_of(source, "a", severity="CRITICAL", time="2026-01-01"),
        alarm_of(source, "b", severity="MAJOR", status="ACKNOWLEDGED", time="2026-01-02"),
        alarm_of(source, "c", severity="MINOR", status="CLEARED", time="2026-01-03", my_Detail={}),
    )


@on_loop
async def test_alarms_are_found_by_their_filters(c8y_mock: MockTenant) -> None:
    """Each filter narrows the result; several values of one are alternatives."""
    source, other = device_of(c8y_mock), device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        await _some(c8y, source)

        async def types(*args: Any, **filters: Any) -> str:
            return "".join(sorted(await c8y.alarms.get_all(*args, **filters, as_values="type")))

        assert await types() == "abc"
        assert await types(type="a") == "a"
        assert await types(type=["a", "c"]) == "ac"
        assert await types(status=AlarmStatus.ACTIVE) == "a"
        assert await types(status=[AlarmStatus.ACTIVE, "CLEARED"]) == "ac"
        assert await types(severity=AlarmSeverity.MAJOR) == "b"
        assert await types(severity=("MAJOR", AlarmSeverity.MINOR)) == "bc"
        assert await types(resolved=True) == "c"
        assert await types(resolved=False) == "ab"
        assert await types(fragment="my_Detail") == "c"
        assert await types(source=other) == ""
        assert await types(source=c8y_mock.inventory.get(source)["id"]) == "abc"
        assert await types(after="2026-01-02") == "bc"
        assert await types(date_to="2026-01-02") == "a"
        assert await types(max_age="1h") == ""
        assert await types("type=b&status=ACKNOWLEDGED") == "b"


@on_loop
async def test_alarms_of_objects_below_are_found_with_their_source(c8y_mock: MockTenant) -> None:
    """The children count if that is asked for, which needs a source."""
    parent, child = device_of(c8y_mock), device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        await c8y.post(f"/inventory/managedObjects/{parent}/childDevices", json={"managedObject": {"id": child}})
        await c8y.alarms.create(alarm_of(child))

        assert await c8y.alarms.count(source=parent) == 0
        assert await c8y.alarms.count(source=parent, with_source_devices=True) == 1
        assert await c8y.alarms.count(source=parent, with_source_children=True) == 1
        assert await c8y.alarms.count(source=parent, with_source_assets=True) == 0
        assert await c8y.alarms.count(source=parent, with_source_additions=True) == 0
        with pytest.raises(ValueError, match="give source="):
            await c8y.alarms.count(with_source_devices=True)


@on_loop
async def test_alarms_come_newest_first(c8y_mock: MockTenant) -> None:
    """The newest one alone is `get_last`."""
    async with connected(c8y_mock) as c8y:
        assert await c8y.alarms.get_last() is None
        await _some(c8y, device_of(c8y_mock))

        newest = await c8y.alarms.get_last(resolved=False)

        assert [each.type async for each in c8y.alarms.select()] == ["c", "b", "a"]
        assert newest is not None
        assert newest.type == "b"
        assert await c8y.alarms.get_last(as_values=["type", "status"]) == ("c", "CLEARED")


@on_loop
async def test_order_that_alarms_do_not_have_is_warned_of(c8y_mock: MockTenant) -> None:
    """The parameter of events has no effect here, which is said to the caller; the order there is may be asked for."""
    oldest_first: dict[str, Any] = {"asc": True}
    newest_first: dict[str, Any] = {"asc": False}
    async with connected(c8y_mock) as c8y:
        with pytest.warns(UserWarning, match="newest first") as warned:
            await c8y.alarms.get_all(**oldest_first)
        await c8y.alarms.get_all(**newest_first)

    assert [each.filename for each in warned] == [__file__]


@on_loop
async def test_several_workers_read_every_alarm(c8y_mock: MockTenant) -> None:
    """In no particular order, since alarms have no ordering parameter."""
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        await c8y.alarms.create(*(alarm_of(source, f"t{number}") for number in range(23)), workers=4)

        types = await c8y.alarms.get_all(limit=None, page_size=5, workers=4, as_values="type")

    assert sorted(types) == sorted(f"t{number}" for number in range(23))


@on_loop
async def test_alarms_are_read_by_spans_of_time(c8y_mock: MockTenant) -> None:
    """Each comes once, also those of one moment."""
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        times = [f"2026-01-{1 + number // 2:02}T00:00:00Z" for number in range(40)]
        alarms = [alarm_of(source, f"t{number}", time=time) for number, time in enumerate(times)]
        await c8y.alarms.create(*alarms, workers=4)

        types = await c8y.alarms.get_all(limit=None, page_size=5, workers=4, strategy="dates", as_values="type")

    assert sorted(types) == sorted(f"t{number}" for number in range(40))


@on_loop
async def test_alarms_are_counted_by_the_resource_for_it(c8y_mock: MockTenant) -> None:
    """Under both names, with the same filters as a query, and as a number."""
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        await _some(c8y, source)

        assert await c8y.alarms.count() == 3
        assert await c8y.alarms.get_count(source=source, resolved=False) == 2
        assert await c8y.alarms.count("status=CLEARED,ACTIVE") == 2
        assert await c8y.alarms.count(severity=["MAJOR", "MINOR"], before="2026-01-03") == 1


@on_loop
async def test_count_by_creation_is_right_although_the_resource_does_not_know_it(c8y_mock: MockTenant) -> None:
    """Such bounds would be ignored there, so the collection is asked."""
    async with connected(c8y_mock) as c8y:
        await _some(c8y, device_of(c8y_mock))

        assert await c8y.alarms.count(created_after="2100-01-01") == 0
        assert await c8y.alarms.count(created_before="2100-01-01", severity="MAJOR") == 1
        assert await c8y.alarms.get_count(updated_after="2100-01-01") == 0


@on_loop
async def test_status_of_many_alarms_is_set_at_once(c8y_mock: MockTenant) -> None:
    """By a document, or by the changes of an alarm; only what the filters mean is changed."""
    source, other = device_of(c8y_mock), device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        await _some(c8y, source)
        await c8y.alarms.create(alarm_of(other))

        await c8y.alarms.apply_by({"status": "ACKNOWLEDGED"}, source=source, resolved=False)
        assert await c8y.alarms.count(status="ACKNOWLEDGED") == 2

        await c8y.alarms.apply_by(Alarm(status=AlarmStatus.CLEARED), f"source={source}")
        assert await c8y.alarms.count(source=source, resolved=True) == 3
        assert await c8y.alarms.count(source=other, status="ACTIVE") == 1


@on_loop
async def test_nothing_but_the_status_is_set_at_once(c8y_mock: MockTenant) -> None:
    """The platform's refusal arrives."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(InvalidRequestError, match="Only the status"):
            await c8y.alarms.apply_by({"status": "CLEARED", "text": "x"}, source="1")


@on_loop
async def test_apply_by_nothing_is_refused(c8y_mock: MockTenant) -> None:
    """The platform would refuse it too; `None` is no filter."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="no filter is given"):
            await c8y.alarms.apply_by({"status": "CLEARED"}, source=None)


@on_loop
async def test_upsert_changes_the_open_alarm_or_creates_one(c8y_mock: MockTenant) -> None:
    """What it was before is told, which is nothing for a new one."""
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        first, second = alarm_of(source), alarm_of(source, text="hotter")

        assert await c8y.alarms.upsert(first) is None
        before = await c8y.alarms.upsert(second, increment_count=True)

    assert before is not None
    assert (before.id, before.text) == (first.id, "hot")
    assert (second.id, second.text, second.count) == (first.id, "hotter", 2)


@on_loop
async def test_deleting_an_alarm_takes_all_of_its_type_and_source(
    c8y_mock: MockTenant, caplog: pytest.LogCaptureFixture
) -> None:
    """The platform knows no other way; it is said in the log, and alarms of other types and sources stay."""
    caplog.set_level(logging.INFO, "c8y_client")
    source, other = device_of(c8y_mock), device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        cleared, open_ = alarm_of(source, status="CLEARED"), alarm_of(source)
        await c8y.alarms.create(cleared, open_, alarm_of(source, "b"), alarm_of(other))

        await open_.delete()

        assert sorted(await c8y.alarms.get_all(as_values=["source.id", "type"])) == sorted(
            [
                (source, "b"),
                (other, "a"),
            ]
        )
    assert f"deleting all alarms of type 'a' and source '{source}'" in caplog.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"type": "a"}, "lacks one"), ({"source": "1"}, "lacks one"), ({"type": "a,b", "source": "1"}, "list of types")],
)
@on_loop
async def test_alarm_that_cannot_be_told_from_others_is_not_deleted(
    c8y_mock: MockTenant, fields: dict[str, Any], said: str
) -> None:
    """Without type or source the request would reach others; a comma separates types."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match=said):
            await Alarm(c8y, **fields).delete()


@on_loop
async def test_alarms_are_deleted_by_id(c8y_mock: MockTenant, caplog: pytest.LogCaptureFixture) -> None:
    """Ids are looked up; one deletion takes several of them, and each is told in the log."""
    caplog.set_level(logging.INFO, "c8y_client")
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        cleared, open_, other, kept = (
            alarm_of(source, status="CLEARED"),
            alarm_of(source),
            alarm_of(source, "b"),
            alarm_of(source, "c"),
        )
        await c8y.alarms.create(cleared, open_, other, kept)

        await c8y.alarms.delete(str(cleared.id), str(open_.id), other, workers=2)

        assert await c8y.alarms.get_all(as_values="id") == [kept.id]
    said = [record.getMessage() for record in caplog.records if "deleting" in record.getMessage()]
    assert sorted(said) == [f"deleting all alarms of type {each!r} and source {source!r}" for each in ("a", "b")]


@on_loop
async def test_unknown_alarm_does_not_keep_others_from_being_deleted(c8y_mock: MockTenant) -> None:
    """It is named in the error, beside those that were deleted."""
    async with connected(c8y_mock) as c8y:
        alarm = alarm_of(device_of(c8y_mock))
        await c8y.alarms.create(alarm)

        with pytest.raises(BatchError) as raised:
            await c8y.alarms.delete(UNKNOWN, alarm)

        assert await c8y.alarms.count() == 0
    assert isinstance(raised.value.errors[0], NotFoundError)
    assert raised.value.contexts[0].item == UNKNOWN
    assert raised.value.succeeded == [alarm]


@on_loop
async def test_single_unknown_alarm_is_a_plain_error_unless_that_is_fine(c8y_mock: MockTenant) -> None:
    """A `NotFoundError`, which is a `KeyError`; `missing_ok` takes it for done."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(KeyError):
            await c8y.alarms.delete(UNKNOWN)

        await c8y.alarms.delete(UNKNOWN, missing_ok=True)
        await c8y.alarms.delete()


@on_loop
async def test_alarms_are_deleted_by_filters(c8y_mock: MockTenant) -> None:
    """A type alone will do, although the platform wants a source or a time."""
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        await _some(c8y, source)

        await c8y.alarms.delete_by(type="a")
        assert await c8y.alarms.count() == 2

        await c8y.alarms.delete_by(source=source, resolved=True)
        assert await c8y.alarms.count() == 1

        await c8y.alarms.delete_by(f"source={source}")
        assert await c8y.alarms.count() == 0


@on_loop
async def test_deleting_all_alarms_has_to_be_confirmed(c8y_mock: MockTenant) -> None:
    """Without a filter it is a `ValueError`; `force` does it."""
    async with connected(c8y_mock) as c8y:
        await _some(c8y, device_of(c8y_mock))

        with pytest.raises(ValueError, match="force=True"):
            await c8y.alarms.delete_by(type=None)
        assert await c8y.alarms.count() == 3

        await c8y.alarms.delete_by(force=True)
        assert await c8y.alarms.count() == 0


@on_loop
async def test_misspelt_filter_is_refused_before_anything_is_deleted(c8y_mock: MockTenant) -> None:
    """It would be sent, ignored, and more deleted than was meant."""
    misspelt: dict[str, Any] = {"severty": "MAJOR"}
    async with connected(c8y_mock) as c8y:
        with pytest.raises(TypeError, match="did you mean 'severity'"):
            await c8y.alarms.delete_by(type="a", **misspelt)
