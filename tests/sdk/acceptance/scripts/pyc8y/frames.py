"""Tables and arrays, the tenant and its usage."""

import asyncio
import os
from datetime import UTC, datetime, timedelta

from pyc8y import CumulocityClient, CumulocityRestClient
from pyc8y.auth import BasicAuth
from pyc8y.model import AggregationType, Device, Event, Measurement, Value

START = datetime(2026, 1, 10, 12, tzinfo=UTC)
DAY = {"after": "2026-01-10", "before": "2026-01-11"}


async def main() -> None:
    """Run the script."""
    auth = BasicAuth(f"{os.environ['C8Y_TENANT']}/{os.environ['C8Y_USER']}", os.environ["C8Y_PASSWORD"])
    async with CumulocityClient(os.environ["C8Y_BASEURL"], os.environ["C8Y_TENANT"], auth) as c8y:
        device = await Device(c8y, name="Tank").create()
        await c8y.measurements.create(
            *[
                Measurement(
                    type="f_F",
                    source=device.id,
                    time=START + timedelta(minutes=10 * n),
                    f_F={"a": Value(n, "l"), **({"b": Value(n / 2, "%")} if n % 2 else {})},
                )
                for n in range(8)
            ]
        )
        await series(c8y, device.id)
        await frames(c8y, device.id)
        await about(c8y)
        await files(c8y, auth)


async def series(c8y: CumulocityClient, device: str) -> None:
    """One series and several."""
    one = await c8y.measurements.get_series(source=device, series="f_F.a", **DAY)
    print("values", one.values_of(value="min"), len(one.values), one.truncated)
    print("array", one.to_numpy("f_F.a", "max").tolist())
    print("series", sum(one.to_series("f_F.a", value="max")) == 28)
    print("frame", one.to_dataframe(value="min").shape, list(one.to_dataframe(value="min").columns))
    two = await c8y.measurements.get_series(source=device, series=["f_F.a", "f_F.b"], **DAY)
    print("specs", [(spec.series, spec.unit) for spec in two.specs])
    print("rows", two.collect(value="min"))
    print("b", two.values_of("f_F.b", "max"))
    print("frame of two", sorted(two.to_dataframe(value="max").columns), two.to_dataframe(value="max").shape)
    hourly = await c8y.measurements.get_series(source=device, series="f_F.a", aggregation=AggregationType.HOURLY, **DAY)
    print("hourly", hourly.collect("f_F.a", value=["min", "max"]))


async def frames(c8y: CumulocityClient, device: str) -> None:
    """Collections as frames."""
    for n in range(6):
        await Event(
            c8y, type="f_E", source=device, time=START + timedelta(minutes=n), text=f"E{n}", f_N={"n": n}
        ).create()
    frame = await c8y.events.to_dataframe(
        type="f_E", columns=["text", ("number", "f_N.n")], limit=None, page_size=2, workers=2
    )
    print("frame of events", list(frame.columns), sorted(frame["text"]), int(frame["number"].sum()))


async def about(c8y: CumulocityClient) -> None:
    """The tenant and what it used."""
    current = await c8y.tenants.get_current()
    print("tenant", current["name"] == c8y.tenant_id, "cockpit" in {app.name for app in current.applications})
    [today] = await c8y.tenant_statistics.get_all_usage_statistics()
    print("usage", today["deviceCount"], today["measurementsCreatedCount"], today["eventsCreatedCount"])


async def files(c8y: CumulocityClient, auth: BasicAuth) -> None:
    """Files, without objects around them."""
    path = os.environ.get("A_FILE", __file__)
    async with CumulocityRestClient(c8y.base_url, c8y.tenant_id, auth, application_key="key") as rest:
        stored = await rest.post_file(
            "/inventory/binaries",
            path,
            filename="script.py",
            content_type="text/x",
            form_data={"object": '{"name": "s", "type": "text/x"}'},
        )
        print("stored", stored["name"], stored["contentType"])
        async with rest.stream_file(f"/inventory/binaries/{stored['id']}") as answer:
            print("streamed", len(await answer.read()) > 0)
        await rest.put_file(f"/inventory/binaries/{stored['id']}", path, content_type="text/y")
        await rest.delete(f"/inventory/binaries/{stored['id']}")


asyncio.run(main())
