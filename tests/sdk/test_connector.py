"""The synchronous connector by the signatures of the older SDK."""

from __future__ import annotations

import io
from collections import OrderedDict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from c8y_client.sync import BasicAuth, BearerAuth, CumulocityRestApi, CumulocityRestClient, MissingTfaError
from mockc8y.control.mock_tenant import IN_PROCESS_URL, MockTenant
from tests.sdk.doors import Answer, Tenant, door

BASE = "http://tenant.test"


def connected(tenant: Tenant, **options: Any) -> CumulocityRestApi:
    """Connect to a scripted tenant."""
    return CumulocityRestApi(BASE, "t1", "joe", "pw", transport=door(tenant), **options)


@pytest.fixture
def api(c8y_mock: MockTenant) -> CumulocityRestApi:
    """Connect to the mock as its administrator."""
    return CumulocityRestApi(
        IN_PROCESS_URL, c8y_mock.tenant_id, c8y_mock.username, c8y_mock.password, transport=c8y_mock.transport
    )


@pytest.mark.parametrize("username", ["joe", "t1/joe"])
def test_user_name_is_sent_with_its_tenant(username: str) -> None:
    """Name and password become Basic credentials of the tenant."""
    tenant = Tenant(Answer())

    with CumulocityRestApi(BASE, "t1", username, "pw", transport=door(tenant)) as api:
        api.get("/a")

    assert tenant.seen[0].headers["authorization"] == BasicAuth("t1/joe", "pw").build_auth_header()
    assert (api.username, api.tenant_id, api.is_tls) == ("joe", "t1", False)


def test_other_credentials_are_accepted() -> None:
    """`auth` takes tokens, and name and password as `requests` holds them."""
    by_token = CumulocityRestApi(BASE, "t1", auth=BearerAuth("abc"))
    by_pair = CumulocityRestApi(BASE, "t1", auth=SimpleNamespace(username="t1/ann", password="pw"))  # type: ignore[arg-type]

    assert by_token.auth == BearerAuth("abc")
    assert by_pair.username == "ann"


@pytest.mark.parametrize("given", [{}, {"username": "joe"}, {"password": "pw"}])
def test_missing_credentials_are_explained(given: Any) -> None:
    """Half a pair is none."""
    with pytest.raises(ValueError, match="give username and password, or auth"):
        CumulocityRestApi(BASE, "t1", **given)


def test_documents_by_position(api: CumulocityRestApi) -> None:
    """Resource and document come by position, in the order of the older SDK."""
    created = api.post("/inventory/managedObjects", {"name": "pump"})
    resource = f"/inventory/managedObjects/{created['id']}"

    assert api.put(resource, {"name": "valve"})["name"] == "valve"
    assert api.get(resource, {"withChildren": False})["name"] == "valve"
    assert api.delete(resource) == {}
    with pytest.raises(KeyError, match="404"):
        api.get(resource)


def test_empty_accept_returns_nothing(api: CumulocityRestApi) -> None:
    """Without the header the platform does not return what it created."""
    assert api.post("/inventory/managedObjects", {"name": "pump"}, accept="") == {}


def test_answer_may_be_ordered() -> None:
    """With `ordered` every level of the document is an `OrderedDict`."""
    tenant = Tenant(Answer(200, b'{"b": {"d": 1, "c": 2}, "a": 3}'), Answer(204))

    with connected(tenant) as api:
        document = api.get("/a", ordered=True)
        nothing = api.get("/a", ordered=True)

    assert document == OrderedDict(b=OrderedDict(d=1, c=2), a=3)
    assert isinstance(document["b"], OrderedDict)
    assert nothing == OrderedDict()


def test_deletion_may_have_a_document() -> None:
    """The document is the second parameter, the query the third."""
    tenant = Tenant(Answer(204))

    with connected(tenant) as api:
        api.delete("/a", {"n": 1}, {"force": True})

    assert (tenant.seen[0].body, tenant.seen[0].query) == (b'{"n":1}', "force=true")


def test_server_errors_are_syntax_errors() -> None:
    """Code for the older SDK catches `SyntaxError` for failures of the server and `ValueError` for refusals."""
    with connected(Tenant(Answer(500), Answer(422))) as api:
        with pytest.raises(SyntaxError):
            api.get("/a")
        with pytest.raises(ValueError, match="422"):
            api.get("/a")


def test_files_come_back_as_they_went(api: CumulocityRestApi, tmp_path: Path) -> None:
    """A file goes with its description in the field `object`, is replaced, and is read as `bytes`."""
    path = tmp_path / "values.csv"
    path.write_bytes(b"1;2")

    stored = api.post_file("/inventory/binaries", str(path), {"name": "v.csv", "type": "text/csv"})
    resource = f"/inventory/binaries/{stored['id']}"
    assert api.get_file(resource) == b"1;2"
    api.put_file(resource, io.BytesIO(b"3;4"), content_type="text/csv")

    assert bytes(api.get_file(resource)) == b"3;4"
    assert stored["name"] == "v.csv"


def test_login_gives_both_tokens(c8y_mock: MockTenant) -> None:
    """The result is a pair of texts; the first serves as `BearerAuth`."""
    token, xsrf_token = CumulocityRestApi.authenticate(
        IN_PROCESS_URL, c8y_mock.tenant_id, c8y_mock.username, c8y_mock.password, transport=c8y_mock.transport
    )

    api = CumulocityRestApi(IN_PROCESS_URL, c8y_mock.tenant_id, auth=BearerAuth(token), transport=c8y_mock.transport)
    assert api.get("/user/currentUser")["userName"] == c8y_mock.username
    assert xsrf_token


def test_missing_code_has_its_own_error() -> None:
    """A login that wants a second factor is a `MissingTfaError`."""
    tenant = Tenant(Answer(401, b'{"message": "TFA TOTP code required."}'))

    with pytest.raises(MissingTfaError):
        CumulocityRestApi.authenticate(BASE, "t1", "joe", "pw", transport=door(tenant))


def test_connector_is_a_client(api: CumulocityRestApi) -> None:
    """Whatever takes the synchronous client takes the connector as well."""
    assert isinstance(api, CumulocityRestClient)
