# Made from tests/sdk/_async/test_files.py by sdk/scripts/unasync.py; change that.
"""Files over the low-level client, in both directions."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from c8y_client import BasicAuth, FileDownload, NotFoundError
from c8y_client.sync.rest import CumulocityRestClient
from tests.sdk.doors import Answer, Tenant, door, listening

HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"


def connected(tenant: Tenant, **options: Any) -> CumulocityRestClient:
    """Connect to a scripted tenant."""
    return CumulocityRestClient("http://tenant.test", "t1", BasicAuth("joe", "pw"), transport=door(tenant), **options)


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_file_at_a_path_is_uploaded_as_a_form(tmp_path: Path) -> None:
    """Name and media type follow from the path; fields that are no text are JSON."""
    file = tmp_path / "values.csv"
    file.write_bytes(b"1;2")
    tenant = Tenant(Answer(201, b'{"id": "7"}'))

    with connected(tenant) as client:
        stored = client.post_file("/inventory/binaries", file, form_data={"object": {"name": "v"}, "note": "n"})

    body = tenant.seen[0].body
    assert stored == {"id": "7"}
    assert b'name="file"; filename="values.csv"\r\nContent-Type: text/csv\r\n\r\n1;2\r\n' in body
    assert b'name="object"\r\n\r\n{"name":"v"}\r\n' in body
    assert b'name="note"\r\n\r\nn\r\n' in body
    assert tenant.seen[0].headers["content-length"] == str(len(body))


@pytest.mark.parametrize("multipart", [True, False])
def test_file_is_replaced_raw_or_as_a_form(tmp_path: Path, multipart: bool) -> None:
    """PUT sends the file as the body, or as a form when asked."""
    file = tmp_path / "a.png"
    file.write_bytes(b"PNG")
    tenant = Tenant(Answer(200))

    with connected(tenant) as client:
        client.put_file("/inventory/binaries/7", str(file), multipart=multipart)

    [seen] = tenant.seen
    assert (seen.body == b"PNG") is not multipart
    assert seen.headers["content-type"].partition(";")[0] == ("multipart/form-data" if multipart else "image/png")
    assert b"image/png" in seen.body or not multipart


def test_open_file_is_sent_from_its_position_and_stays_open(tmp_path: Path) -> None:
    """The caller's file is the caller's to close; its own name is taken."""
    path = tmp_path / "notes.txt"
    path.write_bytes(b"skip|rest")
    tenant = Tenant(Answer(201), Answer(200))

    with path.open("rb") as file:
        with connected(tenant) as client:
            file.seek(5)
            client.post_file("/a", file)
            file.seek(5)
            client.put_file("/a", file)
        assert not file.closed

    assert b'filename="notes.txt"\r\nContent-Type: text/plain\r\n\r\nrest\r\n' in tenant.seen[0].body
    assert tenant.seen[1].body == b"rest"


def test_bytes_are_uploaded_under_a_given_name() -> None:
    """Content in memory needs no file; the name decides about the media type unless that is given too."""
    tenant = Tenant(Answer(201), Answer(201))

    with connected(tenant) as client:
        client.post_file("/a", b"{}", filename="a.json")
        client.post_file("/a", io.BytesIO(b"{}"), filename="a.json", content_type="text/x-mine")

    assert b'filename="a.json"\r\nContent-Type: application/json\r\n' in tenant.seen[0].body
    assert b'filename="a.json"\r\nContent-Type: text/x-mine\r\n' in tenant.seen[1].body


def test_missing_file_is_noticed_before_any_request(tmp_path: Path) -> None:
    """A path without a file is a `FileNotFoundError`, and nothing is sent."""
    tenant = Tenant()

    with connected(tenant) as client:
        with pytest.raises(FileNotFoundError):
            client.post_file("/a", tmp_path / "none.txt")
        with pytest.raises(FileNotFoundError):
            client.put_file("/a", str(tmp_path / "none.txt"))

    assert tenant.seen == []


def test_file_in_text_mode_is_refused(tmp_path: Path) -> None:
    """Text has no bytes to send; the error says how to open the file."""
    path = tmp_path / "a.txt"
    path.write_text("a", encoding="utf-8")

    with path.open(encoding="utf-8") as file:
        with connected(Tenant()) as client:
            with pytest.raises(TypeError, match="open it with mode 'rb'"):
                client.post_file("/a", file)  # type: ignore[arg-type]


def test_uploads_fail_as_everything_else_does() -> None:
    """File functions raise the same errors as the others, whichever success codes they know."""
    with connected(Tenant(Answer(404, b'{"message": "gone"}'), Answer(202), Answer(204))) as client:
        with pytest.raises(NotFoundError, match="404 gone"):
            client.put_file("/a", b"x")
        assert client.put_file("/a", b"x") == {}
        assert client.post_file("/a", b"x") == {}


def test_download_is_bytes_with_a_name() -> None:
    """The content is `bytes` and knows what the server says about it; any media type is accepted."""
    headers = {"content-disposition": 'attachment; filename="a b.txt"', "content-type": "text/plain"}
    tenant = Tenant(Answer(200, b"data", headers))

    with connected(tenant) as client:
        file = client.get_file("/inventory/binaries/7", params={"a": 1})

    assert file == b"data"
    assert isinstance(file, FileDownload)
    assert (file.filename, file.content_type) == ("a b.txt", "text/plain")
    assert (tenant.seen[0].query, tenant.seen[0].headers["accept"]) == ("a=1", "*/*")


def test_download_may_be_read_in_pieces() -> None:
    """The block hands out the body, with the name that the server gives it."""
    tenant = Tenant(Answer(200, b"abcde", {"content-disposition": "attachment; filename=a.bin"}))

    with connected(tenant) as client, client.stream_file("/a") as content:
        pieces = [piece for piece in content.iter_chunked(2)]

    assert (pieces, content.filename) == ([b"ab", b"cd", b"e"], "a.bin")


def test_download_goes_to_a_path_or_into_a_folder(tmp_path: Path) -> None:
    """A path is taken as it is, replacing what is there; a folder gets the file under the server's name."""
    evil = {"content-disposition": 'attachment; filename="../../evil.txt"'}
    tenant = Tenant(Answer(200, b"one"), Answer(200, b"two"), Answer(200, b"three", evil))

    with connected(tenant) as client:
        client.download_to("/a", tmp_path / "a.txt")
        client.download_to("/a", str(tmp_path / "a.txt"))
        named = client.download_to("/a", tmp_path)

    assert named == tmp_path / "evil.txt"
    assert contents(tmp_path) == {"a.txt": b"two", "evil.txt": b"three"}


def test_nameless_download_needs_a_path(tmp_path: Path) -> None:
    """A folder is not enough when the server names no file."""
    with connected(Tenant(Answer(200, b"one"))) as client:
        with pytest.raises(ValueError, match="is a folder and the server names no file"):
            client.download_to("/a", tmp_path)


def test_download_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    """Half a file has neither its name nor a place on disk; what was there before is still there."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")

    with listening(HALF) as line:
        with CumulocityRestClient(line.url, "t1", BasicAuth("joe", "pw")) as client:
            with pytest.raises(ConnectionError):
                client.download_to("/a", path)

    assert contents(tmp_path) == {"a.txt": b"before"}
