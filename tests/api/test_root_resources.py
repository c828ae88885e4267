"""Root resources: where clients learn the addresses of everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from mockc8y.api.root_resources import ROUTES
from mockc8y.api.routes import DISPATCHER
from tests.api.conftest import Call

PATHS = [route.path for route in ROUTES]
UNLISTED = {"fragmentType"}
"""Named in the template of measurements, but not among the parameters that the specification lists for them."""


def addresses(document: object) -> Iterator[str]:
    """Yield every address in a document."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict):
        for value in document.values():
            yield from addresses(value)


def test_every_api_has_a_root() -> None:
    """There are twelve, the one of the whole platform among them."""
    assert len(PATHS) == 12
    assert "/platform" in PATHS


@pytest.mark.parametrize("path", PATHS)
def test_root_names_itself_and_its_media_type(call: Call, path: str) -> None:
    """A root answers with its own address and its own media type when no type is asked for."""
    response = call("GET", path, accept=None)

    name = {"/notification2": "notification"}.get(path, path[1:])
    assert response.status == 200
    assert response.json()["self"] == f"http://mock.test{path}"
    assert response.headers["content-type"] == (
        f"application/vnd.com.nsn.cumulocity.{name}api+json;charset=UTF-8;ver=0.9"
    )


@pytest.mark.parametrize("path", PATHS)
def test_every_address_leads_to_a_resource(call: Call, path: str) -> None:
    """With its placeholders filled, each address is the path of a resource."""
    for address in addresses(call("GET", path).json()):
        target = re.sub(r"\{\w+\}", "1", address).removeprefix("http://mock.test/").partition("?")[0]
        assert DISPATCHER.find(target.split("/")), address


@pytest.mark.parametrize("path", PATHS)
def test_every_query_is_understood(call: Call, path: str) -> None:
    """A collection knows the parameters by which its root says it can be asked."""
    for address in addresses(call("GET", path).json()):
        target, _, query = address.removeprefix("http://mock.test/").partition("?")
        names = {pair.partition("=")[0] for pair in query.split("&") if pair}
        resource = DISPATCHER.find(target.split("/")) if names else None
        assert not resource or names - UNLISTED <= resource.routes["GET"][0].parameters, address


@pytest.mark.parametrize("path", PATHS)
def test_placeholder_of_a_query_is_named_like_its_parameter(call: Call, path: str) -> None:
    """A template says `source={source}`, so that a client can fill it by name."""
    for address in addresses(call("GET", path).json()):
        for pair in filter(None, address.partition("?")[2].split("&")):
            assert re.fullmatch(r"(\w+)=\{\1\}", pair), address


def test_platform_holds_the_roots_of_its_apis(call: Call) -> None:
    """The root of the platform repeats the other roots as they are alone."""
    platform = call("GET", "/platform").json()

    assert platform.pop("self") == "http://mock.test/platform"
    assert platform.keys() == {
        *("alarm", "audit", "deviceControl", "event", "identity", "inventory", "measurement", "tenant", "user")
    }
    for key, root in platform.items():
        assert root == call("GET", f"/{key.lower()}").json()


def test_collections_are_shown_empty(call: Call) -> None:
    """A collection is named by its address and holds nothing here; inventory calls it references."""
    assert call("GET", "/alarm").json()["alarms"] == {"self": "http://mock.test/alarm/alarms", "alarms": []}
    assert call("GET", "/inventory").json()["managedObjects"] == {
        "self": "http://mock.test/inventory/managedObjects",
        "references": [],
    }


def test_addresses_follow_the_proxy(call: Call) -> None:
    """Behind a proxy, addresses are those that the client can reach."""
    headers = {"x-forwarded-proto": "https", "x-forwarded-host": "acme.example"}

    root = call("GET", "/identity", headers=headers).json()

    assert root["externalId"] == "https://acme.example/identity/externalIds/{type}/{externalId}"


def test_root_is_only_read(call: Call) -> None:
    """A root resource cannot be written to."""
    assert call("POST", "/inventory", json={}).status == 405


def test_root_needs_a_login(call: Call) -> None:
    """Addresses are not told to strangers."""
    assert call("GET", "/platform", login=None).status == 401
