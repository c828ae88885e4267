"""What callers do wrong is told to them, before the platform hears of it."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING, Any

import pytest

from c8y_client import DecodingError
from c8y_client._access.auth import BasicAuth, BearerAuth, CookieAuth
from c8y_client._async.alarm import Alarm
from c8y_client._async.client import CumulocityClient
from c8y_client._async.events import Event
from c8y_client._async.managed_object import ManagedObject
from tests.sdk._async._connected import connected
from tests.sdk.doors import Answer, Tenant, async_door
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


def silent() -> tuple[CumulocityClient, Tenant]:
    """Give a client of a tenant that is to hear nothing."""
    tenant = Tenant()
    return CumulocityClient("http://c8y.local", "t1", BasicAuth("u", "p"), transport=async_door(tenant)), tenant


@pytest.mark.parametrize(
    ("filters", "kind"),
    [
        ({"limit": 1}, TypeError),
        ({"include": "type"}, TypeError),
        ({"exclude": "type"}, TypeError),
        ({"page_number": 1}, TypeError),
        ({"page_size": 5}, TypeError),
        ({"as_values": "id"}, TypeError),
        ({"dat_from": "today"}, TypeError),
    ],
)
@on_loop
async def test_keyword_that_would_not_narrow_a_deletion_is_refused(
    filters: dict[str, Any], kind: type[Exception]
) -> None:
    """The platform would delete, or change, everything else that matches as well."""
    c8y, tenant = silent()

    for part in (c8y.events, c8y.alarms, c8y.measurements, c8y.operations):
        with pytest.raises(kind):
            await part.delete_by(source="1", device_id="1", **filters)  # type: ignore[call-arg]
    with pytest.raises(kind):
        await c8y.alarms.apply_by({"status": "CLEARED"}, source="1", **filters)
    assert tenant.seen == []


@pytest.mark.parametrize("filters", [{"not_known_here": "a"}, {"asc": True}, {"revert": False}, {}])
@on_loop
async def test_deletion_needs_a_filter_that_is_known(filters: dict[str, Any]) -> None:
    """What the platform does not know it ignores, and an order narrows nothing."""
    c8y, tenant = silent()

    for part in (c8y.events, c8y.measurements, c8y.operations):
        with pytest.raises(ValueError, match="force=True"):
            await part.delete_by(**filters)
    with pytest.raises(ValueError, match="no filter is given"):
        await c8y.alarms.apply_by({"status": "CLEARED"}, not_known_here="a")  # type: ignore[call-arg]
    assert tenant.seen == []


@pytest.mark.parametrize("filters", [{"fragmentType": "a"}, {"dateFrom": "today"}, {"createdFrom": "today"}])
@on_loop
async def test_original_names_narrow_a_deletion(c8y_mock: MockTenant, filters: dict[str, Any]) -> None:
    """They are known as well."""
    async with connected(c8y_mock) as c8y:
        await c8y.events.delete_by(**filters)


@pytest.mark.parametrize(
    ("paging", "kind"),
    [
        ({"limit": -1}, ValueError),
        ({"page_size": 0}, ValueError),
        ({"page_number": 0}, ValueError),
        ({"page_number": -1}, ValueError),
        ({"limit": "3"}, TypeError),
        ({"page_size": 2.5}, TypeError),
    ],
)
@on_loop
async def test_paging_that_makes_no_sense_is_refused_by_its_name(paging: dict[str, Any], kind: type[Exception]) -> None:
    """Counting begins at one, a limit may be zero."""
    c8y, tenant = silent()
    with pytest.raises(kind, match=next(iter(paging))):
        await c8y.events.get_all(**paging)
    assert tenant.seen == []


@on_loop
async def test_limit_of_zero_is_nothing() -> None:
    """Nobody is asked for it."""
    c8y, tenant = silent()
    assert await c8y.events.get_all(limit=0) == []
    assert tenant.seen == []


@on_loop
async def test_misspelt_as_values_is_refused() -> None:
    """It would be sent otherwise, and give objects."""
    c8y, _ = silent()
    with pytest.raises(TypeError, match="did you mean 'as_values'"):
        await c8y.events.get_all(as_value="id")  # type: ignore[call-overload]


@pytest.mark.parametrize("expression", [5, {"type": "a"}])
@on_loop
async def test_expression_is_text(expression: Any) -> None:
    """A number is meant as a limit, perhaps."""
    c8y, _ = silent()
    with pytest.raises(TypeError, match="filters are given by keyword"):
        await c8y.events.get_all(expression)


@pytest.mark.parametrize("wrong", [None, ["1"], ManagedObject.from_json({"id": "1"})])
@on_loop
async def test_identifier_is_text_or_a_number(wrong: Any) -> None:
    """Anything else would be looked for under the words that it is printed with."""
    c8y, tenant = silent()
    with pytest.raises(TypeError, match="is no identifier"):
        await c8y.inventory.get(wrong)
    assert tenant.seen == []


@pytest.mark.parametrize("wrong", [{"type": "a"}, [Event(type="a")], "4711"])
@on_loop
async def test_what_is_no_object_cannot_be_created(wrong: Any) -> None:
    """Neither can a list of them; it has to be unpacked."""
    c8y, tenant = silent()
    with pytest.raises(TypeError, match=r"as \*objects"):
        await c8y.events.create(wrong)
    with pytest.raises(TypeError, match=r"as \*objects"):
        await c8y.events.update(wrong)
    assert tenant.seen == []


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [1.0, float("-inf")], {"a": {"b": float("nan")}}])
@on_loop
async def test_number_that_is_not_finite_is_refused(value: Any) -> None:
    """JSON has null in its place, which would remove the fragment."""
    c8y, tenant = silent()
    one = ManagedObject.from_json({"id": "1"}, c8y)
    one["my_Value"] = value

    with pytest.raises(ValueError, match="JSON cannot express"):
        await one.update()
    with pytest.raises(ValueError, match="JSON cannot express"):
        await ManagedObject(c8y, my_Value=value).create()
    with pytest.raises(ValueError, match="JSON cannot express"):
        await c8y.post("/inventory/managedObjects", json={"my_Value": value})
    assert tenant.seen == []


@pytest.mark.parametrize("document", [{1: 2}, {"a": {1, 2}}, {"a": b"b"}, {"a": object()}, {"a": 1 << 70}])
@on_loop
async def test_what_json_cannot_express_is_refused(document: Any) -> None:
    """Names are text, for example."""
    c8y, tenant = silent()
    with pytest.raises(TypeError):
        await c8y.post("/inventory/managedObjects", json=document)
    assert tenant.seen == []


@on_loop
async def test_numbers_of_numpy_are_sent(c8y_mock: MockTenant) -> None:
    """As are its arrays."""
    numpy = pytest.importorskip("numpy")
    async with connected(c8y_mock) as c8y:
        made = await ManagedObject(
            c8y, my_Value={"a": numpy.float64(1.5), "b": numpy.int32(2), "c": numpy.array([1, 2]), "d": None}
        ).create()
        with pytest.raises(ValueError, match="a is nan"):
            await ManagedObject(c8y, my_Value={"a": numpy.float32("nan")}).create()

    assert made["my_Value"] == {"a": 1.5, "b": 2, "c": [1, 2], "d": None}


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'"text"', b"5", b"<html>"])
@on_loop
async def test_answer_that_is_no_document_makes_no_object(body: bytes) -> None:
    """A proxy that answers in place of the platform is found out."""
    tenant = Tenant(Answer(200, body), Answer(200, body))
    c8y = CumulocityClient("http://c8y.local", "t1", BasicAuth("u", "p"), transport=async_door(tenant))

    with pytest.raises(DecodingError):
        await c8y.inventory.get("1")
    with pytest.raises(DecodingError):
        await ManagedObject.from_json({"id": "1"}, c8y).reload()


@pytest.mark.parametrize("one", [Event(type="a", my_Door={"by": ["key"]}), Alarm.from_json({"id": "1", "type": "a"})])
@on_loop
async def test_copied_object_is_another(one: Event | Alarm) -> None:
    """It keeps the connection, and changes of the one leave the other as it is."""
    one.c8y, _ = silent()

    for made in (copy.copy(one), copy.deepcopy(one), copy.deepcopy([one])[0]):
        made["type"] = "b"
        made.set("my_Door.by", "hand")
        assert made.c8y is one.c8y
        assert one.type == "a"
        assert one.get("my_Door.by") in (None, ["key"])


@on_loop
async def test_pickled_object_leaves_its_connection(c8y_mock: MockTenant) -> None:
    """What was changed stays changed; objects within errors are pickled as well."""
    async with connected(c8y_mock) as c8y:
        await c8y.inventory.create(ManagedObject(type="a", name="b"), ManagedObject(type="a", name="c"))
        found = await c8y.inventory.get_all(type="a")
        found[0].name = "d"

        again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own

    assert again == found
    assert [each.c8y for each in again] == [None, None]
    assert [each.changes for each in again] == [{"name": "d"}, {}]
    with pytest.raises(ValueError, match="no connection"):
        await again[0].update()


def test_fragment_can_be_copied_and_pickled() -> None:
    """It is asked for attributes before it has values."""
    fragment = ManagedObject(c8y_Hardware={"serialNumber": "42"}).c8y_Hardware

    for made in (copy.copy(fragment), copy.deepcopy(fragment), pickle.loads(pickle.dumps(fragment))):  # noqa: S301 - as above
        assert made.serialNumber == "42"


@pytest.mark.parametrize("token", ["abc\n", "a\r\nX: b", "abc\x00", "äbc"])
def test_token_with_a_line_break_is_refused_without_being_shown(token: str) -> None:
    """The libraries below would quote it in their errors."""
    for make in (BearerAuth, CookieAuth):
        with pytest.raises(ValueError, match="no header can carry") as raised:
            make(token)
        assert token.strip() not in str(raised.value)


@pytest.mark.parametrize("options", [{"headers": {"X-Key": "s3cret\n"}}, {"application_key": "s3cret\r\nX: y"}])
@on_loop
async def test_header_that_cannot_be_sent_is_named_and_not_shown(options: dict[str, Any]) -> None:
    """At once if it belongs to the client."""
    auth = BasicAuth("u", "p")
    with pytest.raises(ValueError, match=r"^X-.*no header can carry") as raised:
        CumulocityClient("http://c8y.local", "t1", auth, transport=async_door(Tenant()), **options)
    assert "s3cret" not in str(raised.value)


def test_missing_password_is_refused() -> None:
    """It would be sent as the text None."""
    with pytest.raises(TypeError, match="are text"):
        BasicAuth("joe", None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="is text"):
        BearerAuth(None)  # type: ignore[arg-type]


@on_loop
async def test_headers_of_a_request_win_over_media_types() -> None:
    """Functions of their own accord ask for JSON."""
    tenant = Tenant(Answer(200, b"{}"))
    c8y = CumulocityClient("http://c8y.local", "t1", BasicAuth("u", "p"), transport=async_door(tenant))

    await c8y.get("/alarm/alarms", headers={"accept": "text/csv"})

    assert tenant.seen[0].headers["accept"] == "text/csv"


@on_loop
async def test_changes_are_applied_to_an_object_as_to_its_id(c8y_mock: MockTenant) -> None:
    """Wherever an id is expected, its object will do."""
    async with connected(c8y_mock) as c8y:
        one, other = ManagedObject(name="a"), ManagedObject(name="b")
        await c8y.inventory.create(one, other)
        one.name = "c"

        assert (await one.apply_to(other)).name == "c"  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"a": "id"}, 5, [5], []])
@on_loop
async def test_as_values_that_names_no_path_is_refused(wrong: Any) -> None:
    """A mapping is for `as_record` and tables."""
    c8y, tenant = silent()
    with pytest.raises(TypeError, match="as_values"):
        await c8y.events.get_all(as_values=wrong)
    assert tenant.seen == []


@on_loop
async def test_column_may_be_given_alone(c8y_mock: MockTenant) -> None:
    """Its name is not taken for a list of letters; columns of plain values cannot be chosen."""
    pytest.importorskip("pandas")
    async with connected(c8y_mock) as c8y:
        await c8y.inventory.create(ManagedObject(name="a"))

        frame = await c8y.inventory.to_dataframe(columns="name")
        values = await c8y.inventory.get_all(as_values=["name"])

    assert frame["name"].tolist() == ["a"]
    with pytest.raises(TypeError, match="columns choose from documents"):
        values.to_pandas(["name"])


@on_loop
@pytest.mark.parametrize("body", [b"", b"{}", b"null", b"[]"])
async def test_answer_without_the_value_is_no_missing_object(body: bytes) -> None:
    """A success that lacks what was asked for is told apart from what is not there."""
    tenant = Tenant(*[Answer(200, body)] * 3)
    async with CumulocityClient("http://c8y.local", "t1", BasicAuth("u", "p"), transport=async_door(tenant)) as c8y:
        with pytest.raises(DecodingError):
            await c8y.tenant_options.get_value("category", "key")
        with pytest.raises(DecodingError):
            await c8y.tokens.generate("subscription")
        with pytest.raises(DecodingError):
            await c8y.alarms.count()


@on_loop
@pytest.mark.parametrize("copied", [False, True])
async def test_applying_a_document_keeps_other_changes_for_later(c8y_mock: MockTenant, copied: bool) -> None:
    """What waits for `update` is neither sent with the document nor lost."""
    async with connected(c8y_mock) as c8y:
        pump = await ManagedObject(c8y, name="Pump", my_Limits={"max": 1}).create()
        pump.name = "Pump 7"
        pump["my_Limits.max"] = 2

        applied = await pump.apply({"my_Limits": {"max": 3}}, copied)

        assert applied.changes == {"name": "Pump 7"}
        assert (await pump.reload(copy=True)).as_tuple("name", "my_Limits.max") == ("Pump", 3)


@on_loop
async def test_single_item_is_progress_as_well(c8y_mock: MockTenant) -> None:
    """One is told like many."""
    told: list[tuple[int, int | None]] = []
    async with connected(c8y_mock) as c8y:
        await c8y.inventory.create(ManagedObject(name="Pump"), progress=lambda done, total: told.append((done, total)))

    assert told == [(1, 1)]
