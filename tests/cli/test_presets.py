"""Options and limits on the command line."""

from __future__ import annotations

import shlex
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from mockc8y.api.bayeux.limits import RealtimeLimits
from mockc8y.api.settings import Settings
from mockc8y.cli.presets import NAMES, PresetBroken, limited, set_options
from mockc8y.domain.callers import Caller
from mockc8y.domain.tenant import Tenant
from tests.cli.test_serve import Served, refusal
from tests.test_docs import LIMITED

ADMIN = ("t07007007/admin", "admin")
ANA = Caller("ana")
PAGE = Path(__file__).parents[2] / "docs" / "notifications.md"


def test_options_and_limits_are_those_of_the_server() -> None:
    """Both are in force from the first request on."""
    server = Served("--seed", "empty", "--option", "notification2/backlog.bytes=1000", "--limit", "realtime.frame=500")
    try:
        option = httpx.get(f"{server.base_url}/tenant/options/notification2/backlog.bytes", auth=ADMIN, trust_env=False)
        with connect(f"ws{server.base_url[4:]}/notification/realtime", proxy=None) as connection:
            connection.send(" " * 501)
            with pytest.raises(ConnectionClosed):
                connection.recv(10)
    finally:
        server.close()

    assert option.json()["value"] == "1000"
    assert connection.close_code == 1009


def test_example_of_the_documentation_serves() -> None:
    """The command of the page about notifications, on a free port, and its option is set."""
    server = Served("--seed", "empty", *shlex.split(LIMITED)[2:])
    try:
        option = httpx.get(f"{server.base_url}/tenant/options/notification2/backlog.bytes", auth=ADMIN, trust_env=False)
    finally:
        server.close()

    assert option.json()["value"] == "26214400"


@pytest.mark.parametrize("name", NAMES)
def test_every_limit_is_documented_with_its_default(name: str) -> None:
    """The page about notifications has a row for it."""
    default = limits_of(Settings())[name]

    assert f"| `{name}` | {default} | " in PAGE.read_text()


@pytest.mark.parametrize("options", [("--option", "backlog=1"), ("--limit", "realtime.frames=1")])
def test_broken_preset_is_one_clear_line(options: tuple[str, str]) -> None:
    """Nothing is served by what was meant otherwise."""
    result = refusal("--port", "0", "--seed", "empty", *options)

    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert options[1].partition("=")[0] in result.stderr


@pytest.mark.parametrize(
    ("text", "value"),
    [("a/b=c", "c"), ("a/b=", ""), ("a/b=c=d", "c=d"), ("a/b.c=x/y", "x/y"), ("a/b=\u00fc", "\u00fc")],
)
def test_value_of_an_option_may_be_any_text(tenant: Tenant, text: str, value: str) -> None:
    """Only the name has a form."""
    set_options(tenant, [text], ANA)

    assert [found for (category, _), found in tenant.options.items() if category == "a"] == [value]


@pytest.mark.parametrize("text", ["a/b", "a=b", "/b=c", "a/=c", "=", "", "a b/c=d"])
def test_option_without_a_place_is_refused(tenant: Tenant, text: str) -> None:
    """The message repeats what it cannot set."""
    with pytest.raises(PresetBroken) as refused:
        set_options(tenant, [text], ANA)

    assert repr(text) in str(refused.value)


@pytest.mark.parametrize("name", NAMES)
def test_every_limit_can_be_set(name: str) -> None:
    """And stays of its kind."""
    settings = limited(Settings(), [f"{name}=7"])

    before, after = (limits_of(each) for each in (Settings(), settings))
    changed = {field: after[field] for field in after if after[field] != before[field]}
    assert list(changed.values()) == [7]
    assert {type(after[field]) for field in changed} == {type(before[field]) for field in changed}


def limits_of(settings: Settings) -> dict[str, object]:
    """Return all limits by name."""
    realtime = {f"realtime.{name}": getattr(settings.realtime, name) for name in RealtimeLimits.__slots__}
    return {
        **realtime,
        "notification.window": settings.notification_window,
        "notification.idle": settings.notification_idle,
    }


def test_limits_add_up() -> None:
    """The last one of a name counts."""
    settings = limited(
        Settings(), ["realtime.hold=5", "realtime.messages=6", "notification.idle=0.5", "realtime.hold=7"]
    )

    assert settings == Settings(realtime=RealtimeLimits(hold=7, messages=6), notification_idle=0.5)


@pytest.mark.parametrize("text", ["realtime.hold", "realtime.hold=", "realtime.hold=0.5", "realtime.hold=-1"])
def test_limit_that_is_no_number_is_refused(text: str) -> None:
    """The message says what is meant."""
    with pytest.raises(PresetBroken, match="a whole number above 0, such as 300000"):
        limited(Settings(), [text])


@pytest.mark.parametrize("number", ["nan", "inf", "0", "x"])
def test_limit_that_is_endless_is_refused(number: str) -> None:
    """Seconds may have a fraction, but they are a number."""
    with pytest.raises(PresetBroken, match="a number above 0, such as"):
        limited(Settings(), [f"notification.idle={number}"])


def test_unknown_limit_names_the_known_ones() -> None:
    """A mistyped name is put right at once."""
    with pytest.raises(PresetBroken, match=r"'hold'; known: realtime\.hold, .*, notification\.idle$"):
        limited(Settings(), ["hold=5"])
