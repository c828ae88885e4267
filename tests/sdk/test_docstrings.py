"""The examples in docstrings are run, those of every module."""

from __future__ import annotations

import ast
import asyncio
import doctest
import inspect
import pkgutil
import re
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

import c8y_client
import c8y_client.matchers
import c8y_client.model
import c8y_client.sync
from c8y_client import BasicAuth, notification2, realtime
from c8y_client.sync import notification2 as sync_notification2
from c8y_client.sync import realtime as sync_realtime
from mockc8y.control.mock_tenant import MockTenant
from tests.sdk.bustle import going_on

FINDER = doctest.DocTestFinder(exclude_empty=True)


def examples() -> list[doctest.DocTest]:
    """Find the examples of every module."""
    modules = [each.name for each in pkgutil.walk_packages(c8y_client.__path__, "c8y_client.")]
    found = [test for name in modules for test in FINDER.find(import_module(name), name)]
    for name in c8y_client.__all__:
        getattr(c8y_client, name)
    # Public classes may say that they belong to the package itself, and are then found nowhere else.
    return [test for test in [*found, *FINDER.find(c8y_client, "c8y_client")] if test.examples]


EXAMPLES = examples()


def public_names(module: str) -> dict[str, Any]:
    """Give what a user who reads the docstring has imported: the public names of the half that it belongs to."""
    half = c8y_client.sync if module.startswith("c8y_client.sync") else c8y_client
    places = (c8y_client.model, c8y_client.matchers, half)
    return {name: getattr(place, name) for place in places for name in place.__all__}


@pytest.mark.parametrize("half", [c8y_client, c8y_client.sync], ids=lambda half: half.__name__)
def test_no_example_of_a_public_name_is_overlooked(half: ModuleType) -> None:
    """Wherever a public class says that it belongs, its examples are among those that are run."""
    described = {name: getattr(half, name).__doc__ or "" for name in half.__all__ if name != "__version__"}
    shown = {name: text for name, text in described.items() if ">>>" in text}
    run = {each.docstring for each in EXAMPLES}

    assert len(shown) > 20
    assert [name for name, text in shown.items() if text not in run] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_example_of_a_docstring_holds(example: doctest.DocTest) -> None:
    """The example gives what it says."""
    example.globs = public_names(example.name) | example.globs
    said: list[str] = []

    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=said.append)

    assert result.attempted
    assert not result.failed, "".join(said)


FENCE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LISTENERS = [notification2.Listener, notification2.QueueListener, realtime.Realtime]
SYNC_LISTENERS = [sync_notification2.Listener, sync_notification2.QueueListener, sync_realtime.Realtime]


class Enough(Exception):
    """Ends an example that listens for ever."""


def is_enough(*_: object) -> None:
    """Stand for `print`: what was to be shown has come."""
    raise Enough


@pytest.fixture
def connection(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Name what a client needs, of a tenant in which the topic of the examples is subscribed to."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    auth = BasicAuth(c8y_mock.username, c8y_mock.password)
    return {"base_url": c8y_mock.base_url, "tenant_id": c8y_mock.tenant_id, "auth": auth}


def measured(mock: MockTenant, c8y: c8y_client.sync.CumulocityClient) -> Any:
    """Subscribe to a pump, and give what makes it report a level."""
    pump = mock.inventory.create({"name": "Pump 7", "c8y_IsDevice": {}})["id"]
    c8y_client.sync.Subscription(c8y, name="levels", context="mo", source_id=pump).create()
    level = {"type": "my_Level", "time": "2026-01-15T12:00:00Z", "my_Tank": {"level": {"value": 8.4}}}
    return lambda: mock.measurements.create({**level, "source": {"id": pump}})


@pytest.mark.parametrize("listener", LISTENERS, ids=lambda listener: listener.__name__)
def test_example_of_a_listener_receives(listener: type[Any], c8y_mock: MockTenant, connection: dict[str, Any]) -> None:
    """The example in the docstring of an asynchronous listener is told what happens."""

    async def run() -> None:
        async with c8y_client.CumulocityClient(**connection) as c8y:
            namespace = {**vars(notification2), "c8y": c8y, "print": is_enough}
            program = compile(fenced(listener), listener.__name__, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            try:
                await eval(program, namespace)  # noqa: S307 - the example is what is tested
            except Enough:
                return
            assert namespace["message"].json["type"] == "my_Level"

    with c8y_client.sync.CumulocityClient(**connection) as c8y, going_on(measured(c8y_mock, c8y)):
        asyncio.run(run())


@pytest.mark.parametrize("listener", SYNC_LISTENERS, ids=lambda listener: listener.__name__)
def test_example_of_a_synchronous_listener_receives(
    listener: type[Any], c8y_mock: MockTenant, connection: dict[str, Any]
) -> None:
    """So is the one in the docstring of a synchronous listener."""
    with c8y_client.sync.CumulocityClient(**connection) as c8y, going_on(measured(c8y_mock, c8y)):
        namespace = {**vars(sync_notification2), "c8y": c8y, "print": is_enough}
        try:
            exec(fenced(listener), namespace)  # noqa: S102 - as above
        except Enough:
            return
        assert namespace["message"].json["type"] == "my_Level"


def fenced(listener: type[Any]) -> str:
    """Take the example out of a docstring."""
    [code] = FENCE.findall(inspect.cleandoc(listener.__doc__ or ""))
    return str(code)
