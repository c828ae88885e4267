# Made from tests/sdk/_async/test_transport.py by sdk/scripts/unasync.py; change that.
"""One request after the other: what is sent, what comes back, what is raised."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from c8y_client import BasicAuth, BearerAuth, DecodingError, NotFoundError, UnexpectedRedirect
from c8y_client._http.settings import Settings
from c8y_client._http.urls import path
from c8y_client.sync._transport import Transport
from tests.sdk.doors import Answer, Tenant, door

BASE = "http://tenant.test"


def connected(tenant: Tenant, **options: Any) -> Transport:
    """Connect to a scripted tenant."""
    return Transport(BASE, transport=door(tenant), **options)


def test_answer_is_decoded_when_asked_for() -> None:
    """The body is kept as bytes and becomes a document on demand, the same one each time."""
    tenant = Tenant(Answer(200, b'{"id": "7"}'))

    with connected(tenant) as transport:
        response = transport.get("/inventory/managedObjects/7")

    assert (response.status, response.content) == (200, b'{"id": "7"}')
    assert response.json() == {"id": "7"}
    assert response.json() is response.json()


def test_empty_answer_is_none() -> None:
    """An answer without a body, as after a deletion, decodes to `None`."""
    with connected(Tenant(Answer(204))) as transport:
        response = transport.delete("/inventory/managedObjects/7")

    assert response.json() is None


def test_page_in_place_of_json_is_explained() -> None:
    """The login page of a proxy, sent with status 200, is a `DecodingError` that shows its beginning."""
    tenant = Tenant(Answer(200, b"<html>Log in</html>", {"content-type": "text/html"}))

    with connected(tenant) as transport:
        response = transport.get("/inventory/managedObjects/7")

    with pytest.raises(DecodingError, match="expected JSON, got text/html, beginning '<html>Log in</html>'"):
        response.json()


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_verb_is_sent(method: str) -> None:
    """Each method of the transport sends the HTTP method of its name."""
    tenant = Tenant(Answer())

    with connected(tenant) as transport:
        getattr(transport, method)("/alarm/alarms")

    assert (tenant.seen[0].method, tenant.seen[0].path) == (method.upper(), "/alarm/alarms")


def test_document_is_sent_as_json() -> None:
    """A document is encoded and announced as JSON, and JSON is asked for."""
    tenant = Tenant(Answer(201))

    with connected(tenant) as transport:
        transport.post("/event/events", json={"text": "näh"})

    [seen] = tenant.seen
    assert seen.body == '{"text":"näh"}'.encode()
    assert (seen.headers["content-type"], seen.headers["accept"]) == ("application/json", "application/json")


def test_media_types_can_be_chosen() -> None:
    """The platform's own media types go into the headers of a single request."""
    kind = "application/vnd.com.nsn.cumulocity.managedobject+json"
    tenant = Tenant(Answer(201))

    with connected(tenant) as transport:
        transport.post("/inventory/managedObjects", json={}, accept=kind, content_type=kind)

    assert (tenant.seen[0].headers["accept"], tenant.seen[0].headers["content-type"]) == (kind, kind)


def test_empty_accept_omits_the_header() -> None:
    """With an empty `accept` no such header is sent, so that the platform answers without a body."""
    tenant = Tenant(Answer(201))

    with connected(tenant) as transport:
        transport.post("/inventory/managedObjects", json={}, accept="")

    assert "accept" not in tenant.seen[0].headers


def test_client_headers_go_with_every_request() -> None:
    """Application key, processing mode and own headers are sent unless a request says otherwise."""
    tenant = Tenant(Answer(), Answer())
    options = {"application_key": "key", "processing_mode": "transient", "headers": {"X-Mine": "1"}}

    with connected(tenant, **options) as transport:
        transport.get("/a")
        transport.get("/a", headers={"x-cumulocity-processing-mode": "QUIESCENT"})

    [first, second] = [seen.headers for seen in tenant.seen]
    assert (first["x-cumulocity-application-key"], first["x-mine"]) == ("key", "1")
    assert first["x-cumulocity-processing-mode"] == "TRANSIENT"
    assert second["x-cumulocity-processing-mode"] == "QUIESCENT"


def test_header_names_have_no_case() -> None:
    """A header that is given in another spelling replaces the usual one, for the client as for a request."""
    tenant = Tenant(Answer(), Answer(), Answer())

    with connected(tenant, headers={"user-agent": "mine", "ACCEPT": "text/a"}) as transport:
        transport.get("/a")
        transport.get("/a", headers={"accept": "text/b"})
        transport.get("/a", headers={"accept": "text/b"}, accept="text/c")

    assert [seen.headers["accept"] for seen in tenant.seen] == ["text/a", "text/b", "text/c"]
    assert tenant.seen[0].headers["user-agent"] == "mine"


def test_credentials_can_be_exchanged() -> None:
    """The Authorization header is built per request, from the credentials that the transport has then."""
    tenant = Tenant(Answer(), Answer(), Answer())

    with connected(tenant, auth=BasicAuth("t1/joe", "pw")) as transport:
        transport.get("/a")
        transport.auth = BearerAuth("abc")
        transport.get("/a")
        transport.get("/a", auth=None)

    assert [seen.headers.get("authorization") for seen in tenant.seen] == ["Basic dDEvam9lOnB3", "Bearer abc", None]


def test_parameters_are_encoded() -> None:
    """Query values are written the platform's way, behind those that the path has already."""
    tenant = Tenant(Answer())
    params = {"dateFrom": datetime(2026, 1, 2, tzinfo=UTC), "revert": True, "type": "a b", "ids": [1, 2], "none": None}

    with connected(tenant) as transport:
        transport.get("/event/events?pageSize=5", params=params)

    assert tenant.seen[0].query == "pageSize=5&dateFrom=2026-01-02T00%3A00%3A00.000Z&revert=true&type=a%20b&ids=1%2C2"


def test_identifiers_arrive_as_one_segment() -> None:
    """Slashes, question marks and their kind in an identifier reach the server encoded."""
    tenant = Tenant(Answer())

    with connected(tenant) as transport:
        transport.get(path("/identity/externalIds", "c8y_Serial", "a/b?c#d%e'f\"g h"))

    assert tenant.seen[0].path == "/identity/externalIds/c8y_Serial/a%2Fb%3Fc%23d%25e%27f%22g%20h"


def test_status_becomes_an_error() -> None:
    """An answer other than 2xx is raised, with what the platform says about it."""
    body = b'{"error": "inventory/Not Found", "message": "No managedObject for id \'7\'!", "info": "https://x"}'

    with connected(Tenant(Answer(404, body))) as transport:
        with pytest.raises(NotFoundError) as raised:
            transport.get("/inventory/managedObjects/7")

    assert (raised.value.code, raised.value.error) == (404, "inventory/Not Found")
    assert str(raised.value) == (
        "404 inventory/Not Found: No managedObject for id '7'! (GET http://tenant.test/inventory/managedObjects/7)"
    )


def test_redirect_is_not_followed() -> None:
    """A redirect is an error that names the target: credentials are for one place only."""
    tenant = Tenant(Answer(301, headers={"location": "https://tenant.test/a"}))

    with httpx.Client(transport=door(tenant), follow_redirects=True) as client:
        with pytest.raises(UnexpectedRedirect, match=r"redirected to https://tenant\.test/a; check scheme and host"):
            Transport(BASE, client=client).get("/a")


def test_given_client_keeps_its_ways_and_stays_open() -> None:
    """A ready httpx client is used with its own credentials and cookies, and is not closed with the transport."""
    tenant = Tenant(Answer(), Answer())

    with httpx.Client(transport=door(tenant), auth=BearerAuth("own")) as client:
        with Transport(BASE, client=client) as transport:
            transport.get("/a")
        client.get(f"{BASE}/b")

    assert [seen.headers["authorization"] for seen in tenant.seen] == ["Bearer own", "Bearer own"]


def test_transport_may_be_closed_twice() -> None:
    """Closing again, or before the first request, does nothing."""
    transport = connected(Tenant())

    transport.close()
    transport.close()

    with pytest.raises(RuntimeError, match=r"the client for http://tenant\.test is closed; make a new one"):
        transport.get("/a")


def test_context_manager_lets_errors_out() -> None:
    """An exception inside the block is not swallowed."""
    with pytest.raises(ZeroDivisionError):
        with connected(Tenant()):
            raise ZeroDivisionError


def test_certificates_are_loaded_once_and_only_for_https(monkeypatch: pytest.MonkeyPatch) -> None:
    """All transports share one SSL context, made when the first of them needs it; plain HTTP needs none."""
    used: list[Any] = []
    monkeypatch.setattr(httpx, "Client", lambda **options: used.append(options["verify"]))

    for base_url in ("http://a.test", "https://b.test", "https://c.test"):
        Transport(base_url).connections.client()
    Transport("https://d.test", settings=Settings(verify=False)).connections.client()

    assert isinstance(used[1], ssl.SSLContext)
    assert used == [False, used[1], used[1], False]


def test_connections_are_made_at_the_first_request() -> None:
    """Making a transport costs nothing: the httpx client comes with the first request and then stays."""
    with connected(Tenant(Answer(), Answer())) as transport:
        clients = [transport.connections._own]
        for _ in range(2):
            transport.get("/a")
            clients.append(transport.connections._own)

    assert clients == [None, clients[1], clients[1]]
    assert clients[1] is not None


def test_time_limit_of_one_request_replaces_that_of_the_client() -> None:
    """`timeout` reaches httpx with the request it is given for, and only with that."""
    limits: list[Any] = []

    def note(request: httpx.Request) -> httpx.Response:
        limits.append(request.extensions["timeout"]["read"])
        return httpx.Response(200)

    with Transport(BASE, transport=httpx.MockTransport(note), settings=Settings(timeout=9)) as transport:
        transport.get("/a", timeout=2)
        transport.get("/a", timeout=None)
        transport.get("/a")

    assert limits == [2, None, 9]


def test_one_request_has_one_body() -> None:
    """A document and other content together are refused before anything is sent."""
    with connected(Tenant()) as transport:
        with pytest.raises(TypeError, match="pass json= or content=, not both"):
            transport.post("/a", json={}, content=b"x")
