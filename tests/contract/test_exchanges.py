"""Recordings: what is kept of an exchange, and how a difference is shown."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.contract.exchanges import Normal, Recorder, difference, text_of
from tests.sdk.loop import on_loop


def normal() -> Normal:
    """Normalise what belongs to one run."""
    return Normal("http://tenant.test", {"run77x1": "<prefix>", "t4711": "<tenant>"})


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ({"id": "1234", "parent": {"id": "99"}, "again": {"id": "1234"}}, ["<id:1>", "<id:2>"]),
        ({"child": {"self": "http://tenant.test/objects/1234/child"}, "id": "1234"}, ["<host>/objects/<id:1>/child"]),
        ({"password": "secret", "token": "abc", "currentPassword": "x"}, ["<secret>"]),
        ({"time": "2026-01-01T00:00:00.000Z"}, ["<time>"]),
        (
            {"self": "http://tenant.test/tenant/t4711", "name": "run77x1_device1"},
            ["<host>/tenant/<tenant>", "<prefix>_device1"],
        ),
    ],
)
def test_what_differs_between_tenants_is_named(value: dict[str, Any], kept: list[str]) -> None:
    """Ids get names by the order in which they appear; secrets and times are gone."""
    text = json.dumps(normal().of(value), ensure_ascii=False)

    assert all(each in text for each in kept)
    assert not any(each in text for each in ("1234", 'secret"', "abc", "2026", "tenant.test", "t4711", "run77"))


@on_loop
async def test_exchange_is_kept_without_headers() -> None:
    """Credentials travel in headers, so none is kept."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(201, json={"id": "1234"}, headers={"Set-Cookie": "authorization=secret"})

    recorder = Recorder(httpx.MockTransport(answer), normal())
    async with httpx.AsyncClient(transport=recorder, auth=("joe", "hunter2")) as client:
        await client.post("http://tenant.test/inventory/managedObjects", json={"name": "x"})
        await client.get("http://tenant.test/inventory/managedObjects/1234?withParents=true")

    text = text_of(recorder.exchanges)
    assert "/inventory/managedObjects/<id:1>" in text
    assert '["withParents", "true"]' in text.replace("\n", "").replace("  ", "").replace(" ", "").replace(",", ", ")
    assert "hunter2" not in text
    assert "secret" not in text


def test_difference_names_the_request_and_the_lines() -> None:
    """Whoever compares sees which answer changed, and what in it."""
    before = [{"request": {"method": "GET", "path": "/a"}, "response": {"status": 200, "body": {"x": 1, "y": 2}}}]
    after = [{"request": {"method": "GET", "path": "/a"}, "response": {"status": 200, "body": {"x": 1, "y": 3}}}]

    shown = difference(before, after)

    assert shown.startswith("exchange 1: GET /a\n--- recorded\n+++ answered")
    assert '-   "y": 2' in shown
    assert '+   "y": 3' in shown
    assert difference(before, before) == ""


def test_missing_and_additional_requests_are_shown() -> None:
    """A recording that is longer or shorter differs as well."""
    one = {"request": {"method": "GET", "path": "/a"}, "response": {"status": 200, "body": None}}

    assert difference([one], []).startswith("exchange 1: GET /a")
    assert difference([], [one]).startswith("exchange 1: GET /a")
