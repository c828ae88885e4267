"""Files of the inventory over HTTP."""

from __future__ import annotations

import orjson
import pytest

from mockc8y.api.settings import Settings
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call, Response
from tests.api.forms import encoded, part, send

PATH = "/inventory/binaries"
MEDIA = "application/vnd.com.nsn.cumulocity.managedobject+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.managedobjectcollection+json;charset=UTF-8;ver=0.9"


def upload(call: Call, content: bytes = b"hello", media_type: str | None = "text/plain", **described: object) -> str:
    """Store a file and return its id."""
    made: str = post(call, content, media_type, **described).json()["id"]
    return made


def post(call: Call, content: bytes, media_type: str | None, **described: object) -> Response:
    """POST a file with its description."""
    return send(call, PATH, [part("object", orjson.dumps(described)), part("file", content, media_type=media_type)])


def test_upload_answers_with_the_managed_object(call: Call) -> None:
    """A POST answers 201 with what stands for the file; its address is the one among the binaries."""
    response = post(call, b"hello", "text/plain", name="hello.txt", type="acme_File", acme_Page=3)

    made = response.json()
    assert response.status == 201
    assert made["self"] == response.headers["location"] == f"http://mock.test{PATH}/{made['id']}"
    expected = {"name": "hello.txt", "type": "acme_File", "contentType": "text/plain", "length": 5, "acme_Page": 3}
    assert expected.items() <= made.items()
    assert (made["owner"], made["c8y_IsBinary"]) == ("admin", {})


def test_binary_is_a_managed_object(call: Call) -> None:
    """The inventory shows it as well, under the inventory's own address."""
    binary = upload(call, name="hello.txt")

    found = call("GET", f"/inventory/managedObjects/{binary}").json()

    assert found["self"] == f"http://mock.test/inventory/managedObjects/{binary}"
    assert (found["name"], found["contentType"], found["c8y_IsBinary"]) == ("hello.txt", "text/plain", {})


def test_upload_without_accept_has_no_body(call: Call) -> None:
    """Without `Accept` only status and `Location` are sent."""
    body, content_type = encoded([part("file", b"x"), part("object", b"{}")])

    response = call("POST", PATH, body=body, headers={"content-type": content_type}, accept=None)

    assert (response.status, response.body) == (201, b"")
    assert response.headers["location"].startswith(f"http://mock.test{PATH}/")


@pytest.mark.parametrize("order", [("object", "file"), ("file", "object")])
def test_parts_come_in_any_order(call: Call, order: tuple[str, str]) -> None:
    """Clients differ in what they send first, and in whether the file has a name."""
    parts = {"object": part("object", b'{"name":"a"}'), "file": part("file", b"x", file_name="b")}

    made = send(call, PATH, [parts[name] for name in order]).json()

    assert (made["name"], made["contentType"], made["length"]) == ("a", "application/octet-stream", 1)


@pytest.mark.parametrize(
    ("names", "missing"), [(["object"], "file"), (["file"], "object"), ([], "object, file"), (["data"], "object, file")]
)
def test_missing_part_is_a_bad_request(call: Call, names: list[str], missing: str) -> None:
    """The answer says which part is missing, and nothing is stored."""
    response = send(call, PATH, [part(name, b"{}") for name in names])

    assert response.status == 400
    assert f"missing: {missing};" in response.json()["message"]
    assert call("GET", PATH).json()["managedObjects"] == []


@pytest.mark.parametrize(
    ("described", "status"), [(b"{", 400), (b"[]", 400), (b"", 400), (b'{"":1}', 422), (b"\xff", 400)]
)
def test_bad_description_is_refused(call: Call, described: bytes, status: int) -> None:
    """The part `object` is a JSON object; anything else is refused and nothing is stored."""
    assert send(call, PATH, [part("object", described), part("file", b"x")]).status == status
    assert call("GET", PATH).json()["managedObjects"] == []


def test_upload_that_is_no_form_is_refused(call: Call) -> None:
    """A POST of anything but a form is refused with 415, a broken form with 400."""
    assert call("POST", PATH, json={"name": "x"}).status == 415
    assert call("POST", PATH, body=b"x", headers={"content-type": "multipart/form-data; boundary=b"}).status == 400


def test_download_is_the_file(call: Call) -> None:
    """A GET answers with the bytes, the stored media type and the name, whatever `Accept` says."""
    content = bytes(range(256))
    binary = upload(call, content, "image/png", name="logo.png")

    for accept in ("application/json", "image/png", None):
        response = call("GET", f"{PATH}/{binary}", accept=accept)
        assert (response.status, response.body) == (200, content)
        assert response.headers["content-type"] == "image/png"
        assert response.headers["content-disposition"] == 'attachment; filename="logo.png"'
        assert response.headers["accept-ranges"] == "bytes"


def test_name_cannot_add_headers_to_a_download(call: Call) -> None:
    """A name with quotes and line breaks arrives in its encoded form."""
    binary = upload(call, name='a"\r\nSet-Cookie: x=y\r\n\r\nü')

    headers = call("GET", f"{PATH}/{binary}").headers

    assert "set-cookie" not in headers
    assert headers["content-disposition"].endswith("filename*=UTF-8''a%22%0D%0ASet-Cookie%3A%20x%3Dy%0D%0A%0D%0A%C3%BC")


@pytest.mark.parametrize(
    ("wanted", "position", "body"), [("bytes=1-2", "bytes 1-2/5", b"el"), ("bytes=-1", "bytes 4-4/5", b"o")]
)
def test_part_of_a_file_is_downloaded(call: Call, wanted: str, position: str, body: bytes) -> None:
    """A `Range` is answered with 206, the part and where it lies in the file."""
    binary = upload(call)

    response = call("GET", f"{PATH}/{binary}", headers={"range": wanted})

    assert (response.status, response.body) == (206, body)
    assert response.headers["content-range"] == position
    assert response.headers["content-length"] == str(len(body))
    assert response.headers["content-type"] == "text/plain"


def test_interrupted_download_is_resumed(call: Call) -> None:
    """The parts before and after a break are the whole file."""
    binary = upload(call, b"0123456789")

    start = call("GET", f"{PATH}/{binary}", headers={"range": "bytes=0-6"}).body
    rest = call("GET", f"{PATH}/{binary}", headers={"range": f"bytes={len(start)}-"}).body

    assert start + rest == b"0123456789"


def test_range_past_the_end_is_refused(call: Call) -> None:
    """There is nothing to send; the answer tells the length of the file."""
    binary = upload(call)

    response = call("GET", f"{PATH}/{binary}", headers={"range": "bytes=5-"})

    assert response.status == 416
    assert response.headers["content-range"] == "bytes */5"
    assert response.json()["message"] == "The file holds only 5 bytes"


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("GET", {"range": "bytes=0-0,2-3"}),
        ("GET", {"range": "bytes=1-2", "if-range": '"v1"'}),
        ("HEAD", {"range": "bytes=1-2"}),
    ],
)
def test_whole_file_is_sent_where_no_part_is_due(call: Call, method: str, headers: dict[str, str]) -> None:
    """Several ranges, a condition that cannot hold, and a HEAD get the whole file."""
    binary = upload(call)

    response = call(method, f"{PATH}/{binary}", headers=headers)

    assert (response.status, response.headers["content-length"]) == (200, "5")
    assert response.body == (b"hello" if method == "GET" else b"")


def test_replaced_file_keeps_its_id(call: Call) -> None:
    """A PUT of raw bytes answers 201 with the same object, described anew."""
    binary = upload(call, name="hello.txt")

    response = call("PUT", f"{PATH}/{binary}", body=b"<b>", headers={"content-type": "text/html"})

    made = response.json()
    assert (response.status, made["id"], made["name"]) == (201, binary, "hello.txt")
    assert (made["contentType"], made["length"]) == ("text/html", 3)
    assert "location" not in response.headers
    download = call("GET", f"{PATH}/{binary}")
    assert (download.body, download.headers["content-type"]) == (b"<b>", "text/html")


def test_replacement_without_accept_has_no_body(call: Call) -> None:
    """Without `Accept` a PUT answers with the status alone."""
    binary = upload(call)

    response = call("PUT", f"{PATH}/{binary}", body=b"x", headers={"content-type": "text/plain"}, accept=None)

    assert (response.status, response.body) == (201, b"")


def test_replacement_needs_something_to_store(call: Call) -> None:
    """An empty file is a file when it is said what it is; no body and no type is a mistake."""
    binary = upload(call)

    assert call("PUT", f"{PATH}/{binary}").status == 422
    assert call("GET", f"{PATH}/{binary}").body == b"hello"
    assert call("PUT", f"{PATH}/{binary}", headers={"content-type": "text/plain"}).status == 201
    assert call("GET", f"{PATH}/{binary}").body == b""


def test_deleted_binary_is_gone_with_its_object(call: Call) -> None:
    """A DELETE answers 204; file and managed object are both gone."""
    binary = upload(call)

    response = call("DELETE", f"{PATH}/{binary}")

    assert (response.status, response.body) == (204, b"")
    assert call("GET", f"{PATH}/{binary}").status == 404
    assert call("GET", f"/inventory/managedObjects/{binary}").status == 404
    assert call("DELETE", f"{PATH}/{binary}").status == 404


def test_file_goes_with_its_managed_object(call: Call) -> None:
    """Deleting the object through the inventory removes the file."""
    binary = upload(call)

    call("DELETE", f"/inventory/managedObjects/{binary}")

    assert call("GET", f"{PATH}/{binary}").status == 404
    assert call("GET", PATH).json()["managedObjects"] == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("binary", ["4711", "non-existing"])
def test_unknown_binary_is_not_found(call: Call, method: str, binary: str) -> None:
    """An id that names nothing is answered with 404, also when it is no number."""
    response = call(method, f"{PATH}/{binary}", body=b"x" if method == "PUT" else b"")

    assert (response.status, response.json()["error"]) == (404, "inventory/Not Found")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_object_without_a_file_is_no_binary(call: Call, method: str) -> None:
    """The binaries API leaves other managed objects alone."""
    pump = call("POST", "/inventory/managedObjects", json={"name": "Pump"}).json()["id"]

    assert call(method, f"{PATH}/{pump}", body=b"x" if method == "PUT" else b"").status == 404
    assert call("GET", f"/inventory/managedObjects/{pump}").status == 200


def test_binaries_are_listed_with_paging(call: Call) -> None:
    """A list has the form of the inventory's, holds binaries only, and links within the binaries API."""
    ids = [upload(call, name=name) for name in "abc"]
    call("POST", "/inventory/managedObjects", json={"name": "Pump"})

    response = call("GET", f"{PATH}?pageSize=2&withTotalPages=true", accept=None)

    page = response.json()
    assert (response.status, response.headers["content-type"]) == (200, COLLECTION)
    assert [item["id"] for item in page["managedObjects"]] == ids[:2]
    assert page["managedObjects"][0]["self"] == f"http://mock.test{PATH}/{ids[0]}"
    assert page["statistics"] == {"currentPage": 1, "pageSize": 2, "totalPages": 2}
    assert page["next"] == f"http://mock.test{PATH}?withTotalPages=true&pageSize=2&currentPage=2"


def names(call: Call, query: str) -> list[str]:
    """List the names of the binaries that a query finds."""
    return [item["name"] for item in call("GET", f"{PATH}?{query}").json()["managedObjects"]]


def test_binaries_are_filtered(call: Call) -> None:
    """Type and owner narrow a list together; both are compared as they are."""
    upload(call, name="a", type="x", owner="alice")
    upload(call, name="b", type="x", owner="bob")
    upload(call, name="c", type="y", owner="alice")

    assert names(call, "type=x") == ["a", "b"]
    assert names(call, "owner=alice") == ["a", "c"]
    assert names(call, "type=x&owner=alice") == ["a"]
    assert names(call, "type=X") == []


def test_binaries_are_picked_by_id(call: Call) -> None:
    """Ids that name no binary are passed over."""
    first, second = upload(call, name="a"), upload(call, name="b")
    pump = call("POST", "/inventory/managedObjects", json={"name": "Pump"}).json()["id"]

    assert names(call, f"ids={second},4711,{pump},x,{first}") == ["a", "b"]
    assert names(call, "ids=4711") == []


@pytest.mark.parametrize("kind", ["childDevices", "childAssets", "childAdditions"])
def test_binaries_are_found_by_their_child(call: Call, tenant: Tenant, kind: str) -> None:
    """A filter for a child finds the binaries it hangs on by that kind of link."""
    parent, child = upload(call, name="a"), upload(call, name="b")
    upload(call, name="c")
    tenant.relations.link(kind, int(parent), int(child))

    parameter = f"child{kind[len('child') : -1]}Id"
    assert names(call, f"{parameter}={child}") == ["a"]
    assert names(call, f"{parameter}={parent}") == []
    assert names(call, f"{parameter}=none") == []


class TestWithASmallLimit:
    """A server that takes files of ten bytes at most."""

    @pytest.fixture
    def app_settings(self) -> Settings:
        """Settings with a small limit."""
        return Settings(file_limit=10, document_limit=20)

    def test_larger_file_is_refused(self, call: Call) -> None:
        """One byte too many is answered with 413, in a form and raw alike."""
        binary = upload(call, b"0123456789")

        assert post(call, b"0123456789a", None).status == 413
        assert call("PUT", f"{PATH}/{binary}", body=b"0123456789a").status == 413
        assert call("GET", f"{PATH}/{binary}").body == b"0123456789"

    def test_larger_description_is_refused(self, call: Call) -> None:
        """The part `object` has the limit that documents have."""
        assert post(call, b"", None, name="0123456789abc").status == 413
