"""Identity, binaries, attachments, operations, bulk operations and device registration."""

import asyncio
import io
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pyc8y import CumulocityClient, DeviceRegistryClient
from pyc8y.auth import BasicAuth
from pyc8y.model import Binary, BulkOperation, Device, DeviceGroup, Event, ExternalId, Operation, OperationStatus


async def main() -> None:
    """Run the script."""
    auth = BasicAuth(f"{os.environ['C8Y_TENANT']}/{os.environ['C8Y_USER']}", os.environ["C8Y_PASSWORD"])
    async with CumulocityClient(
        base_url=os.environ["C8Y_BASEURL"], tenant_id=os.environ["C8Y_TENANT"], auth=auth, processing_mode="PERSISTENT"
    ) as c8y:
        device = await Device(c8y, name="Pump", type="x_Pump", com_cumulocity_model_Agent={}).create()
        await identity(c8y, device)
        await files(c8y, device)
        await operations(c8y, device)
        await bulk_operations(c8y, device)
        await registration(c8y)


async def identity(c8y: CumulocityClient, device: Device) -> None:
    """Other names of objects."""
    await c8y.identity.create(external_id="SN-7", external_type="c8y_Serial", managed_object_id=device.id)
    await ExternalId(c8y, external_id="IMEI-1", external_type="c8y_Imei", managed_object_id=device.id).create()
    print("id", await c8y.identity.get_id("SN-7", "c8y_Serial") == device.id)
    print("object", (await c8y.identity.get_object("IMEI-1", "c8y_Imei")).name)
    print("all", sorted((e.external_id, e.external_type) for e in await c8y.identity.get_all(device.id)))
    try:
        await c8y.identity.create(external_id="SN-7", external_type="c8y_Serial", managed_object_id=device.id)
    except ValueError:
        print("taken")
    await c8y.identity.delete(external_id="SN-7", external_type="c8y_Serial")
    try:
        await c8y.identity.get_id("SN-7", "c8y_Serial")
    except KeyError:
        print("no such id")


async def files(c8y: CumulocityClient, device: Device) -> None:
    """Binaries and attachments."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.txt"
        path.write_text("first", encoding="utf-8")
        stored = await Binary(c8y, name="notes.txt", type="text/plain", file=str(path), x_Tag={"t": 1}).create()
        print("binary", stored.name, stored.content_type, stored["x_Tag"])
        uploaded = await c8y.binaries.upload(io.BytesIO(b"second"), "second.bin", "application/x-second")
        print("uploaded", uploaded.name, uploaded.content_type)
        await c8y.binaries.update(stored.id, io.BytesIO(b"third"), "text/plain")
        print("binaries", sorted(b.name for b in await c8y.binaries.get_all(limit=None)))
        event = await Event(c8y, type="x_E", source=device.id, time="now", text="with file").create()
        await event.create_attachment(str(path), content_type="text/plain")
        print("attached", (await event.reload()).has_attachment())
        await event.delete_attachment()
    await c8y.binaries.delete(stored, uploaded.id)
    print("no binaries", await c8y.binaries.get_count())


async def operations(c8y: CumulocityClient, device: Device) -> None:
    """Commands."""
    made = await Operation(c8y, device_id=device.id, description="Restart", c8y_Restart={}).create()
    print("operation", made.status, made.description, made.resolve_type(), made.device_id == device.id)
    made.status = OperationStatus.EXECUTING
    await made.update()
    made.status = "FAILED"
    made["failureReason"] = "no power"
    await made.update()
    read = await c8y.operations.get(made.id)
    print("failed", read.status, read["failureReason"])
    await c8y.operations.create(
        *[Operation(device_id=device.id, description=f"O{n}", x_Command={"n": n}) for n in range(5)]
    )
    print("pending", await c8y.operations.get_all(device_id=device.id, status="PENDING", as_values="description"))
    print("newest", await c8y.operations.get_all(device_id=device.id, asc=False, limit=2, as_values="description"))
    print("fragment", await c8y.operations.get_count(fragment="x_Command"))
    print("last", (await c8y.operations.get_last(device_id=device.id)).description)
    print("latest", sorted((await c8y.operations.skim_latest(device.id)).keys()))
    await c8y.operations.delete_by(device_id=device.id, status="PENDING")
    print("left", await c8y.operations.get_count())


async def bulk_operations(c8y: CumulocityClient, device: Device) -> None:
    """Commands for groups."""
    group = await DeviceGroup(c8y, root=True, name="Plant").create()
    await group.assign_child_asset(device)
    bulk = await BulkOperation(
        c8y,
        group_id=group.id,
        start_time=datetime.now(UTC) + timedelta(hours=1),
        creation_ramp=15,
        operation_prototype={"description": "R", "c8y_Restart": {}},
    ).create()
    print("bulk", bulk.status, bulk.general_status, bulk.creation_ramp, bulk.operation_prototype)
    bulk.creation_ramp = 30
    await bulk.update()
    print("changed", (await c8y.bulk_operations.get(bulk.id)).creation_ramp)
    print("all", len(await c8y.bulk_operations.get_all(limit=None)))


async def registration(c8y: CumulocityClient) -> None:
    """A device that is new."""
    registry = DeviceRegistryClient(
        os.environ["C8Y_BASEURL"],
        os.environ["C8Y_DEVICEBOOTSTRAP_TENANT"],
        BasicAuth(
            f"{os.environ['C8Y_DEVICEBOOTSTRAP_TENANT']}/{os.environ['C8Y_DEVICEBOOTSTRAP_USER']}",
            os.environ["C8Y_DEVICEBOOTSTRAP_PASSWORD"],
        ),
    )

    async def accept() -> None:
        while True:
            try:
                await c8y.device_inventory.accept("sn-42")
            except ValueError:
                await asyncio.sleep(0.05)
            else:
                return

    await c8y.device_inventory.request("sn-42")
    async with asyncio.timeout(20):
        # The device asks once, so that it can be accepted: the older client blocks the loop while it pauses.
        try:
            await registry.post("/devicecontrol/deviceCredentials", json={"id": "sn-42"})
        except KeyError:
            print("not yet")
        await accept()
        credentials = await registry.await_credentials("sn-42", timeout="10s", pause="1s")
    await registry.close()
    print("registered", credentials.username, credentials.tenant_id == c8y.tenant_id, bool(credentials.password))
    auth = BasicAuth(f"{credentials.tenant_id}/{credentials.username}", credentials.password)
    async with CumulocityClient(os.environ["C8Y_BASEURL"], credentials.tenant_id, auth) as own:
        made = await Device(own, name="New").create()
    print("owner", made.owner)


asyncio.run(main())
