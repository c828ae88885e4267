"""Audit records, against the mock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from c8y_client import AuditSeverity, AuditType, BasicAuth, BatchError, Change, InvalidRequestError, NotFoundError
from c8y_client._async.alarm import Alarm
from c8y_client._async.audit_record import AuditRecord
from c8y_client._async.client import CumulocityClient
from c8y_client._async.managed_object import ManagedObject
from c8y_client._async.subscriptions import Subscription
from c8y_client._async.user import User
from tests.sdk._async._connected import connected
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


def record_of(**more: Any) -> AuditRecord:
    """Give a record that can be written."""
    return AuditRecord(
        **{
            "type": "my_Type",
            "time": "2026-01-01T00:00:00Z",
            "activity": "my activity",
            "text": "somebody did something",
            **more,
        }
    )


async def _alarm(c8y: CumulocityClient, mock: MockTenant, type: str = "a") -> Alarm:
    """Create an alarm, clear it, and give it: the platform writes two records about that."""
    source = str(mock.inventory.create({"name": "Pump 7"})["id"])
    alarm = Alarm(c8y, type=type, source=source, text="hot", severity="MAJOR", time="now")
    await alarm.create()
    alarm.status = "CLEARED"
    return await alarm.update()


@on_loop
async def test_record_is_written_with_everything_it_was_given(c8y_mock: MockTenant) -> None:
    """Read again it is the same, the changes in it among the rest."""
    async with connected(c8y_mock) as c8y:
        made = record_of(
            source="4711",
            severity=AuditSeverity.WARNING,
            application="my_app",
            user="joe",
            changes=[Change(attribute="a", new_value="1", previous_value="0", type="text")],
            my_Detail={"x": 1},
        )
        made.c8y = c8y
        assert await made.create() is made

        read = await c8y.audit_records.get(str(made.id))

    assert (read.type, read.activity, read.text) == ("my_Type", "my activity", "somebody did something")
    assert (read.source, read.severity, read.application, read.user) == ("4711", "WARNING", "my_app", "joe")
    assert (read.datetime, read["my_Detail.x"]) == (datetime(2026, 1, 1, tzinfo=UTC), 1)
    assert read.changes is not None
    (change,) = read.changes
    assert (change.attribute, change.new_value, change.previous_value, change.type) == ("a", "1", "0", "text")
    assert read == made
    assert read.creation_datetime is not None


@on_loop
async def test_record_without_user_is_that_of_the_connection(c8y_mock: MockTenant) -> None:
    """Nor need it have a source or changes."""
    async with connected(c8y_mock) as c8y:
        record = record_of(severity=AuditSeverity.INFORMATION)
        await c8y.audit_records.create(record)

    assert (record.user, record.source, record.changes) == (c8y_mock.username, None, None)


def test_changes_can_be_read_and_set_without_counting_as_changed() -> None:
    """A record that was read has nothing to send, although its changes were wrapped."""
    record = AuditRecord.from_json({"id": "1", "changes": [{"attribute": "status", "newValue": "CLEARED"}]})

    assert record.changes == (Change(attribute="status", new_value="CLEARED"),)
    assert not record.is_changed

    record.changes[0].new_value = "ACTIVE"
    assert record["changes.0.newValue"] == "ACTIVE"
    record.changes = None
    assert record.changes is None


def test_change_is_a_document() -> None:
    """Made of one or of its values, it goes into JSON as it is."""
    change = Change({"attribute": "status", "changeType": "REPLACED"}, new_value="x")

    assert change == {"attribute": "status", "changeType": "REPLACED", "newValue": "x"}
    assert Change.from_json(change) == change
    assert (change.change_type, change.previous_value) == ("REPLACED", None)
    assert change.get("newValue") == "x"


@on_loop
async def test_records_are_neither_changed_nor_deleted(c8y_mock: MockTenant) -> None:
    """The platform's refusal arrives."""
    async with connected(c8y_mock) as c8y:
        record = record_of()
        await c8y.audit_records.create(record)

        with pytest.raises(InvalidRequestError):
            await record.delete()

        assert (await record.reload()).text == "somebody did something"
        with pytest.raises(NotFoundError):
            await c8y.audit_records.get("4711")


@on_loop
async def test_record_that_cannot_be_written_is_named(c8y_mock: MockTenant) -> None:
    """The others are written."""
    async with connected(c8y_mock) as c8y:
        bad, good = AuditRecord(type="my_Type"), record_of()

        with pytest.raises(BatchError) as raised:
            await c8y.audit_records.create(bad, good, workers=2)

        assert raised.value.contexts[0].item is bad
        assert await c8y.audit_records.get_count(type="my_Type") == 1


@on_loop
async def test_records_are_found_by_their_filters(c8y_mock: MockTenant) -> None:
    """Each filter narrows the result."""
    async with connected(c8y_mock) as c8y:
        await c8y.audit_records.create(
            record_of(text="1", source="4711", time="2026-01-01"),
            record_of(text="2", user="joe", time="2026-01-02"),
            record_of(text="3", application="my_app", time="2026-01-03"),
            record_of(text="4", type=AuditType.ALARM, time="2026-01-04"),
        )
        since = datetime.now(UTC) - datetime(2026, 1, 3, 12, tzinfo=UTC)

        async def texts(*args: Any, **filters: Any) -> str:
            return "".join(await c8y.audit_records.get_all(*args, **filters, as_values="text"))

        assert await texts() == "4321"
        assert await texts(source="4711") == "1"
        assert await texts(user="joe") == "2"
        assert await texts(application="my_app") == "3"
        assert await texts(type=AuditType.ALARM) == "4"
        assert await texts(after="2026-01-02", before="2026-01-04") == "32"
        assert await texts(max_age=since) == "4"
        assert await texts(min_age=since) == "321"
        assert await texts(include=lambda record: record["text"] in "13") == "31"
        assert await texts("user=joe") == "2"
        assert await c8y.audit_records.get_count(type="my_Type") == 3


@on_loop
async def test_several_workers_read_every_record(c8y_mock: MockTenant) -> None:
    """In no particular order, since records have no ordering parameter."""
    async with connected(c8y_mock) as c8y:
        start = datetime(2026, 1, 1, tzinfo=UTC)
        records = [record_of(text=str(number), time=start + timedelta(minutes=number)) for number in range(23)]
        await c8y.audit_records.create(*records, workers=4)

        found = [each async for each in c8y.audit_records.select(type="my_Type", limit=None, page_size=5, workers=4)]

    assert sorted(int(each.text or "") for each in found) == [*range(23)]


@on_loop
async def test_trail_of_an_alarm_is_found_with_the_alarm(c8y_mock: MockTenant) -> None:
    """What the platform wrote about it, newest first, and about no other."""
    async with connected(c8y_mock) as c8y:
        alarm, other = await _alarm(c8y, c8y_mock), await _alarm(c8y, c8y_mock)

        trail = await c8y.audit_records.get_all_for(alarm)
        iterated = [each async for each in c8y.audit_records.select_for(other, limit=1)]

    assert sorted(each.activity or "" for each in trail) == ["Alarm created", "Alarm updated"]
    assert {each.source for each in trail} == {alarm.id}
    updated = next(each for each in trail if each.activity == "Alarm updated")
    assert updated.changes is not None
    status = next(each for each in updated.changes if each.attribute == "status")
    assert (status.previous_value, status.new_value) == ("ACTIVE", "CLEARED")
    assert [each.source for each in iterated] == [other.id]


@on_loop
async def test_trail_can_be_narrowed_and_read_as_values(c8y_mock: MockTenant) -> None:
    """The parameters of other queries work, too."""
    async with connected(c8y_mock) as c8y:
        alarm = await _alarm(c8y, c8y_mock)
        ask = c8y.audit_records.get_all_for

        assert await ask(alarm, user="joe") == []
        assert await ask(alarm, before="2020-01-01") == []
        assert sorted(await ask(alarm, user=c8y_mock.username, as_values="activity")) == [
            "Alarm created",
            "Alarm updated",
        ]


@on_loop
async def test_trail_of_a_user_is_found_by_the_name(c8y_mock: MockTenant) -> None:
    """Records about users name them, while others hold ids."""
    async with connected(c8y_mock) as c8y:
        document = {"userName": "joe", "password": "Secret-123", "email": "joe@test.invalid"}
        await c8y.post(f"/user/{c8y_mock.tenant_id}/users", json=document)
        joe = User.from_json({"id": "joe", "userName": "joe"}, c8y)

        trail = await c8y.audit_records.get_all_for(joe, as_values=["type", "source.id"])

    assert set(trail) == {("User", "joe")}


def test_object_without_trail_is_refused() -> None:
    """Which objects there are records about is said, and an object without id has none yet."""
    records = CumulocityClient("http://tenant.test", "t1", BasicAuth("joe", "x")).audit_records

    with pytest.raises(ValueError, match="no audit records about a Subscription; there are about Alarm"):
        records.select_for(Subscription())
    with pytest.raises(ValueError, match="has no id"):
        records.select_for(ManagedObject())
