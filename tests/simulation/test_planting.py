from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from mockc8y.domain import attachments, binaries, events, identity, inventory, operations
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.hierarchy import CHILD_KINDS
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import authenticate
from mockc8y.simulation import seeds
from mockc8y.simulation.planting import TenantInUse, plant
from mockc8y.simulation.relative_time import DAY, HOUR
from mockc8y.simulation.seeds import Seed
from mockc8y.store.codec import Document
from mockc8y.store.collection import Collection
from mockc8y.store.series_index import SeriesName
from mockc8y.store.table import Table

ROOT = Path(__file__).parents[2]
NOW = 20_400 * DAY + 9 * HOUR
PUMP: Document = {"id": "2001", "name": "Pump", "creationTime": "-P2D", "lastUpdated": "-P1D", "acme_Pressure": 3}
VALVE: Document = {"id": "2002", "name": "Valve"}


def fresh() -> Tenant:
    """Make an empty tenant whose time stands still."""
    return Platform(clock=FrozenClock(NOW)).add_tenant("t1")


def planted(**tables: list[Document]) -> Tenant:
    """Plant a seed with two devices and the given tables."""
    tenant = fresh()
    plant(tenant, Seed("mine", "A test", 1, {"managedObjects": [PUMP, VALVE], **tables}))
    return tenant


def test_managed_object_has_absolute_times() -> None:
    """Durations become the platform's own timestamps; fragments stay as they are, the id is kept apart."""
    assert inventory.get(planted(), "2001").document == {
        "name": "Pump",
        "creationTime": "2025-11-06T09:00:00.000Z",
        "lastUpdated": "2025-11-07T09:00:00.000Z",
        "acme_Pressure": 3,
    }


def test_time_left_out_is_now() -> None:
    """An object that says nothing about its age has just been created."""
    document = inventory.get(planted(), "2002").document

    assert document["creationTime"] == document["lastUpdated"] == "2025-11-08T09:00:00.000Z"


def test_children_are_linked() -> None:
    """The lists of ids become links in both directions, and no part of the document."""
    house: Document = {"id": "2003", "childAssets": ["2001"], "childDevices": ["2001", "2002"]}

    tenant = planted(managedObjects=[PUMP, VALVE, house])

    assert tenant.relations.children("childDevices", 2003) == [2001, 2002]
    assert tenant.relations.parents("childAssets", 2001) == [2003]
    assert inventory.get(tenant, "2003").document.keys() == {"creationTime", "lastUpdated"}


def test_rows_may_stand_in_any_order() -> None:
    """An object that a person adds at the end of the file may have any free id."""
    tenant = planted(managedObjects=[VALVE, PUMP])

    assert inventory.get(tenant, "2001").document["name"] == "Pump"


def test_external_id_finds_its_object() -> None:
    """A device can be looked up by its serial number."""
    tenant = planted(externalIds=[{"type": "c8y_Serial", "externalId": "sn-1", "managedObject": "2002"}])

    assert identity.get(tenant, "c8y_Serial", "sn-1").object_id == 2002


def test_user_can_sign_in() -> None:
    """Name and password of a seed's user are accepted, its roles are what it may do."""
    row = {"userName": "ana", "password": "secret1", "roles": ["ROLE_ALARM_READ"], "firstName": "Ana"}

    user = authenticate(planted(users=[row]), "ana", "secret1")

    assert user.profile == {"firstName": "Ana"}
    assert user.roles == {"ROLE_ALARM_READ"}


def test_binary_can_be_downloaded() -> None:
    """The content of the row is the file; the object knows its length, and is marked as a file."""
    row = {"id": "5001", "name": "a.txt", "contentType": "text/plain", "text": "grün"}

    tenant = planted(binaries=[row])

    assert binaries.read(tenant, "5001").content == "grün".encode()
    document = inventory.get(tenant, "5001").document
    assert (document["length"], document["c8y_IsBinary"], "text" in document) == (5, {}, False)


def test_event_brings_its_file() -> None:
    """An attachment is stored as a file, and the event describes it as if it had been uploaded."""
    row: Document = {"id": "6001", "source": "2001", "type": "t", "time": "-PT1H", "text": "Log"}
    row["attachment"] = {"name": "log.txt", "type": "text/plain", "text": "ok"}

    tenant = planted(events=[row])

    assert attachments.read(tenant, "6001") == (b"ok", "text/plain", "log.txt")
    assert events.get(tenant, "6001").document == {
        "type": "t",
        "time": "2025-11-08T08:00:00.000Z",
        "text": "Log",
        "creationTime": "2025-11-08T08:00:00.000Z",
        "lastUpdated": "2025-11-08T08:00:00.000Z",
        "c8y_IsBinary": {"name": "log.txt", "length": 2, "type": "text/plain"},
    }


def test_alarm_shows_on_its_device() -> None:
    """The device counts its active alarms, as it would had they come in."""
    row = {"id": "7001", "source": "2001", "type": "t", "time": "-PT1H", "text": "Hot", "severity": "MAJOR"}

    tenant = planted(alarms=[{**row, "status": "ACTIVE"}, {**row, "id": "7002", "type": "u", "status": "CLEARED"}])

    assert inventory.get(tenant, "2001").document["c8y_ActiveAlarmsStatus"]["major"] == 1
    assert inventory.get(tenant, "2001").document["lastUpdated"] == "2025-11-07T09:00:00.000Z"


def test_operation_keeps_its_status() -> None:
    """A seed's operations need not be pending."""
    row = {"id": "8001", "deviceId": "2001", "creationTime": "-PT1H", "status": "FAILED", "failureReason": "No"}

    assert operations.get(planted(operations=[row]), "8001").document == {
        "creationTime": "2025-11-08T08:00:00.000Z",
        "status": "FAILED",
        "failureReason": "No",
    }


def test_signals_become_series() -> None:
    """Measurements made from a curve are found as series of their device."""
    row: Document = {"source": "2001", "type": "t", "fragment": "acme_T", "series": "T", "unit": "°C", "shape": "daily"}
    row |= {"base": 20.0, "amplitude": 5.0, "interval": "PT1H", "span": "P2D"}

    tenant = planted(signals=[row])

    series = tenant.series.of(2001)[SeriesName("acme_T", "T")]
    assert (len(tenant.measurements), len(series.times), series.unit) == (48, 48, "°C")


WATCHED: Document = {"id": "2003", "creationTime": "-P9D", "c8y_RequiredAvailability": {"responseInterval": 60}}


@pytest.mark.parametrize(("last", "status"), [("-PT59M", "AVAILABLE"), ("-PT61M", "UNAVAILABLE")])
def test_watched_device_is_judged_by_its_last_report(last: str, status: str) -> None:
    """A device whose data goes on until now is available, one that fell silent is not."""
    row = {"source": "2003", "type": "t", "time": last}

    tenant = planted(managedObjects=[WATCHED], measurements=[row])

    assert inventory.get(tenant, "2003").document["c8y_Availability"]["status"] == status


def test_written_measurement_is_planted_as_it_is() -> None:
    """A measurement that a person wrote out keeps its value to the digit."""
    row = {"source": "2001", "type": "t", "time": "-PT1H", "acme_T": {"T": {"value": 21.375}}}

    [record] = planted(measurements=[row]).measurements

    assert record.document == {
        "type": "t",
        "time": "2025-11-08T08:00:00.000Z",
        "acme_T": {"T": {"value": 21.375}},
    }


def test_audit_record_and_retention_rule_are_planted() -> None:
    """The tenant has a past and rules of its own."""
    record = {"id": "9001", "source": "2001", "type": "Inventory", "activity": "a", "time": "-PT1H", "text": "x"}

    tenant = planted(auditRecords=[record], retentionRules=[{"id": "9501", "dataType": "EVENT", "maximumAge": 31}])

    assert [found.source for found in tenant.audit_records] == [2001]
    assert [rule.document["maximumAge"] for rule in tenant.retention_rules][-1] == 31


def test_next_id_follows_the_seed() -> None:
    """What a client creates afterwards never gets an id of the seed."""
    assert (
        planted(events=[{"id": "6001", "source": "2001", "type": "t", "time": "PT0S", "text": "e"}]).ids.next() == 6002
    )


def test_planting_leaves_no_trace_in_the_audit_log() -> None:
    """A seed is the past: nobody created these devices and alarms just now."""
    seed = seeds.load("demo")
    tenant = fresh()

    plant(tenant, seed)

    assert len(tenant.audit_records) == len(seed.tables["auditRecords"])
    assert len(tenant.alarms) == len(seed.tables["alarms"])


def test_tenant_in_use_is_left_alone() -> None:
    """Ids of a seed could collide with those that are there."""
    tenant = planted()

    with pytest.raises(TenantInUse, match="'t1' is in use; plant seed 'empty' into one without managed objects"):
        plant(tenant, seeds.load("empty"))


def fingerprint(seed: str) -> str:
    """Plant a seed and digest all that the tenant holds."""
    tenant = fresh()
    plant(tenant, seeds.load(seed))
    collections = [store for store in vars(tenant).values() if isinstance(store, Collection)]
    tables: Sequence[Table[Any, Any]] = [tenant.external_ids, tenant.external_ids_of, tenant.files, tenant.names]
    series = [tenant.series.of(source) for source in tenant.series]
    parts = (
        *(list(collection) for collection in collections),
        *(table.items() for table in tables),
        *((name, values.times, values.values) for names in series for name, values in names.items()),
        [(user.name, sorted(user.roles)) for user in tenant.users.values()],
        [tenant.relations.children(kind, record.id) for kind in CHILD_KINDS for record in tenant.inventory],
    )
    return hashlib.sha256("".join(map(repr, parts)).encode()).hexdigest()


def test_same_seed_gives_the_same_tenant_to_the_byte() -> None:
    """Another process, where every hash is different, plants exactly the same at the same time."""
    code = "import test_planting; print(test_planting.fingerprint('demo'))"
    folders = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    environment = {**os.environ, "PYTHONPATH": folders, "PYTHONHASHSEED": "7"}

    other = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    assert other.stdout.strip() == fingerprint("demo")


@pytest.mark.parametrize(("name", "devices", "measurements"), [("demo", 41, 25_000), ("large", 2000, 48_000)])
def test_seed_fills_a_tenant(name: str, devices: int, measurements: int) -> None:
    """The shipped seeds are as large as they say."""
    tenant = fresh()

    plant(tenant, seeds.load(name))

    assert tenant.inventory.count(("fragment", "c8y_IsDevice")) == devices
    assert len(tenant.measurements) >= measurements


def test_demo_shows_every_availability() -> None:
    """Gateways report, a sensor fell silent, an elevator is being serviced."""
    tenant = fresh()

    plant(tenant, seeds.load("demo"))

    states = [record.document.get("c8y_Availability", {}).get("status") for record in tenant.inventory]
    assert Counter(filter(None, states)) == {"AVAILABLE": 5, "UNAVAILABLE": 1, "MAINTENANCE": 1}
