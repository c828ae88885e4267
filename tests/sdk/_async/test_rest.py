"""Documents over the low-level client: what is sent, what comes back."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from c8y_client import BasicAuth, BearerAuth, NotFoundError, RetryPolicy, Settings
from c8y_client._async.rest import CumulocityRestClient
from tests.sdk.doors import Answer, Tenant, async_door
from tests.sdk.loop import on_loop

BASE = "http://tenant.test"
JOE = BasicAuth("t1/joe", "pw")
MODE = "x-cumulocity-processing-mode"


def connected(tenant: Tenant, **options: Any) -> CumulocityRestClient:
    """Connect to a scripted tenant."""
    return CumulocityRestClient(BASE, "t1", JOE, transport=async_door(tenant), **options)


@on_loop
async def test_answers_are_documents() -> None:
    """Each function decodes its answer."""
    tenant = Tenant(*[Answer(200, b'{"id": "7"}')] * 4)

    async with connected(tenant) as client:
        answers = [
            await client.get("/a"),
            await client.post("/a", json={"n": 1}),
            await client.put("/a", json={"n": 2}),
            await client.request("PATCH", "/a", json={"n": 3}),
        ]

    assert answers == [{"id": "7"}] * 4
    assert [(seen.method, seen.body) for seen in tenant.seen] == [
        ("GET", b""),
        ("POST", b'{"n":1}'),
        ("PUT", b'{"n":2}'),
        ("PATCH", b'{"n":3}'),
    ]


@on_loop
async def test_empty_answer_is_an_empty_document() -> None:
    """Where the platform answers without a body, the result is `{}`."""
    async with connected(Tenant(Answer(204), Answer(201))) as client:
        assert await client.delete("/a") == {}
        assert await client.post("/a", json={"n": 1}, accept="") == {}


@on_loop
async def test_no_accept_is_no_header() -> None:
    """`accept=None` and an empty one omit the header; without the parameter it is there."""
    tenant = Tenant(*[Answer()] * 4)

    async with connected(tenant) as client:
        await client.post("/a", json={}, accept=None)
        await client.put("/a", json={}, accept=None)
        await client.get("/a", accept="")
        await client.get("/a")

    assert [seen.headers.get("accept") for seen in tenant.seen] == [None, None, None, "application/json"]


@on_loop
async def test_delete_takes_parameters_by_position() -> None:
    """The query of a deletion is the second parameter."""
    tenant = Tenant(Answer(204))

    async with connected(tenant) as client:
        await client.delete("/a", {"cascade": True})

    assert tenant.seen[0].query == "cascade=true"


@on_loop
async def test_nothing_to_create_is_an_empty_document() -> None:
    """POST and PUT without a document send `{}`, other content as it is."""
    tenant = Tenant(*[Answer(200)] * 3)

    async with connected(tenant) as client:
        await client.post("/a")
        await client.put("/a", json=[])
        await client.put("/a", content="text", content_type="text/plain")

    assert [(seen.body, seen.headers["content-type"]) for seen in tenant.seen] == [
        (b"{}", "application/json"),
        (b"[]", "application/json"),
        (b"text", "text/plain"),
    ]


@on_loop
async def test_error_has_the_class_of_its_status() -> None:
    """What the platform refuses is raised."""
    async with connected(Tenant(Answer(404, b'{"message": "gone"}'))) as client:
        with pytest.raises(NotFoundError, match="404 gone"):
            await client.get("/a")


@on_loop
async def test_client_tells_who_it_is() -> None:
    """The bare user name, the tenant, the address and the standing options are attributes."""
    client = connected(Tenant(), application_key="key", processing_mode="TRANSIENT")

    assert (client.username, client.tenant_id, client.base_url) == ("joe", "t1", BASE)
    assert (client.application_key, client.processing_mode) == ("key", "TRANSIENT")
    assert repr(client) == "<CumulocityRestClient for t1 at http://tenant.test>"


@on_loop
async def test_credentials_may_be_exchanged() -> None:
    """New credentials are used from the next request on, also those of another library with the same methods."""

    class Foreign:
        def build_auth_header(self) -> str:
            return "Bearer foreign"

        def get_tenant_id(self) -> str:
            return "t9"

        def get_username(self) -> str:
            return "ann"

    tenant = Tenant(*[Answer()] * 3)
    async with connected(tenant) as client:
        await client.get("/a")
        client.auth = BearerAuth("new")
        await client.get("/a")
        client.auth = Foreign()  # type: ignore[assignment]
        await client.get("/a")

    sent = [seen.headers["authorization"] for seen in tenant.seen]
    assert sent == [JOE.build_auth_header(), "Bearer new", "Bearer foreign"]
    assert (client.username, client.auth.get_tenant_id()) == ("ann", "t9")


@on_loop
async def test_headers_and_mode_may_be_given_for_one_request() -> None:
    """`headers=` and `processing_mode=` hold for one request and win over those of the client."""
    tenant = Tenant(*[Answer()] * 3)

    async with connected(tenant, processing_mode="TRANSIENT", headers={"X-Mine": "1"}) as client:
        await client.post("/a", processing_mode="quiescent", headers={"X-Mine": "2"})
        await client.post("/a", processing_mode="")
        await client.post("/a")

    modes = [(seen.headers.get(MODE), seen.headers["x-mine"]) for seen in tenant.seen]
    assert modes == [("QUIESCENT", "2"), (None, "1"), ("TRANSIENT", "1")]


@on_loop
async def test_mode_may_be_given_for_a_block() -> None:
    """Within the block every request has the mode; behind it the client is as before."""
    tenant = Tenant(*[Answer()] * 4)

    async with connected(tenant) as client:
        with client.processing("QUIESCENT") as same:
            await same.post("/a")
            with client.processing("TRANSIENT"):
                await client.put("/a")
            await client.get("/a")
        await client.post("/a")

    assert [seen.headers.get(MODE) for seen in tenant.seen] == ["QUIESCENT", "TRANSIENT", "QUIESCENT", None]


@on_loop
@pytest.mark.parametrize("mode", ["QUIET", "", "persistent "])
async def test_unknown_mode_is_refused_before_anything_is_sent(mode: str) -> None:
    """A mode that the platform does not know is a `ValueError` that lists those it knows."""
    client = connected(Tenant())

    with (
        pytest.raises(ValueError, match="the platform knows PERSISTENT, TRANSIENT, QUIESCENT, CEP"),
        client.processing(mode),
    ):
        pytest.fail("there is no such mode")


@on_loop
async def test_mode_ends_with_its_block_when_something_is_raised() -> None:
    """An exception comes out of the block and does not leave the mode behind."""
    tenant = Tenant(Answer())

    async with connected(tenant) as client:
        with pytest.raises(ZeroDivisionError), client.processing("QUIESCENT"):
            raise ZeroDivisionError
        await client.post("/a")

    assert MODE not in tenant.seen[0].headers


@on_loop
async def test_unknown_modes_of_clients_and_requests_are_refused() -> None:
    """So is one of a whole client or of a single request."""
    with pytest.raises(ValueError, match="there is no processing mode 'QUIET'"):
        connected(Tenant(), processing_mode="QUIET")
    with pytest.raises(ValueError, match="there is no processing mode 'QUIET'"):
        await connected(Tenant()).get("/a", processing_mode="QUIET")


@on_loop
async def test_settings_are_keywords() -> None:
    """Time limit and patience are keywords that win over settings given as a whole."""
    settings = Settings(timeout=9, retry=RetryPolicy(attempts=7))
    client = CumulocityRestClient(BASE, "t1", JOE, settings=settings, timeout=2)

    assert client.transport.settings == Settings(
        timeout=2, retry=settings.retry, verify=settings.verify, limits=settings.limits
    )


@on_loop
async def test_unknown_keyword_is_refused() -> None:
    """A misspelt keyword is a `TypeError`."""
    with pytest.raises(TypeError, match="timout"):
        CumulocityRestClient(BASE, "t1", JOE, timout=2)  # type: ignore[call-arg]


@on_loop
async def test_given_client_is_used_and_left_open() -> None:
    """A ready httpx client serves the requests and is the caller's to close; settings beside it are refused."""
    tenant = Tenant(Answer(), Answer())

    async with httpx.AsyncClient(transport=async_door(tenant)) as given:
        async with CumulocityRestClient(BASE, "t1", JOE, client=given) as client:
            await client.get("/a")
        await given.get(f"{BASE}/b")
        with pytest.raises(TypeError, match="timeout: no effect beside client="):
            CumulocityRestClient(BASE, "t1", JOE, client=given, timeout=2)

    assert [seen.path for seen in tenant.seen] == ["/a", "/b"]


@on_loop
async def test_connectors_of_another_library_are_refused() -> None:
    """A `connector_factory` cannot be used, and the error says what to pass in its place."""
    with pytest.raises(TypeError, match=r"connectors of aiohttp.* pass verify=, proxy= or limits="):
        connected(Tenant(), connector_factory=lambda: None)


@on_loop
async def test_client_may_be_closed_twice() -> None:
    """Closing again does no harm; a closed client says so."""
    client = connected(Tenant())

    await client.close()
    await client.close()

    with pytest.raises(RuntimeError, match="is closed; make a new one"):
        await client.get("/a")


@on_loop
async def test_what_is_raised_in_a_block_comes_out() -> None:
    """The client's block swallows nothing."""
    with pytest.raises(ZeroDivisionError):
        async with connected(Tenant()):
            raise ZeroDivisionError
