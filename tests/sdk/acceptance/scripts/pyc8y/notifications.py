"""Subscriptions and listeners of Notification 2.0."""

import asyncio
import os

from pyc8y import CumulocityClient
from pyc8y.auth import BasicAuth
from pyc8y.model import Device, Event, Subscription
from pyc8y.notification2 import Listener, Message, QueueListener


async def main() -> None:
    """Run the script."""
    auth = BasicAuth(f"{os.environ['C8Y_TENANT']}/{os.environ['C8Y_USER']}", os.environ["C8Y_PASSWORD"])
    async with CumulocityClient(os.environ["C8Y_BASEURL"], os.environ["C8Y_TENANT"], auth) as c8y:
        device = await Device(c8y, name="Door").create()
        await subscriptions(c8y, device)
        await listening(c8y, device)
        await queueing(c8y, device)


async def subscriptions(c8y: CumulocityClient, device: Device) -> None:
    """What is forwarded."""
    made = await Subscription(
        c8y,
        name="doors",
        context=Subscription.Context.MANAGED_OBJECT,
        source_id=device.id,
        api_filter=[Subscription.ApiFilter.EVENTS],
        type_filter="'x_Door'",
        fragments=["x_N"],
    ).create()
    print("subscription", made["subscription"], made.source_id == device.id, made.api_filter, made.type_filter)
    await c8y.subscriptions.create(Subscription(name="all", context="tenant", api_filter=["managedobjects"]))
    print("all", sorted(s["subscription"] for s in await c8y.subscriptions.get_all(limit=None)))
    print("of the device", await c8y.subscriptions.get_count(source=device.id))
    token = await c8y.tokens.generate("doors", expires=10)
    print("token", bool(token), c8y.tokens.build_websocket_uri("TOKEN").partition(":")[2].endswith("token=TOKEN"))


async def open_the_door(c8y: CumulocityClient, device: Device, *texts: str) -> None:
    """Let something happen."""
    for number, text in enumerate(texts):
        await Event(c8y, type="x_Door", source=device.id, time="now", text=text, x_N=number, x_Other=1).create()


async def listening(c8y: CumulocityClient, device: Device) -> None:
    """With a callback."""
    got: list[tuple[str, str, object]] = []
    enough = asyncio.Event()

    async def callback(message: Message) -> None:
        got.append((message.action, message.source.rpartition("/")[0], message.json.get("x_N")))
        if len(got) == 3:
            enough.set()

    listener = Listener(c8y, "doors", subscriber_name="script", auto_unsubscribe=False)
    task = listener.start(callback)
    await asyncio.sleep(1.5)
    await open_the_door(c8y, device, "one", "two", "three")
    await asyncio.wait_for(enough.wait(), 20)
    listener.stop()
    await asyncio.wait_for(asyncio.wait([task]), 20)
    print("heard", [(action, source.removeprefix(f"/{c8y.tenant_id}"), n) for action, source, n in got])
    await listener.unsubscribe()


async def queueing(c8y: CumulocityClient, device: Device) -> None:
    """With a queue."""
    queue: asyncio.Queue[Message] = asyncio.Queue()
    listener = QueueListener(c8y, "doors", queue=queue)
    listener.start()
    await asyncio.sleep(1.5)
    await open_the_door(c8y, device, "four", "five")
    messages = [await asyncio.wait_for(queue.get(), 20) for _ in range(2)]
    print("queued", [message.json["x_N"] for message in messages], bool(messages[0].id))
    listener.stop()
    await listener.wait(20)
    await c8y.subscriptions.delete_by(context="mo", source=device.id)
    print("left", [s["subscription"] for s in await c8y.subscriptions.get_all()])


asyncio.run(main())
