"""What is decided about a reading before anything is asked for."""

from __future__ import annotations

import asyncio
import threading
from enum import Enum, IntEnum
from typing import Any

import pytest

from c8y_client._documents.paths import camel_case
from c8y_client._http.query import encode_query
from c8y_client._reading.plan import Collection, Plan, plan_of
from c8y_client._running.concurrency import AsyncWindow, Window
from tests.sdk.loop import on_loop

EVENTS = Collection(path="/event/events", name="events")


def planned(expression: str | None = None, params: tuple[tuple[str, object], ...] = (), **reading: Any) -> Plan:
    """Plan a reading of events."""
    return plan_of(EVENTS, params, list, expression=expression, as_values=None, reading=reading)


@pytest.mark.parametrize(
    "expression",
    [
        "revert=true",
        "type=a&REVERT=false",
        "query=$filter=(name eq 'a') $orderby=name",
        "query=%24filter%3Dname+eq+%27a%27+%24orderby%3Dname",
        "q=$orderby=name",
    ],
)
def test_order_in_an_expression_is_kept(expression: str) -> None:
    """Several workers then give results as one would."""
    assert planned(expression, workers=4).is_ordered


@pytest.mark.parametrize(
    "expression", ["type=revert", "text=orderby", "type=a%26revert=true", "fragmentType=my_revert"]
)
def test_words_about_order_elsewhere_are_not_taken_for_one(expression: str) -> None:
    """Parameters count, not their letters."""
    assert not planned(expression, workers=4).is_ordered


@pytest.mark.parametrize("params", [(("revert", False),), (("query", "$filter=(type eq 'a') $orderby=name"),)])
def test_order_among_parameters_is_kept(params: tuple[tuple[str, object], ...]) -> None:
    """However it came about."""
    assert planned(params=params, workers=4).is_ordered
    assert not planned(params=(("type", "revert"),), workers=4).is_ordered


@pytest.mark.parametrize(
    ("reading", "size"),
    [
        ({}, 5),
        ({"limit": 7}, 7),
        ({"limit": 7, "include": lambda _: True}, 100),
        ({"limit": 7, "exclude": lambda _: True}, 100),
        ({"limit": None}, 100),
        ({"limit": 5000}, 2000),
        ({"limit": 7, "page_size": 3}, 3),
    ],
)
def test_size_of_pages_is_inferred(reading: dict[str, Any], size: int) -> None:
    """From the limit, unless a filter on this side may drop results."""
    assert planned(**reading).page_size == size


class Colour(Enum):
    """A member is no text by itself."""

    RED = "red"


class Level(IntEnum):
    """Neither is a number."""

    HIGH = 3


@pytest.mark.parametrize(
    ("value", "text"), [(Colour.RED, "red"), (Level.HIGH, "3"), ([Colour.RED, Level.HIGH], "red%2C3")]
)
def test_members_of_enumerations_are_sent_by_value(value: object, text: str) -> None:
    """Whatever their kind, alone and within a list."""
    assert encode_query({"a": value}) == f"a={text}"


@pytest.mark.parametrize("name", ["c8y_custom_param", "cx_custom_param", "com_acme_param", "c8y_P2", "x_Y"])
def test_names_of_vendors_stay_as_they_are(name: str) -> None:
    """An underscore belongs to them."""
    assert camel_case(name) == name


@on_loop
async def test_results_of_tasks_come_in_the_order_of_their_start_if_wanted() -> None:
    """Otherwise as they are there."""
    for is_ordered, expected in ((True, ["first", "second"]), (False, ["second", "first"])):
        may_end = asyncio.Event()

        async def first(may_end: asyncio.Event = may_end) -> str:
            await may_end.wait()
            return "first"

        async def second() -> str:
            return "second"

        async with AsyncWindow[str](2, ordered=is_ordered) as window:
            window.start(first)
            window.start(second)
            if is_ordered:
                may_end.set()
            earlier = await window.next()
            may_end.set()
            assert [earlier, await window.next()] == expected


def test_results_of_threads_come_in_the_order_of_their_start_if_wanted() -> None:
    """Otherwise as they are there."""
    for is_ordered, expected in ((True, ["first", "second"]), (False, ["second", "first"])):
        may_end = threading.Event()

        def first(may_end: threading.Event = may_end) -> str:
            may_end.wait(10)
            return "first"

        with Window[str](2, ordered=is_ordered) as window:
            window.start(first)
            window.start(lambda: "second")
            if is_ordered:
                may_end.set()
            earlier = window.next()
            may_end.set()
            assert [earlier, window.next()] == expected


@on_loop
async def test_tasks_have_ended_when_their_window_is_left() -> None:
    """They are not only asked to: what they clean up is cleaned up."""
    cleaned = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            cleaned.append(1)

    async with AsyncWindow[None](3, ordered=False) as window:
        for _ in range(3):
            window.start(work)
        await asyncio.sleep(0)

    assert cleaned == [1, 1, 1]
    assert asyncio.all_tasks() == {asyncio.current_task()}
