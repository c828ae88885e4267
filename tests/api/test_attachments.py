"""Files of events over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.api.settings import Settings
from tests.api.conftest import Call
from tests.api.forms import part, send

TEXT = {"content-type": "text/plain"}


@pytest.fixture
def event(call: Call) -> str:
    """The path of an event."""
    pump = call("POST", "/inventory/managedObjects", json={"name": "Pump"}).json()["id"]
    body = {"source": {"id": pump}, "type": "acme_Log", "text": "Log", "time": "2026-01-15T11:00:00Z"}
    made: str = call("POST", "/event/events", json=body).json()["id"]
    return f"/event/events/{made}"


def test_form_is_answered_with_what_is_known_of_the_file(call: Call, event: str) -> None:
    """A POST answers 201 with name, type, the event's id as source, and the address of the file."""
    file = part("file", b"all well", file_name="log.txt", media_type="text/plain")

    response = send(call, f"{event}/binaries", [file])

    address = f"http://mock.test{event}/binaries"
    assert (response.status, response.headers["location"]) == (201, address)
    assert response.headers["content-type"] == "application/json"
    assert response.json() == {
        "self": address,
        "type": "text/plain",
        "source": event.rpartition("/")[2],
        "name": "log.txt",
    }


def test_event_carries_the_fragment(call: Call, event: str) -> None:
    """After the upload the event says that it has a file, and which."""
    send(call, f"{event}/binaries", [part("file", b"all well", file_name="log.txt", media_type="text/plain")])

    assert call("GET", event).json()["c8y_IsBinary"] == {"name": "log.txt", "length": 8, "type": "text/plain"}


def test_description_wins_over_the_file(call: Call, event: str) -> None:
    """What the part `object` says of the file counts before what the file says; it may say it in part."""
    described = part("object", b'{"name":"report.csv","type":7}')

    response = send(
        call, f"{event}/binaries", [part("file", b"a,b", file_name="x.txt", media_type="text/csv"), described]
    )

    assert (response.json()["name"], response.json()["type"]) == ("report.csv", "text/csv")


def test_raw_bytes_are_a_file_too(call: Call, event: str) -> None:
    """A POST of bytes takes their type from the request; without a name the event's id is the name."""
    response = call("POST", f"{event}/binaries", body=b"all well", headers=TEXT)

    assert (response.status, response.json()["type"]) == (201, "text/plain")
    assert response.json()["name"] == event.rpartition("/")[2]


def test_post_without_accept_has_no_body(call: Call, event: str) -> None:
    """Without `Accept` only the status is sent."""
    response = call("POST", f"{event}/binaries", body=b"x", headers=TEXT, accept=None)

    assert (response.status, response.body) == (201, b"")


def test_second_post_is_a_conflict(call: Call, event: str) -> None:
    """An event has one file."""
    call("POST", f"{event}/binaries", body=b"first", headers=TEXT)

    response = call("POST", f"{event}/binaries", body=b"second", headers=TEXT)

    assert (response.status, response.json()["error"]) == (409, "Duplicate")
    assert call("GET", f"{event}/binaries").body == b"first"


def test_download_is_the_file(call: Call, event: str) -> None:
    """A GET answers with the bytes, their type and their name, whatever `Accept` says."""
    file = part("file", b"\x00\x01", file_name="p ü.png", media_type="image/png")
    send(call, f"{event}/binaries", [file])

    response = call("GET", f"{event}/binaries", accept="application/json")

    assert (response.status, response.body, response.headers["content-type"]) == (200, b"\x00\x01", "image/png")
    assert response.headers["content-disposition"] == (
        "attachment; filename=\"p _.png\"; filename*=UTF-8''p%20%C3%BC.png"
    )


def test_stored_type_cannot_add_headers_to_a_download(call: Call, event: str) -> None:
    """A type that is none is not sent as one."""
    described = part("object", b'{"type":"text/html\\r\\nSet-Cookie: x=y"}')
    send(call, f"{event}/binaries", [part("file", b"x"), described])

    headers = call("GET", f"{event}/binaries").headers

    assert (headers["content-type"], "set-cookie" in headers) == ("application/octet-stream", False)


def test_replacement_is_named_by_its_header(call: Call, event: str) -> None:
    """A PUT of raw bytes answers 201; `Content-Disposition` names the file, else it keeps its name."""
    call("POST", f"{event}/binaries", body=b"x", headers=TEXT)
    named = {"content-type": "application/json", "content-disposition": 'attachment; filename="log.json"'}

    first = call("PUT", f"{event}/binaries", body=b"{}", headers=named)
    second = call("PUT", f"{event}/binaries", body=b"all", headers=TEXT)

    assert (first.status, first.json()["name"], first.json()["type"]) == (201, "log.json", "application/json")
    assert (second.status, second.json()["name"], second.json()["type"]) == (201, "log.json", "text/plain")
    assert call("GET", event).json()["c8y_IsBinary"]["length"] == 3


def test_deleted_file_leaves_the_event(call: Call, event: str) -> None:
    """A DELETE answers 204; the event stays and no longer says that it has a file."""
    call("POST", f"{event}/binaries", body=b"x", headers=TEXT)

    response = call("DELETE", f"{event}/binaries")

    assert (response.status, response.body) == (204, b"")
    assert "c8y_IsBinary" not in call("GET", event).json()


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_event_without_a_file_is_answered_with_404(call: Call, event: str, method: str) -> None:
    """A file that is not there cannot be read, replaced or deleted."""
    response = call(method, f"{event}/binaries", body=b"x")

    assert (response.status, response.json()["message"]) == (404, "Attachment not found")


@pytest.mark.parametrize("method", ["POST", "GET", "PUT", "DELETE"])
def test_unknown_event_is_answered_with_404(call: Call, method: str) -> None:
    """Without the event the error is the event's."""
    response = call(method, "/event/events/4711/binaries", body=b"x")

    assert (response.status, response.json()["error"]) == (404, "event/Not Found")


def test_bad_upload_is_refused(call: Call, event: str) -> None:
    """A form without the part `file`, a broken form or description, and nothing at all store nothing."""
    broken = {"content-type": "multipart/form-data; boundary=b"}

    assert send(call, f"{event}/binaries", [part("object", b"{}")]).status == 400
    assert send(call, f"{event}/binaries", [part("file", b"x"), part("object", b"[")]).status == 400
    assert call("POST", f"{event}/binaries", body=b"x", headers=broken).status == 400
    assert call("POST", f"{event}/binaries").status == 422
    assert call("GET", f"{event}/binaries").status == 404


class TestWithASmallLimit:
    """A server that takes files of ten bytes at most."""

    @pytest.fixture
    def app_settings(self) -> Settings:
        """Settings with a small limit."""
        return Settings(file_limit=10)

    def test_larger_file_is_refused(self, call: Call, event: str) -> None:
        """One byte too many is answered with 413, in a form and raw alike."""
        assert call("POST", f"{event}/binaries", body=b"0123456789a", headers=TEXT).status == 413
        assert send(call, f"{event}/binaries", [part("file", b"0123456789a")]).status == 413
        assert call("POST", f"{event}/binaries", body=b"0123456789", headers=TEXT).status == 201
