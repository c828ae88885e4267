"""`mockc8y serve` with web applications and microservices that are being developed."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest

from mockc8y.api.local_apps import LocalApp
from mockc8y.api.services import ServiceAddressBroken
from mockc8y.cli.extensions import Extensions, extensions
from tests.cli.test_serve import Served, refusal

ADMIN = ("t07007007/admin", "admin")


class Feeder(BaseHTTPRequestHandler):
    """A microservice that tells who calls it."""

    def do_GET(self) -> None:
        """Answer with the path and the credentials."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{self.path} {self.headers['authorization']}".encode())

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def built(folder: Path, **manifest: str) -> Path:
    """Write a built web application."""
    folder.mkdir()
    (folder / "index.html").write_text("<title>Pumps</title>")
    (folder / "cumulocity.json").write_text(json.dumps(manifest))
    return folder


def test_web_application_is_served_from_disk(tmp_path: Path) -> None:
    """The banner says where; the tenant knows it as an application of its own; a changed file is there at once."""
    folder = built(tmp_path / "dist", name="Pumps", contextPath="pumps", key="pumps-key")
    server = Served("--seed", "empty", "--app", str(folder))
    try:
        with httpx.Client(base_url=server.base_url, trust_env=False) as client:
            start = client.get("/")
            before = client.get("/apps/pumps/")
            (folder / "index.html").write_text("<title>Rebuilt</title>")
            after = client.get("/apps/pumps/", headers={"If-None-Match": before.headers["etag"]})
            manifest = client.get("/application/applications/pumps/manifest", auth=ADMIN)
    finally:
        server.close()

    assert re.search(rf"Application +{server.base_url}/apps/pumps/\n", server.banner)
    assert start.headers["location"] == "/apps/pumps/"
    assert before.text == "<title>Pumps</title>"
    assert (after.status_code, after.text) == (200, "<title>Rebuilt</title>")
    assert manifest.json()["application"]["name"] == "Pumps"


def test_microservice_is_reached_through_the_server() -> None:
    """The banner says where it is found, and requests arrive there."""
    with HTTPServer(("127.0.0.1", 0), Feeder) as feeder:
        threading.Thread(target=feeder.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{feeder.server_port}"
        server = Served("--seed", "empty", "--proxy-service", f"feeder={address}/")
        try:
            answer = httpx.get(f"{server.base_url}/service/feeder/levels?a=1", auth=ADMIN, trust_env=False)
        finally:
            server.close()
            feeder.shutdown()

    assert f"{server.base_url}/service/feeder/ -> {address}\n" in server.banner
    assert answer.text.startswith("/levels?a=1 Basic ")
    assert len(answer.headers.get_list("date")) == 1


def test_page_that_is_no_application_stops_the_server(tmp_path: Path) -> None:
    """A wrong folder is one clear line, before anything is served."""
    result = refusal("--port", "0", "--app", str(tmp_path))

    assert result.returncode == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert f"{tmp_path} has no index.html" in result.stderr


@pytest.mark.parametrize("text", ["feeder", "=http://127.0.0.1:9000", "a/b=http://127.0.0.1:9000", "feeder=9000"])
def test_microservice_without_name_or_address_is_refused(text: str) -> None:
    """Both are needed, and the message shows how."""
    with pytest.raises(ServiceAddressBroken, match=r"such as|as in feeder=http://127\.0\.0\.1:9000"):
        extensions([], [text])


def test_several_of_both_may_be_named(tmp_path: Path) -> None:
    """Each option may be repeated."""
    apps = [str(built(tmp_path / name)) for name in ("cockpit", "pumps")]

    found = extensions(apps, ["a=http://127.0.0.1:1", "b=https://h.test/x=y"])

    assert list(found.apps) == ["cockpit", "pumps"]
    assert found.services == {"a": "http://127.0.0.1:1", "b": "https://h.test/x=y"}


def test_banner_rows_name_all_of_them(tmp_path: Path) -> None:
    """One row for each, with the address to open."""
    apps = extensions([str(built(tmp_path / "pumps"))], []).apps

    assert all(isinstance(app, LocalApp) for app in apps.values())
    assert Extensions(apps, {"a": "http://127.0.0.1:1"}).notes("http://here") == [
        ("Application", "http://here/apps/pumps/"),
        ("Microservice", "http://here/service/a/ -> http://127.0.0.1:1"),
    ]
