"""Usage and device statistics over HTTP."""

from __future__ import annotations

import io
import zipfile

import pytest

from mockc8y.domain import tenants
from mockc8y.domain.times import DAY_MS
from tests.conformance.scenarios.statistics import FILES, TODAY
from tests.conformance.scenarios.tenants import NEW, subtenant
from tests.world import MANAGEMENT_ADMIN, NOW, TENANT, World

PATH = "/tenant/statistics"
ROOT = "root:Secret-7-Secret"


@pytest.fixture
def world() -> World:
    """A fresh world."""
    return World()


def event(world: World, source: str) -> str:
    """Let something happen at a source."""
    return world.post("/event/events", {"source": {"id": source}, "type": "acme_Door", "text": "open", "time": NOW})


def test_day_shows_all_that_is_known(world: World) -> None:
    """Counters, figures, applications, and the request that asks among the requests."""
    source = world.device()
    event(world, source)

    body = world.call("GET", PATH).json()

    [day] = body["usageStatistics"]
    assert day.pop("storageSize") > 0
    assert day == {
        "self": f"http://mock.test{PATH}",
        "day": f"{TODAY}T00:00:00.000Z",
        "requestCount": 3,
        "deviceRequestCount": 2,
        "alarmsCreatedCount": 0,
        "alarmsUpdatedCount": 0,
        "eventsCreatedCount": 1,
        "eventsUpdatedCount": 0,
        "inventoriesCreatedCount": 1,
        "inventoriesUpdatedCount": 0,
        "measurementsCreatedCount": 0,
        "operationsCreatedCount": 0,
        "operationsUpdatedCount": 0,
        "totalResourceCreateAndUpdateCount": 2,
        "deviceCount": 1,
        "deviceWithChildrenCount": 0,
        "deviceEndpointCount": 1,
        "subscribedApplications": ["administration", "devicemanagement", "cockpit"],
        "resources": {"cpu": 0, "memory": 0, "usedBy": []},
    }


def test_days_are_paged_and_limited(world: World) -> None:
    """One entry for each day; both ends of a range are in it."""
    world.call("GET", PATH)
    world.platform.advance(6 * DAY_MS)

    body = world.call("GET", f"{PATH}?pageSize=2&currentPage=2&withTotalPages=true").json()
    limited = world.call("GET", f"{PATH}?dateFrom=2026-01-17&dateTo=2026-01-18").json()

    assert [day["day"][:10] for day in body["usageStatistics"]] == ["2026-01-17", "2026-01-18"]
    assert body["statistics"] == {"currentPage": 2, "pageSize": 2, "totalPages": 4}
    assert {"next", "prev"} <= body.keys()
    assert [day["day"][:10] for day in limited["usageStatistics"]] == ["2026-01-17", "2026-01-18"]


def test_summary_is_one_object_of_this_month(world: World) -> None:
    """All days of the month together, with the day it is made of last."""
    event(world, world.device())
    world.platform.advance(DAY_MS)

    body = world.call("GET", f"{PATH}/summary").json()

    assert (body["day"], body["requestCount"], body["eventsCreatedCount"]) == ("2026-01-16T00:00:00.000Z", 3, 1)
    assert "usageStatistics" not in body


def test_summary_of_a_subtenant_is_for_those_above_it(world: World) -> None:
    """Its parent and management ask for it by its id; others learn nothing of it."""
    made = subtenant(world)
    world.call("GET", "/inventory/managedObjects", login=f"{made}/{ROOT}")

    def asked(tenant_id: str, login: str) -> tuple[int, int | None]:
        answer = world.call("GET", f"{PATH}/summary?tenant={tenant_id}", login=login)
        return answer.status, answer.json().get("requestCount")

    assert asked(made, f"{TENANT}/admin:admin") == (200, 1)
    assert asked(made, MANAGEMENT_ADMIN) == (200, 1)
    assert asked(TENANT, f"{made}/{ROOT}") == (404, None)
    assert asked("t404", MANAGEMENT_ADMIN) == (404, None)


def test_all_subtenants_are_summed_up_with_what_they_are(world: World) -> None:
    """A plain array, one entry for each tenant below the caller's."""
    tenants.allow_creating(world.tenant)
    document = NEW | {"customProperties": {"externalReference": "C-4711"}}
    made = world.post("/tenant/tenants", document)

    [entry] = world.call("GET", f"{PATH}/allTenantsSummary").json()
    seen_by_management = world.call("GET", f"{PATH}/allTenantsSummary", login=MANAGEMENT_ADMIN).json()

    assert (entry["tenantId"], entry["parentTenantId"], entry["tenantCompany"]) == (made, TENANT, "North")
    assert (entry["tenantDomain"], entry["creationTime"]) == (NEW["domain"], NOW)
    assert (entry["externalReference"], entry["tenantCustomProperties"]) == ("C-4711", document["customProperties"])
    assert entry["peakStorageSize"] == entry["storageSize"] > 0
    assert (entry["peakDeviceCount"], entry["peakDeviceWithChildrenCount"]) == (0, 0)
    assert [entry["tenantId"] for entry in seen_by_management] == [TENANT, made]


def test_statistics_file_is_made_listed_and_taken_away(world: World) -> None:
    """It is a ZIP, and its description tells what it is of."""
    made = world.call(
        "POST", FILES, json={"dateFrom": "2026-01-01", "dateTo": "2026-01-19"}, login=MANAGEMENT_ADMIN
    ).json()
    listed = world.call("GET", f"{FILES}?dateFrom=2026-01-19&dateTo=2026-03-01", login=MANAGEMENT_ADMIN).json()
    taken = world.call("GET", f"{FILES}/{made['id']}", login=MANAGEMENT_ADMIN)

    assert made == {
        "id": "1",
        "instanceName": "management.mockc8y.local",
        "generationDate": NOW,
        "dateFrom": "2026-01-01T00:00:00.000Z",
        "dateTo": "2026-01-19T00:00:00.000Z",
        "type": "TEST",
    }
    assert listed["statisticsFiles"] == [made]
    assert taken.headers["content-type"] == "application/octet-stream"
    assert zipfile.ZipFile(io.BytesIO(taken.body)).testzip() is None


@pytest.mark.parametrize(
    ("method", "path"), [("POST", FILES), ("GET", FILES), ("GET", f"{FILES}/1"), ("GET", f"{FILES}/latest/{TODAY}")]
)
def test_statistics_files_are_for_management(world: World, method: str, path: str) -> None:
    """Others are refused, whether there is such a file or not."""
    assert world.call(method, path, json={"dateFrom": TODAY, "dateTo": TODAY}).status == 403


def test_latest_file_is_there_for_a_month_that_is_over(world: World) -> None:
    """Any day stands for its month."""
    world.call("GET", PATH)
    before = world.call("GET", f"{FILES}/latest/2026-01-31", login=MANAGEMENT_ADMIN)
    world.platform.advance(20 * DAY_MS)

    after = world.call("GET", f"{FILES}/latest/2026-01-31", login=MANAGEMENT_ADMIN)

    assert (before.status, before.json()["error"]) == (404, "statistics/Not Found")
    assert (after.status, after.headers["content-type"]) == (200, "application/octet-stream")


def test_day_of_devices_has_its_data_where_others_have_their_paging_block(world: World) -> None:
    """Only id and count; pages can be turned, but not counted."""
    one, other = world.device(), world.object()
    for source in (one, other, one):
        event(world, source)
    path = f"{PATH}/device/{TENANT}/daily/{TODAY}"

    first = world.call("GET", f"{path}?pageSize=1&withTotalPages=true").json()
    second = world.call("GET", f"{path}?pageSize=1&currentPage=2").json()

    assert first["statistics"] == [{"deviceId": one, "count": 2}]
    assert first["next"].startswith(f"http://mock.test{path}?")
    assert second["statistics"] == [{"deviceId": other, "count": 1}]
    assert world.call("GET", f"{PATH}/device/{TENANT}/daily/2026-01-14").json()["statistics"] == []


def test_month_of_devices_tells_what_they_are(world: World) -> None:
    """The type and the parents; the day in the path does not matter."""
    group, device, untyped = world.object(), world.device(), world.object(type=None)
    world.adopt(group, "childAssets", device)
    for source in (device, untyped):
        event(world, source)

    body = world.call("GET", f"{PATH}/device/{TENANT}/monthly/2026-01-31").json()

    assert body["statistics"] == [
        {"deviceId": device, "count": 1, "deviceType": "acme_Pump", "deviceParents": [group]},
        {"deviceId": untyped, "count": 1, "deviceParents": []},
    ]


@pytest.mark.parametrize("wanted", ["0", "x"])
def test_one_device_can_be_asked_for(world: World, wanted: str) -> None:
    """By its id; what is no id of a device finds nothing."""
    one, other = world.device(), world.device()
    for source in (one, other):
        event(world, source)
    path = f"{PATH}/device/{TENANT}/daily/{TODAY}"

    assert world.call("GET", f"{path}?deviceId={other}").json()["statistics"] == [{"deviceId": other, "count": 1}]
    assert world.call("GET", f"{path}?deviceId={wanted}").json()["statistics"] == []


@pytest.mark.parametrize("date", ["today", "2026-13-01", "20260115", "2026"])
def test_date_that_is_none_is_refused(world: World, date: str) -> None:
    """A day has a year, a month and a day."""
    answer = world.call("GET", f"{PATH}/device/{TENANT}/daily/{date}")

    assert (answer.status, answer.json()["error"]) == (422, "statistics/Invalid Data")
