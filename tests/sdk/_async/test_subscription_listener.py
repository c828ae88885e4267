"""Who subscribes to a service is told as it happens."""

from __future__ import annotations

from typing import Any, cast

import pytest

from c8y_client._async.microservices import MultiTenantCumulocityApp
from c8y_client._async.subscription_listener import SubscriptionListener
from c8y_client._errors import ServerError
from c8y_client._running.background import AsyncBell
from mockc8y.control.mock_tenant import MockTenant
from tests.sdk.loop import on_loop
from tests.sdk.services import Service


class Answers:
    """Plays a service: each question who has subscribed gets the next answer; the last one ends the listening."""

    def __init__(self, *answers: set[str] | Exception) -> None:
        self.answers = list(answers)
        self.listener = SubscriptionListener(cast("Any", self), polling_interval=0, startup_delay=0)

    async def get_subscribers(self) -> list[str]:
        """Tell who has subscribed."""
        answer = self.answers.pop(0)
        if not self.answers:
            self.listener.stop()
        if isinstance(answer, Exception):
            raise answer
        return sorted(answer)


class Heard:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.notes: list[Any] = []

    async def any(self, tenants: set[str]) -> None:
        """Note all subscribers."""
        self.notes.append(sorted(tenants))

    async def came(self, tenant: str) -> None:
        """Note who came."""
        self.notes.append(f"+{tenant}")

    async def went(self, tenant: str) -> None:
        """Note who went."""
        self.notes.append(f"-{tenant}")


@on_loop
async def test_changes_are_told() -> None:
    """Who comes and goes is told one by one, and who is there after each change, but nothing when nothing changes."""
    app, heard = Answers({"a", "b"}, {"a", "b"}, {"b"}, {"b", "c"}, set()), Heard()
    app.listener.on_add(heard.came).on_remove(heard.went).on_change(heard.any)

    await app.listener.listen()

    assert sorted(map(str, heard.notes)) == sorted(
        map(str, ["+a", "+b", ["a", "b"], "-a", ["b"], "+c", ["b", "c"], "-b", "-c", []])
    )


@on_loop
@pytest.mark.parametrize(
    ("when", "notes"), [("any", [["a"], []]), ("always", [["a"], []]), ("added", ["+a"]), ("removed", ["-a"])]
)
async def test_occasions(when: Any, notes: list[Any]) -> None:
    """A callback is added for an occasion."""
    app, heard = Answers({"a"}, set()), Heard()
    told = {"added": heard.came, "removed": heard.went}.get(when, heard.any)

    app.listener.add_callback(told, when)
    await app.listener.listen()

    assert heard.notes == notes or heard.notes == notes[::-1]


def test_unknown_occasion_is_refused() -> None:
    """The error names those that there are."""
    with pytest.raises(ValueError, match="no occasion 'never'; there are any, always, added, removed"):
        Answers().listener.add_callback(Heard().any, cast("Any", "never"))


@on_loop
async def test_failed_question_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    """Trouble with the platform is logged and removes nobody."""
    app, heard = Answers({"a"}, ServerError("GET", "http://t", 500, "no"), {"a", "b"}, {"a", "b"}), Heard()

    await app.listener.on_add(heard.came).on_remove(heard.went).listen()

    assert sorted(heard.notes) == ["+a", "+b"]
    assert "could not ask who has subscribed" in caplog.text


@on_loop
async def test_failing_callback_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """What a callback raises does not stop the others."""

    async def fail(_: str) -> None:
        raise RuntimeError("no such luck")

    app, heard = Answers({"a"}, set()), Heard()
    await app.listener.on_add(fail).on_add(heard.came).on_remove(heard.went).listen()

    assert sorted(heard.notes) == ["+a", "-a"]
    assert "no such luck" in caplog.text


@on_loop
async def test_callbacks_in_sequence() -> None:
    """With `sequential` no callback runs beside another, though each lets others run."""
    running: list[int] = []
    app = Answers({"a", "b", "c"}, set())
    app.listener = SubscriptionListener(cast("Any", app), sequential=True, polling_interval=0, startup_delay=0)

    async def told(_: str) -> None:
        running.append(+1)
        await AsyncBell().wait(0.001)
        running.append(-1)

    await app.listener.on_add(told).on_remove(told).listen()

    assert running == [+1, -1] * 6


@on_loop
async def test_startup_delay_is_waited_for() -> None:
    """Who came is told after the delay, or never if listening ends before."""
    app, heard = Answers({"a"}, {"a"}), Heard()
    app.listener.startup_delay = 600
    app.listener.on_add(heard.came).on_change(heard.any)

    app.listener.start()
    app.listener.stop()
    await app.listener._listening.join()

    assert heard.notes == []
    assert len(app.answers) == 1


@on_loop
async def test_stopping_at_once_is_no_problem() -> None:
    """A listener that was started and stopped ends, whenever that happens."""
    app, heard = Answers({"a"}, {"a"}), Heard()
    app.listener.polling_interval = 600

    async with app.listener.on_add(heard.came):
        pass

    assert app.listener._listening.running() == []
    assert heard.notes in ([], ["+a"])


@on_loop
async def test_starting_twice_listens_once() -> None:
    """The second start gives what runs already, and a listener that has stopped can be started again."""
    app = Answers({"a"}, {"a"}, {"a"}, {"a"})
    app.listener.polling_interval = 600

    first = app.listener.start()
    assert app.listener.start() is first
    app.listener.stop()
    await app.listener._listening.join()
    again = app.listener.start()
    app.listener.stop()
    await app.listener._listening.join()

    assert again is not first
    assert len(app.answers) == 2


@on_loop
async def test_running_callbacks_are_known_and_waited_for() -> None:
    """The end of listening waits for callbacks that are at work."""
    bell, seen = AsyncBell(), []
    app = Answers({"a"}, {"a"})

    async def work(_: str) -> None:
        seen.append(len(app.listener.get_callbacks()))
        await bell.wait(0.001)
        seen.append(0)

    await app.listener.on_add(work).listen()

    assert seen == [1, 0]
    assert app.listener.get_callbacks() == []


@on_loop
async def test_real_subscriptions_are_noticed(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that is subscribed to and left hears of both."""
    service, heard = Service(c8y_mock), Heard()
    for name, value in service.environment().items():
        monkeypatch.setenv(name, value)
    service.subscribe()

    async with MultiTenantCumulocityApp(transport=c8y_mock.transport) as app:
        listener = app.create_subscription_listener(heard.any, polling_interval=0.001, startup_delay=0)

        async def came(tenant: str) -> None:
            service.unsubscribe(tenant)

        async def went(_: str) -> None:
            listener.stop()

        await listener.on_add(came).on_remove(went).listen()

    assert heard.notes == [[c8y_mock.tenant_id], []]
