"""Which records are about which objects."""

from __future__ import annotations

import pytest

from c8y_client import sync
from c8y_client._queries.audit import trail_of
from c8y_client.model import Alarm, Device, Event, ManagedObject, Operation


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        (Alarm, "Alarm"),
        (Event, "Event"),
        (Operation, "Operation"),
        (ManagedObject, "Inventory"),
        (Device, "Inventory"),
        (sync.Alarm, "Alarm"),
        (sync.Event, "Event"),
    ],
)
def test_trail_is_found_by_what_an_object_is_called(kind: type[Alarm], type_: str) -> None:
    """Both flavours of a class, and the classes made of it, share one word of the platform."""
    assert trail_of(kind.from_json({"id": "7"})) == {"type": type_, "source": "7"}
