# Made from tests/sdk/_async/test_identity.py by sdk/scripts/unasync.py; change that.
"""What objects are called elsewhere, against the mock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client import BatchError, ConflictError, NotFoundError
from c8y_client.sync.external_id import ExternalId
from tests.sdk.sync._connected import connected

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

SERIAL = "c8y_Serial"


def device(mock: MockTenant) -> str:
    """Make an object and give its id."""
    return str(mock.inventory.create({"name": "Pump 7"})["id"])


def test_documented_look_up(c8y_mock: MockTenant) -> None:
    """By text and type."""
    pump = device(c8y_mock)
    c8y_mock.identity.create(pump, SERIAL, "9876543210")
    with connected(c8y_mock) as c8y:
        some_id = c8y.identity.get("9876543210", "c8y_Serial")

        assert (some_id.external_id, some_id.external_type) == ("9876543210", SERIAL)
        assert some_id.managed_object_id == c8y.identity.get_id("9876543210", "c8y_Serial") == pump
        assert (c8y.identity.get_object("9876543210", "c8y_Serial")).name == "Pump 7"
        assert (some_id.get_object()).id == pump


@pytest.mark.parametrize("text", ["a/b", "a?b", "a#b", "50%", "two words", "it's", '"', "ü"])
def test_text_may_hold_any_character(c8y_mock: MockTenant, text: str) -> None:
    """From creation to deletion, in text and type."""
    pump = device(c8y_mock)
    with connected(c8y_mock) as c8y:
        c8y.identity.create(external_id=text, external_type=text, managed_object_id=pump)
        assert c8y.identity.get_id(text, text) == pump

        c8y.identity.delete(external_id=text, external_type=text)
        with pytest.raises(KeyError):
            c8y.identity.get(text, text)


def test_external_ids_are_created_and_deleted_as_objects(c8y_mock: MockTenant) -> None:
    """Several beside each other."""
    pump = device(c8y_mock)
    ids = [ExternalId(external_id=each, external_type=SERIAL, managed_object_id=pump) for each in "abc"]
    with connected(c8y_mock) as c8y:
        c8y.identity.create(*ids, workers=2)
        assert {each.external_id for each in c8y.identity.get_all(pump)} == {"a", "b", "c"}

        c8y.identity.delete(*ids)
        assert c8y.identity.get_all(pump) == []


def test_external_id_lives_as_an_object(c8y_mock: MockTenant) -> None:
    """It creates, reads and deletes itself."""
    pump = device(c8y_mock)
    with connected(c8y_mock) as c8y:
        serial = ExternalId(c8y, external_id="sn", external_type=SERIAL, managed_object_id=pump)
        assert serial.create() is serial
        again = serial.reload(copy=True)
        serial.delete()

        assert again == serial
        assert again.managed_object_id == pump
        assert repr(serial) == f"ExternalId(external_id='sn', external_type='c8y_Serial', managed_object_id='{pump}')"
        with pytest.raises(NotFoundError):
            serial.delete()


def test_object_is_looked_up_if_it_is_not_known(c8y_mock: MockTenant) -> None:
    """Text and type are enough."""
    pump = device(c8y_mock)
    c8y_mock.identity.create(pump, SERIAL, "sn")
    with connected(c8y_mock) as c8y:
        assert (ExternalId(c8y, external_id="sn", external_type=SERIAL).get_object()).id == pump


def test_text_that_is_taken_is_a_conflict(c8y_mock: MockTenant) -> None:
    """It is also the documented `ValueError`, and tells its status."""
    c8y_mock.identity.create(device(c8y_mock), SERIAL, "sn")
    with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="409") as raised:
            c8y.identity.create(external_id="sn", external_type=SERIAL, managed_object_id=device(c8y_mock))

    assert isinstance(raised.value, ConflictError)
    assert raised.value.code == 409


def test_several_that_fail_are_reported_together(c8y_mock: MockTenant) -> None:
    """With what did not fail."""
    pump = device(c8y_mock)
    c8y_mock.identity.create(pump, SERIAL, "taken")
    taken, free = (
        ExternalId(external_id=each, external_type=SERIAL, managed_object_id=pump) for each in ("taken", "free")
    )
    with connected(c8y_mock) as c8y:
        with pytest.raises(BatchError) as raised:
            c8y.identity.create(taken, free)

    assert [each.item for each in raised.value.contexts] == [taken]
    assert raised.value.succeeded == [free]


def test_what_is_missing_is_named(c8y_mock: MockTenant) -> None:
    """Before anything is sent."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="external_id and external_type"):
            c8y.identity.create(external_id="sn", managed_object_id="7")
        with pytest.raises(ValueError, match="needs managed_object_id"):
            c8y.identity.create(external_id="sn", external_type=SERIAL)
        with pytest.raises(ValueError, match="not both"):
            c8y.identity.delete(ExternalId(external_id="a", external_type=SERIAL), external_id="b")


def test_deletion_of_what_is_gone_can_be_fine(c8y_mock: MockTenant) -> None:
    """With `missing_ok`."""
    with connected(c8y_mock) as c8y:
        c8y.identity.delete(external_id="sn", external_type=SERIAL, missing_ok=True)
        with pytest.raises(NotFoundError):
            c8y.identity.delete(external_id="sn", external_type=SERIAL)


def test_all_external_ids_of_an_object_are_read(c8y_mock: MockTenant) -> None:
    """However many there are: the platform gives them without pages."""
    pump = device(c8y_mock)
    for number in range(120):
        c8y_mock.identity.create(pump, SERIAL, f"{number:03}")
    with connected(c8y_mock) as c8y:
        assert len(c8y.identity.get_all(pump)) == 120
        assert [each.external_id for each in c8y.identity.select(pump, limit=2)] == ["000", "001"]
        values = [each for each in c8y.identity.select(pump, as_values=["type", "externalId"])]
        assert values[-1] == (SERIAL, "119")


def test_external_ids_become_a_table(c8y_mock: MockTenant) -> None:
    """As those of other collections do."""
    pytest.importorskip("pandas")
    pump = device(c8y_mock)
    c8y_mock.identity.create(pump, SERIAL, "sn")
    with connected(c8y_mock) as c8y:
        frame = c8y.identity.to_dataframe(pump, columns=["type", "externalId"])

    assert frame.to_dict("records") == [{"type": SERIAL, "externalId": "sn"}]


def test_many_external_ids_are_searched_at_once(c8y_mock: MockTenant) -> None:
    """As objects and as pairs; those that are not bound are left out."""
    pump = device(c8y_mock)
    for each in "ab":
        c8y_mock.identity.create(pump, SERIAL, each)
    with connected(c8y_mock) as c8y:
        found = c8y.identity.search(("a", SERIAL), ExternalId(external_id="b", external_type=SERIAL), ("c", SERIAL))

    assert [(each.external_id, each.managed_object_id) for each in found] == [("a", pump), ("b", pump)]


@given(st.text(min_size=1), st.text(min_size=1))
def test_same_text_of_another_type_is_another_external_id(text: str, other: str) -> None:
    """Two are equal if both agree."""
    one = ExternalId(external_id=text, external_type=SERIAL)

    assert (one == ExternalId(external_id=other, external_type=SERIAL)) is (text == other)
    assert one != ExternalId(external_id=text, external_type=f"{SERIAL}2")
