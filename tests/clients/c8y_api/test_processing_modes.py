"""Processing modes through c8y_api, which names one for each client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import Alarm, Event, ManagedObject, Measurement, Operation, Value

from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain.changes import Change

pytestmark = pytest.mark.clients

InMode = Callable[[str], CumulocityApi]
"""Makes a client that names a mode with every request."""

TIME = "2026-01-15T12:00:00.000Z"


@pytest.fixture
def in_mode(c8y_mock: MockTenant) -> Iterator[InMode]:
    """Give a function that makes clients with a mode."""
    with ExitStack() as stack:

        def connect(mode: str) -> CumulocityApi:
            login = (c8y_mock.tenant_id, c8y_mock.username, c8y_mock.password)
            client = CumulocityApi(c8y_mock.base_url, *login, processing_mode=mode)
            stack.callback(client.session.close)
            return client

        yield connect


@pytest.fixture
def heard(c8y_mock: MockTenant, device: str) -> list[Change]:
    """Collect what the tenant publishes once the device is there."""
    told: list[Change] = []
    c8y_mock.tenant.changes.subscribe(told.append)
    return told


def hot(device: str) -> Alarm:
    """Make an alarm."""
    return Alarm(type="acme_Hot", time=TIME, source=device, text="Hot", severity="MAJOR", status="ACTIVE")


WRITES: list[tuple[str, Callable[[CumulocityApi, str], Any]]] = [
    (
        "measurements",
        lambda c8y, device: Measurement(c8y, "acme_T", device, time=TIME, acme_T={"T": Value(21.5, "C")}).create(),
    ),
    ("events", lambda c8y, device: Event(c8y, "acme_Door", TIME, device, "Open").create()),
    ("alarms", lambda c8y, device: c8y.alarms.create(hot(device))),
    ("managedobjects", lambda c8y, _: ManagedObject(c8y, "acme_Valve", "Valve").create()),
    ("operations", lambda c8y, device: Operation(c8y, device, c8y_Restart={}).create()),
]


def stored(c8y_mock: MockTenant) -> list[int]:
    """Count what the tenant holds."""
    tenant = c8y_mock.tenant
    stores = (tenant.measurements, tenant.events, tenant.alarms, tenant.inventory, tenant.operations)
    return [len(store) for store in stores]


@pytest.mark.parametrize(("family", "write"), WRITES, ids=[family for family, _ in WRITES])
def test_transient_document_comes_back_without_an_id(
    c8y_mock: MockTenant,
    in_mode: InMode,
    device: str,
    heard: list[Change],
    family: str,
    write: Callable[[CumulocityApi, str], Any],
) -> None:
    """The client can read the answer; listeners heard of the document, and nothing is stored."""
    before = stored(c8y_mock)

    made = write(in_mode("TRANSIENT"), device)

    assert getattr(made, "id", None) is None
    assert stored(c8y_mock) == before
    assert [(change.family, change.action) for change in heard] == [(family, "CREATE")]


@pytest.mark.parametrize(("family", "write"), WRITES, ids=[family for family, _ in WRITES])
def test_quiescent_document_is_stored_and_not_published(
    c8y_mock: MockTenant,
    in_mode: InMode,
    device: str,
    heard: list[Change],
    family: str,
    write: Callable[[CumulocityApi, str], Any],
) -> None:
    """There is one document more, of which nobody heard."""
    write(in_mode("QUIESCENT"), device)

    assert sum(stored(c8y_mock)) == 2, family
    assert heard == []


def test_single_transient_alarm_is_raised_but_its_answer_is_too_little_for_the_client(
    in_mode: InMode, device: str, heard: list[Change]
) -> None:
    """Of all documents, the client demands an id of alarms alone, also of those that the platform suppresses."""
    alarm = hot(device)
    alarm.c8y = in_mode("TRANSIENT")

    with pytest.raises(KeyError, match="id"):
        alarm.create()
    assert [(change.family, change.action) for change in heard] == [("alarms", "CREATE")]


def test_client_in_transient_mode_can_read(in_mode: InMode, device: str) -> None:
    """The mode that goes with every request means nothing for reading."""
    assert in_mode("TRANSIENT").inventory.get(device).name == "Pump 7"


def test_transient_update_changes_nothing(in_mode: InMode, device: str, heard: list[Change]) -> None:
    """Listeners hear of the object as it would be."""
    client = in_mode("TRANSIENT")
    found = client.inventory.get(device)
    found.name = "Pump 8"

    assert found.update().name == "Pump 8"
    assert client.inventory.get(device).name == "Pump 7"
    assert [change.record.document["name"] for change in heard] == ["Pump 8"]
