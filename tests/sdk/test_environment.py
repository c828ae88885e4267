"""Variables of the environment."""

from __future__ import annotations

import os

import pytest

from c8y_client import BasicAuth, BearerAuth
from c8y_client._access import environment


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each.startswith("C8Y_")]:
        monkeypatch.delenv(name)


def test_missing_variable_names_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names help to find a misspelling; values stay secret, and others' names are nobody's business."""
    monkeypatch.setenv("C8Y_PASSWROD", "secret")
    monkeypatch.setenv("C8Y_BASEURL", "http://t")
    monkeypatch.setenv("OTHER", "x")

    with pytest.raises(ValueError, match=r"^the environment variable C8Y_PASSWORD is missing; .*") as raised:
        environment.required("C8Y_PASSWORD")

    assert str(raised.value).endswith("there are: C8Y_BASEURL, C8Y_PASSWROD")


def test_missing_variable_among_none() -> None:
    """The error says that there is nothing."""
    with pytest.raises(ValueError, match="there are: none"):
        environment.required("C8Y_TENANT")


def test_empty_variable_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Container definitions set variables to nothing."""
    monkeypatch.setenv("C8Y_TENANT", "")

    assert environment.optional("C8Y_TENANT") is None
    with pytest.raises(ValueError, match="C8Y_TENANT is missing"):
        environment.required("C8Y_TENANT")


@pytest.mark.parametrize("user", ["service_feeder", "t1/service_feeder"])
def test_user_has_its_tenant_in_front(monkeypatch: pytest.MonkeyPatch, user: str) -> None:
    """The platform wants the tenant with the name, whether the variable has it or not."""
    for name, value in {"C8Y_TENANT": "t1", "C8Y_USER": user, "C8Y_PASSWORD": "pw"}.items():
        monkeypatch.setenv(name, value)
        monkeypatch.setenv(name.replace("C8Y_", "C8Y_BOOTSTRAP_"), value)

    assert environment.service_auth() == environment.bootstrap_auth() == BasicAuth("t1/service_feeder", "pw")


def test_token_goes_before_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token is all that a service needs to log in."""
    monkeypatch.setenv("C8Y_TOKEN", "a.b.c")

    assert environment.service_auth() == BearerAuth("a.b.c")
