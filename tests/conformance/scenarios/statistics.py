"""Requests for usage and device statistics."""

from __future__ import annotations

from tests.conformance.scenarios.tenants import subtenant
from tests.world import MANAGEMENT_ADMIN, NOW, TENANT, Ask, World

TODAY = NOW[:10]
FILES = "/tenant/statistics/files"
_RANGE = {"dateFrom": "2026-01-01T00:00:00.000Z", "dateTo": NOW}
_MONTH = 31 * 24 * 3600 * 1000


def _busy(world: World) -> str:
    """Let a device that is part of a group send something and return its id."""
    group = world.object(name="Plant", c8y_IsDeviceGroup={})
    device = world.device()
    world.adopt(group, "childAssets", device)
    event = {"type": "acme_Door", "text": "open", "time": NOW, "source": {"id": device}}
    world.post("/event/events", event)
    return device


def _file(world: World) -> str:
    """Have a file made and return its id."""
    made = world.call("POST", FILES, json=_RANGE, login=MANAGEMENT_ADMIN)
    assert made.status == 201, made.body
    return str(made.json()["id"])


def _find(world: World) -> Ask:
    _busy(world)
    return Ask(query="dateFrom=2026-01-01&withTotalPages=true")


def _summary(world: World) -> Ask:
    return Ask(query=f"tenant={subtenant(world)}")


def _all(world: World) -> Ask:
    subtenant(world)
    return Ask(query="dateFrom=2026-01-01&dateTo=2026-01-31")


def _find_files(world: World) -> Ask:
    _file(world)
    return Ask(login=MANAGEMENT_ADMIN)


def _get_file(world: World) -> Ask:
    return Ask((_file(world),), login=MANAGEMENT_ADMIN)


def _latest(world: World) -> Ask:
    _busy(world)
    world.platform.advance(_MONTH)
    return Ask((TODAY,), login=MANAGEMENT_ADMIN)


def _devices(world: World) -> Ask:
    return Ask((TENANT, TODAY), query=f"deviceId={_busy(world)}")


SCENARIOS = {
    "getTenantUsageStatisticsCollectionResource": _find,
    "getSummaryUsageStatistics": _summary,
    "getSummaryAllTenantsUsageStatistics": _all,
    "postGenerateStatisticsFileRequest": lambda _: Ask(json=_RANGE, login=MANAGEMENT_ADMIN),
    "getTenantUsageStatisticsFileCollectionResource": _find_files,
    "getTenantUsageStatisticsFileById": _get_file,
    "getTenantUsageStatisticsLatestFile": _latest,
    "getTenantDeviceStatisticsMonthlyCollection": _devices,
    "getTenantDeviceStatisticsDailyCollection": _devices,
}
