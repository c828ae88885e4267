"""Measurements, series, events and alarms."""

import asyncio
import os
from datetime import UTC, datetime, timedelta

from pyc8y import CumulocityClient
from pyc8y.auth import BasicAuth
from pyc8y.model import (
    Alarm,
    AlarmSeverity,
    AlarmStatus,
    Celsius,
    Device,
    Event,
    Kelvin,
    Liters,
    Measurement,
    Percent,
    Units,
    Value,
    celsius,
)

START = datetime(2026, 1, 10, 12, tzinfo=UTC)


async def main() -> None:
    """Run the script."""
    auth = BasicAuth(f"{os.environ['C8Y_TENANT']}/{os.environ['C8Y_USER']}", os.environ["C8Y_PASSWORD"])
    async with CumulocityClient(os.environ["C8Y_BASEURL"], os.environ["C8Y_TENANT"], auth) as c8y:
        device = await Device(c8y, name="Tank").create()
        units()
        await measurements(c8y, device.id)
        await series(c8y, device.id)
        await events(c8y, device.id)
        await alarms(c8y, device.id)


def units() -> None:
    """Values with units."""
    print(Celsius(22.8) == {"unit": "°C", "value": 22.8}, Value(1, "x")["value"], str(Percent(85)["unit"]))
    print(Kelvin(1) == {"unit": "K", "value": 1}, celsius(3)["value"], str(Units.Liters), Liters(8.4) == Liters(8.4))


async def measurements(c8y: CumulocityClient, device: str) -> None:
    """Single ones and many."""
    made = await Measurement(
        c8y, type="cx_Level", source=device, time="2026-01-01T00:00:00Z", cx_Levels={"oil": Liters(8.4)}
    ).create()
    read = await c8y.measurements.get(made.id)
    print("measurement", read.type, read.source == device, read["cx_Levels.oil.value"], read.datetime.isoformat())
    print("series of it", read.get_series() if callable(read.get_series) else None)
    many = [
        Measurement(type="cx_N", source=device, time=START + timedelta(minutes=n), cx_N={"n": Value(n, "#")})
        for n in range(24)
    ]
    await c8y.measurements.create(*many[:10])
    await c8y.measurements.create(*many[10:], workers=4)
    print("count", await c8y.measurements.get_count(type="cx_N"))
    print("default order", await c8y.measurements.get_all(type="cx_N", limit=3, as_values="cx_N.n.value"))
    print("asc", await c8y.measurements.get_all(type="cx_N", asc=True, limit=3, as_values="cx_N.n.value"))
    print("desc", await c8y.measurements.get_all(type="cx_N", asc=False, limit=3, as_values="cx_N.n.value"))
    print("revert", await c8y.measurements.get_all(type="cx_N", revert=True, limit=2, as_values="cx_N.n.value"))
    print(
        "between",
        await c8y.measurements.get_all(
            source=device, after=START + timedelta(minutes=3), before="2026-01-10T12:06:00Z", as_values="cx_N.n.value"
        ),
    )
    print(
        "original",
        await c8y.measurements.get_count(source=device, dateFrom="2026-01-10T12:20:00Z"),
    )
    last = await c8y.measurements.get_last(source=device, value_fragment_type="cx_N", value_fragment_series="n")
    print("last", last["cx_N.n.value"])
    created = await c8y.measurements.create_bulk(
        *[Measurement(type="cx_Bulk", source=device, time="now", cx_B={"b": {"value": n}}) for n in range(6)]
    )
    print("bulk", len(created), await c8y.measurements.get_count(type="cx_Bulk"))
    await c8y.measurements.delete(*[m.id for m in created[:2]])
    print("deleted", await c8y.measurements.get_count(type="cx_Bulk"))
    ordered = await c8y.measurements.get_all(
        type="cx_N", limit=None, page_size=5, workers=3, asc=True, as_values="cx_N.n.value"
    )
    print("workers", ordered)


async def series(c8y: CumulocityClient, device: str) -> None:
    """Tables of values."""
    found = await c8y.measurements.get_series(
        source=device, series="cx_N.n", after="2026-01-10", before="2026-01-11", aggregation="HOURLY"
    )
    print("specs", [(s.type, s.name, s.unit, s.series) for s in found.specs], found.truncated)
    print("values", found.values_of("cx_N.n", "max"))
    print("collect", found.collect(series="cx_N.n", value=["min", "max"], timestamps=True))
    raw = await c8y.measurements.get_series(source=device, series="cx_N.n", after="2026-01-10", before="2026-01-11")
    print("raw", raw.values_of(value="min"))


async def events(c8y: CumulocityClient, device: str) -> None:
    """What happened."""
    for n in range(7):
        await Event(
            c8y,
            type=f"cx_{'A' if n % 2 else 'B'}",
            source=device,
            time=START + timedelta(hours=n),
            text=f"E{n}",
            cx_N=n,
        ).create()
    print("newest", [e.text for e in await c8y.events.get_all(source=device)])
    print("asc", [e.text for e in await c8y.events.get_all(source=device, asc=True, limit=None)])
    print("type", [e.text for e in await c8y.events.get_all(source=device, type="cx_A", limit=None)])
    print("fragment", await c8y.events.get_count(source=device, fragment="cx_N"))
    print(
        "range",
        await c8y.events.get_all(
            source=device, date_from=START + timedelta(hours=2), date_to=START + timedelta(hours=4), as_values="text"
        ),
    )
    print("max_age", await c8y.events.get_all(source=device, min_age="1h", max_age="87600h", limit=2, as_values="text"))
    last = await c8y.events.get_last(source=device)
    print("last", last.text, last.type, last["cx_N"])
    last.text = "changed"
    last["cx_More"] = {"x": 1}
    await last.update()
    print("changed", (await c8y.events.get(last.id)).text, (await c8y.events.get(last.id))["cx_More"])
    print("latest", {name: e.text for name, e in (await c8y.events.skim_latest(device)).items()})
    stream = [e.text async for e in c8y.events.select(source=device, limit=None, page_size=2)]
    print("stream", stream)
    print("include", [e.text for e in await c8y.events.get_all(source=device, include="type == 'cx_B'", limit=None)])
    await c8y.events.delete_by(source=device, type="cx_B")
    print("left", await c8y.events.get_count(source=device))
    await c8y.events.delete(*await c8y.events.get_all(source=device, limit=None, as_values="id"), workers=2)
    print("none", await c8y.events.get_count(source=device), await c8y.events.get_last(source=device))


async def alarms(c8y: CumulocityClient, device: str) -> None:
    """What needs attention."""
    kinds = [AlarmSeverity.MAJOR, "MINOR", AlarmSeverity.CRITICAL]
    for n, severity in enumerate(kinds):
        await Alarm(c8y, type=f"cx_T{n}", source=device, time="now", text=f"A{n}", severity=severity).create()
    first = (await c8y.alarms.get_all(type="cx_T0", source=device))[0]
    print("alarm", first.text, first.severity, first.status, first.count)
    first.status = AlarmStatus.ACKNOWLEDGED
    await first.update()
    await Alarm(c8y, type="cx_T0", source=device, time="now", text="A0", severity="MAJOR").create()
    print("again", (await c8y.alarms.get(first.id)).count, (await c8y.alarms.get(first.id)).status)
    print("count", await c8y.alarms.count(source=device), await c8y.alarms.count(severity="CRITICAL"))
    print("status", sorted(a.text for a in await c8y.alarms.get_all(source=device, status="ACTIVE")))
    await c8y.alarms.apply_to({"status": "ACKNOWLEDGED"}, first.id)
    await c8y.alarms.apply_by(Alarm(status="CLEARED"), source=device, severity="MINOR")
    print("cleared", [a.text for a in await c8y.alarms.get_all(source=device, status="CLEARED")])
    print("values", sorted(await c8y.alarms.get_all(source=device, as_values=["text", "severity", ("x", "-")])))
    await c8y.alarms.delete_by(source=device)
    print("deleted", await c8y.alarms.count(source=device))


asyncio.run(main())
