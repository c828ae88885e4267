import asyncio
import pytest
from c8y_client import BasicAuth
from c8y_client._push.tasks.listener import Listener
from tests.sdk.listeners.stand_in import StandIn
from tests.sdk.listeners.relay import Relay
from tests.sdk.loop import on_loop


def prep(mock):
    device = mock.inventory.create({"name": "Pump", "c8y_IsDevice": {}})["id"]
    with mock.client() as c:
        c.post(
            "/notification2/subscriptions",
            json={
                "context": "mo",
                "source": {"id": device},
                "subscription": "levels",
                "subscriptionFilter": {"apis": ["events"]},
            },
        ).raise_for_status()
    return device


def happen(mock, device, *texts):
    for t in texts:
        mock.events.create({"type": "x", "text": t, "time": "2026-01-01T00:00:00Z", "source": {"id": device}})


@on_loop
async def test_it(c8y_mock, c8y_live_server):
    device = prep(c8y_mock)
    relay = Relay(c8y_live_server(), c8y_mock.base_url)
    c8y = StandIn(relay.base_url, c8y_mock.tenant_id, BasicAuth(*c8y_mock.auth))
    errors = []
    got = asyncio.Queue()
    l = Listener(c8y, "levels", on_error=errors.append)
    l.start(got.put)
    await l.ready(5)
    happen(c8y_mock, device, "a", "b")
    assert (await asyncio.wait_for(got.get(), 5)).json["text"] == "a"
    assert (await asyncio.wait_for(got.get(), 5)).json["text"] == "b"
    relay.down()
    happen(c8y_mock, device, "c")
    relay.up()
    assert (await asyncio.wait_for(got.get(), 5)).json["text"] == "c"
    print(errors)
    l.stop()
    assert await l.wait(5)
    assert len(asyncio.all_tasks()) == 1, asyncio.all_tasks()
    async with Listener(c8y, "levels") as l:

        async def go():
            await l.ready()
            happen(c8y_mock, device, "x", "y")

        t = asyncio.create_task(go())
        texts = []
        async for m in l:
            texts.append(m.json["text"])
            if len(texts) == 2:
                break
    assert texts == ["x", "y"]
    await t
    assert len(asyncio.all_tasks()) == 1, asyncio.all_tasks()
    await c8y.transport.aclose()
    relay.down()


def test_sync(c8y_mock, c8y_live_server):
    import queue, threading
    from c8y_client._push.threads.listener import Listener
    from tests.sdk.listeners.stand_in import SyncStandIn

    device = prep(c8y_mock)
    relay = Relay(c8y_live_server(), c8y_mock.base_url)
    c8y = SyncStandIn(relay.base_url, c8y_mock.tenant_id, BasicAuth(*c8y_mock.auth))
    errors = []
    got = queue.Queue()
    l = Listener(c8y, "levels", on_error=errors.append)
    l.start(got.put)
    l.ready(5)
    happen(c8y_mock, device, "a", "b")
    assert got.get(timeout=5).json["text"] == "a"
    assert got.get(timeout=5).json["text"] == "b"
    relay.down()
    happen(c8y_mock, device, "c")
    relay.up()
    assert got.get(timeout=5).json["text"] == "c"
    print(errors)
    l.stop()
    assert l.wait(5)
    print(threading.enumerate())
    with Listener(c8y, "levels") as l:

        def go():
            l.ready()
            happen(c8y_mock, device, "x", "y")

        t = threading.Thread(target=go)
        t.start()
        texts = []
        for m in l:
            texts.append(m.json["text"])
            if len(texts) == 2:
                break
    assert texts == ["x", "y"]
    t.join()
    print(threading.enumerate())
    c8y.transport.close()
    relay.down()
