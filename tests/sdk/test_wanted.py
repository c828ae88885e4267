"""What is known about the tenant that a person wants to reach."""

from __future__ import annotations

import base64
import os
from typing import Any

import orjson
import pytest

from c8y_client import BearerAuth
from c8y_client._access.wanted import Wanted

CLAIMS = {"aud": "tenant.example.com", "ten": "t1", "sub": "joe", "exp": 10_000}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each.startswith("C8Y_")]:
        monkeypatch.delenv(name)


def token(**claims: Any) -> str:
    """Lay out a token."""
    text = base64.urlsafe_b64encode(orjson.dumps({**CLAIMS, **claims})).decode().rstrip("=")
    return f"h.{text}.s"


def wanted(*given: str | None, now: float = 0, answers: list[str] | None = None) -> Wanted:
    """Find out with somebody who gives answers, or with nobody."""

    def answer(_: str) -> str:
        assert answers is not None
        return answers.pop(0)

    base_url, tenant_id, username = [*given, None, None, None][:3]
    return Wanted.of(
        base_url,
        tenant_id,
        username,
        now=lambda: now,
        question=answer,
        is_answered=lambda: answers is not None,
    )


def test_arguments_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment fills the gaps only."""
    monkeypatch.setenv("C8Y_BASEURL", "http://environment")
    monkeypatch.setenv("C8Y_TENANT", "t9")
    monkeypatch.setenv("C8Y_USER", "eve")

    assert wanted("http://given", "t1") == Wanted("http://given", "t1", "eve", None)


@pytest.mark.parametrize("address", ["tenant.example.com", "https://tenant.example.com/"])
def test_address_may_lack_its_scheme(address: str) -> None:
    """Only a host is an address by HTTPS."""
    assert wanted(address, "t1", "joe").base_url == "https://tenant.example.com"


def test_user_may_come_with_the_tenant() -> None:
    """The user is the same, with the tenant in front or without."""
    assert wanted("http://t", "t1", "t1/joe").username == "joe"


def test_token_fills_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token knows its tenant, its user and its address."""
    monkeypatch.setenv("C8Y_TOKEN", token())

    assert wanted() == Wanted("https://tenant.example.com", "t1", "joe", BearerAuth(token()))


@pytest.mark.parametrize(("now", "is_taken"), [(6399, True), (6400, False), (20_000, False)])
def test_token_that_expires_soon_is_left(monkeypatch: pytest.MonkeyPatch, now: float, is_taken: bool) -> None:
    """Less than an hour is not worth beginning with, but the names are good all the same."""
    monkeypatch.setenv("C8Y_TOKEN", token())

    found = wanted(now=now)

    assert (found.token is not None, found.username) == (is_taken, "joe")


@pytest.mark.parametrize("given", [("http://t", "t2", None), ("http://t", None, "ann"), ("http://t", "t1", "ann")])
def test_token_of_somebody_else_is_left(monkeypatch: pytest.MonkeyPatch, given: tuple[str | None, ...]) -> None:
    """A token serves its own user in its own tenant."""
    monkeypatch.setenv("C8Y_TOKEN", token())

    assert wanted(*given).token is None


def test_opaque_token_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that says nothing may be good for whoever is wanted."""
    monkeypatch.setenv("C8Y_TOKEN", "opaque")

    assert wanted("http://t", "t1", "joe").token == BearerAuth("opaque")


def test_rest_is_asked_for() -> None:
    """Questions come in order, for what is missing."""
    assert wanted(None, "t1", answers=["tenant.example.com", "joe"]).username == "joe"


def test_missing_part_is_named() -> None:
    """With nobody to ask, the variable to set is named."""
    with pytest.raises(ValueError, match="C8Y_BASEURL is missing"):
        wanted()


def test_token_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wanted can be printed."""
    monkeypatch.setenv("C8Y_TOKEN", "opaque-token")

    assert "opaque-token" not in repr(wanted("http://t", "t1", "joe"))
