"""Where our package does something else than pyc8y: each line is a topic and what comes of it."""

import asyncio
import os
from datetime import UTC, datetime
from typing import Any

import pyc8y.model
from pyc8y import CumulocityClient
from pyc8y.auth import JWT, BasicAuth
from pyc8y.model import Binary, Device, Event, ManagedObject, Measurement, Value

TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJqb2UiLCJleHAiOjQxMDI0NDQ4MDB9.x"


async def shown(topic: str, attempt: Any) -> None:
    """Print what comes of something, or what kind of error."""
    try:
        outcome = await attempt
    except Exception as error:  # noqa: BLE001 - any kind is worth telling
        outcome = next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")
    print(f"{topic}: {outcome}")


async def main() -> None:
    """Run the script."""
    auth = BasicAuth(f"{os.environ['C8Y_TENANT']}/{os.environ['C8Y_USER']}", os.environ["C8Y_PASSWORD"])
    async with CumulocityClient(os.environ["C8Y_BASEURL"], os.environ["C8Y_TENANT"], auth) as c8y:
        for topic in TOPICS:
            await shown(topic.__name__, topic(c8y))


async def tuple_as_values(c8y: CumulocityClient) -> Any:
    """Ask for columns as the documents do."""
    await ManagedObject(c8y, name="T", type="t_T").create()
    return await c8y.inventory.get_all(type="t_T", as_values=("name", ("none", "undefined"), "type"))


async def update_with_json(c8y: CumulocityClient) -> Any:
    """Change objects by their ids."""
    made = await ManagedObject(c8y, name="U").create()
    await c8y.inventory.update({"u_New": {"essential": True}}, made.id)
    return (await c8y.inventory.get(made.id)).get("u_New")


async def nested_assignment(c8y: CumulocityClient) -> Any:
    """Change a value within a fragment."""
    made = await ManagedObject(c8y, name="N", n_F={"value": 1}).create()
    made["n_F"]["value"] = 2
    await made.update()
    return (await c8y.inventory.get(made.id))["n_F.value"]


async def ascending(c8y: CumulocityClient) -> Any:
    """Order by the word of the documents."""
    device = await Device(c8y, name="A").create()
    for n in range(3):
        await Event(c8y, type="a", source=device.id, text=f"{n}", time=f"2026-01-0{n + 1}T00:00:00Z").create()
    return await c8y.events.get_all(source=device.id, ascending=True, as_values="text")


async def file_content(c8y: CumulocityClient) -> Any:
    """Read a file."""
    path = os.environ["A_FILE"]
    stored = await Binary(c8y, name="f.txt", type="text/plain", file=path).create()
    return isinstance(await stored.read_file(), bytes)


async def one_value_of_one_series(c8y: CumulocityClient) -> Any:
    """Collect a list."""
    device = await Device(c8y, name="S").create()
    for n in range(2):
        time = datetime(2026, 1, 1, n, tzinfo=UTC)
        await Measurement(c8y, type="s", source=device.id, time=time, s_S={"s": Value(n, "#")}).create()
    found = await c8y.measurements.get_series(source=device.id, after="2026-01-01", before="2026-01-02")
    return found.collect(series="s_S.s", value="min")


async def kind_of_numbers(c8y: CumulocityClient) -> Any:
    """Make a series of pandas of whole numbers."""
    device = await Device(c8y, name="K").create()
    time = datetime(2026, 1, 1, tzinfo=UTC)
    await Measurement(c8y, type="k", source=device.id, time=time, k_K={"k": Value(1, "#")}).create()
    found = await c8y.measurements.get_series(source=device.id, after="2026-01-01", before="2026-01-02")
    return found.to_series().dtype


async def ids_as_a_list(c8y: CumulocityClient) -> Any:
    """Find objects by their ids."""
    made = [await ManagedObject(c8y, name=f"I{n}").create() for n in range(2)]
    return sorted(await c8y.inventory.get_all(ids=[one.id for one in made], as_values="name"))


async def limit_of_zero(c8y: CumulocityClient) -> Any:
    """Ask for nothing."""
    return len(await c8y.inventory.get_all(type="t_T", limit=0))


async def quotes_in_a_type(c8y: CumulocityClient) -> Any:
    """Filter by a type with an apostrophe, with a name."""
    await ManagedObject(c8y, name="Q", type="o'q").create()
    return await c8y.inventory.get_all(name="Q*", type="o'q", as_values="name")


async def setting_none(c8y: CumulocityClient) -> Any:
    """Take a property away."""
    made = await ManagedObject(c8y, name="X", type="x_X").create()
    made.type = None
    await made.update()
    return "type" in await c8y.inventory.get(made.id)


async def device_by_id(c8y: CumulocityClient) -> Any:
    """Delete a device by its id."""
    made = await Device(c8y, name="D").create()
    await c8y.device_inventory.delete(made.id)
    return await c8y.inventory.get_count(name="D")


async def milliseconds(c8y: CumulocityClient) -> Any:
    """Ask for what is older than half a second."""
    return await c8y.events.get_count(type="a", min_age="500ms", max_age="1w")


async def percentage(c8y: CumulocityClient) -> Any:
    """Use the unit of the documents."""
    return pyc8y.model.Percentage(85)["value"]


async def valid_token(c8y: CumulocityClient) -> Any:
    """Ask whether a token of the year 2100 is valid."""
    return JWT(TOKEN).is_valid()


async def slash_in_an_id(c8y: CumulocityClient) -> Any:
    """Use an external id that has a slash."""
    made = await ManagedObject(c8y, name="E").create()
    await c8y.identity.create(external_id="a/b?c", external_type="t", managed_object_id=made.id)
    return (await c8y.identity.get_object("a/b?c", "t")).name


async def base_url(c8y: CumulocityClient) -> Any:
    """Look at the address."""
    return c8y.base_url.removeprefix(os.environ["C8Y_BASEURL"])


TOPICS = (
    tuple_as_values,
    update_with_json,
    nested_assignment,
    ascending,
    file_content,
    one_value_of_one_series,
    kind_of_numbers,
    ids_as_a_list,
    limit_of_zero,
    quotes_in_a_type,
    setting_none,
    device_by_id,
    milliseconds,
    percentage,
    valid_token,
    slash_in_an_id,
    base_url,
)

asyncio.run(main())
