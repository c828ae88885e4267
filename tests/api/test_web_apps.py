"""What browsers get at `/` and below `/apps`."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Protocol
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockc8y.api.asgi import build_app
from mockc8y.api.local_apps import Folder, LocalApp
from mockc8y.api.settings import Settings
from mockc8y.api.stepping import step
from mockc8y.domain import application_binaries, application_changes, application_versions, applications, subscriptions
from mockc8y.domain.applications import Application
from mockc8y.domain.callers import PLATFORM
from mockc8y.domain.files import File
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from tests.api.forms import part, send
from tests.door import Door, Response

INDEX = "<title>Pumps</title>"


class Get(Protocol):
    """Asks as a browser does that is not signed in."""

    def __call__(  # noqa: D102 - said above
        self, path: str, host: str = "localhost:8080", method: str = "GET", if_none_match: str | None = None
    ) -> Response: ...


@pytest.fixture
def local_apps() -> dict[str, LocalApp]:
    """The applications on disk; a test adds to them before it asks."""
    return {}


@pytest.fixture
def get(platform: Platform, local_apps: dict[str, LocalApp]) -> Get:
    """Send requests without credentials."""
    door = Door(build_app(platform, Settings(local_apps=MappingProxyType(local_apps))))

    def asked(
        path: str, host: str = "localhost:8080", method: str = "GET", if_none_match: str | None = None
    ) -> Response:
        known = {} if if_none_match is None else {"if-none-match": if_none_match}
        return door.send(method, path, {"host": host, **known}, b"")

    return asked


def archive(**files: str) -> File:
    """Pack files, with an `index.html` unless another is given."""
    content = BytesIO()
    with ZipFile(content, "w") as packed:
        for name, text in {"index.html": INDEX, **files}.items():
            packed.writestr(name, text)
    return File(content.getvalue())


def described(name: str, kind: str = "HOSTED") -> dict[str, str]:
    """Describe an application as clients do."""
    return {"name": name, "key": f"{name}-key", "contextPath": name, "type": kind}


def deploy(platform: Platform, tenant: Tenant, name: str, **files: str) -> Application:
    """Make an application, upload its files and activate them."""
    made = application_changes.create(platform, tenant, described(name))
    uploaded, binary = application_binaries.upload(platform, made, archive(**files))
    return application_changes.activate(platform, uploaded, binary.id, PLATFORM)


def on_disk(folder: Path, **files: str) -> LocalApp:
    """Write the files of an application into a folder."""
    for name, text in {"index.html": INDEX, **files}.items():
        (folder / name).write_text(text)
    return LocalApp("pumps", {}, Folder(folder))


def test_start_without_any_application_tells_where_to_go(get: Get) -> None:
    """A fresh tenant shows a page with the addresses that there are."""
    answer = get("/")

    assert answer.status == 200
    for address in ("/apps/public/login/", "/_mock/coverage", "mockc8y serve --app"):
        assert address in answer.body.decode()


def test_start_leads_to_the_deployed_application(get: Get, platform: Platform, tenant: Tenant) -> None:
    """With one application there is one place to go, by an address without a host, with the query kept."""
    deploy(platform, tenant, "pumps")

    answer = get("/?lang=de")

    assert answer.status == 302
    assert answer.headers["location"] == "/apps/pumps/?lang=de"


def test_start_prefers_the_cockpit(get: Get, platform: Platform, tenant: Tenant) -> None:
    """Among several applications it is the platform's own first one."""
    deploy(platform, tenant, "pumps")
    deploy(platform, tenant, "cockpit")

    assert get("/").headers["location"] == "/apps/cockpit/"


def test_option_names_the_application_to_start_with(get: Get, platform: Platform, tenant: Tenant) -> None:
    """A tenant chooses its default application."""
    deploy(platform, tenant, "cockpit")
    deploy(platform, tenant, "pumps")
    tenant.options.put(("application", "default.application"), "pumps")

    assert get("/").headers["location"] == "/apps/pumps/"


def test_application_on_disk_is_what_to_start_with(
    get: Get, platform: Platform, tenant: Tenant, local_apps: dict[str, LocalApp], tmp_path: Path
) -> None:
    """Whoever serves a build from disk wants to see it."""
    deploy(platform, tenant, "cockpit")
    local_apps["pumps"] = on_disk(tmp_path)

    assert get("/").headers["location"] == "/apps/pumps/"


def test_icon_of_the_site_is_a_picture(get: Get) -> None:
    """Browsers ask for it on their own."""
    assert get("/favicon.ico").headers["content-type"] == "image/svg+xml"


def test_address_without_slash_leads_to_the_one_with_it(get: Get, platform: Platform, tenant: Tenant) -> None:
    """Relative addresses in the page need the slash."""
    deploy(platform, tenant, "pumps")

    answer = get("/apps/pumps?showTenant")

    assert answer.status == 302
    assert answer.headers["location"] == "/apps/pumps/?showTenant"


@pytest.mark.parametrize("path", ["/apps/pumps/", "/apps/pumps/index.html", "/apps/public/pumps/"])
def test_index_is_served_without_login(get: Get, platform: Platform, tenant: Tenant, path: str) -> None:
    """The page comes before anybody has signed in."""
    deploy(platform, tenant, "pumps")

    answer = get(path)

    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.body.decode() == INDEX


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("main.js", "text/javascript; charset=utf-8"),
        ("chunk.mjs", "text/javascript; charset=utf-8"),
        ("styles.css", "text/css; charset=utf-8"),
        ("de.json", "application/json"),
        ("main.js.map", "application/json"),
        ("logo.svg", "image/svg+xml"),
        ("logo.PNG", "image/png"),
        ("photo.webp", "image/webp"),
        ("icons.woff", "font/woff"),
        ("icons.woff2", "font/woff2"),
        ("icons.ttf", "font/ttf"),
        ("engine.wasm", "application/wasm"),
        ("unknown.xyz", "application/octet-stream"),
        ("LICENSE", "application/octet-stream"),
    ],
)
def test_file_has_the_media_type_of_its_name(
    get: Get, platform: Platform, tenant: Tenant, name: str, media_type: str
) -> None:
    """Browsers refuse scripts and styles of another type."""
    deploy(platform, tenant, "pumps", **{name: "content"})

    assert get(f"/apps/pumps/{name}").headers["content-type"] == media_type


@pytest.mark.parametrize(
    "path", ["none.js", "assets/", "assets", "index.html/", "cumulocity.json?nocache=1", "some/route", "assets//a.svg"]
)
def test_missing_file_is_not_found(get: Get, platform: Platform, tenant: Tenant, path: str) -> None:
    """No page stands in for a file that is not there: routes of applications are behind the #."""
    deploy(platform, tenant, "pumps", **{"assets/a.svg": "<svg/>"})

    assert get(f"/apps/pumps/{path}").status == 404


@pytest.mark.parametrize(
    "path", ["/apps", "/apps/", "/apps/none", "/apps/none/", "/apps/public", "/apps/public/", "/apps//", "/apps/@1/"]
)
def test_address_of_no_application_is_not_found(get: Get, path: str) -> None:
    """An address below `/apps` that names no application there is 404."""
    assert get(path).status == 404


def test_name_with_other_characters_is_found(get: Get, platform: Platform, tenant: Tenant) -> None:
    """Blanks and letters of other alphabets come encoded."""
    deploy(platform, tenant, "pumps", **{"assets/größe 1+2@x.svg": "<svg/>"})

    assert get("/apps/pumps/assets/gr%C3%B6%C3%9Fe%201+2@x.svg").status == 200


def test_browser_asks_each_time_whether_a_file_is_new(get: Get, platform: Platform, tenant: Tenant) -> None:
    """A file that the browser has costs no body, and is sent again once it is another one."""
    deploy(platform, tenant, "pumps", **{"main.js": "1"})
    first = get("/apps/pumps/main.js")
    mark = first.headers["etag"]

    assert first.headers["cache-control"] == "no-cache"
    for known in (mark, f"W/{mark}", f'"other", {mark}', "*"):
        again = get("/apps/pumps/main.js", if_none_match=known)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", mark)
        assert "content-length" not in again.headers
    assert get("/apps/pumps/main.js", if_none_match='"other"').status == 200


def test_changed_file_has_another_mark(get: Get, local_apps: dict[str, LocalApp], tmp_path: Path) -> None:
    """The next build of a file is sent though the browser knows the one before."""
    local_apps["pumps"] = on_disk(tmp_path, **{"main.js": "1"})
    mark = get("/apps/pumps/main.js").headers["etag"]
    (tmp_path / "main.js").write_text("2")

    assert get("/apps/pumps/main.js", if_none_match=mark).body == b"2"


def test_head_tells_the_length_without_the_file(get: Get, platform: Platform, tenant: Tenant) -> None:
    """HEAD answers what GET would, less the body."""
    deploy(platform, tenant, "pumps")

    answer = get("/apps/pumps/", method="HEAD")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-length"] == str(len(INDEX))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_files_are_only_read(get: Get, method: str) -> None:
    """Other methods are refused, and told which there are."""
    answer = get("/apps/public/login/", method=method)

    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"


def test_version_and_tag_name_another_binary(get: Get, platform: Platform, tenant: Tenant) -> None:
    """A package is served by version and by tag; without either it is the active one."""
    made = application_changes.create(platform, tenant, described("plugin"))
    for version, tags in (("1.0.0", ["stable"]), ("1.1.0", ["latest", "next"])):
        known = applications.find(platform, tenant, str(made.id))
        document = {"version": version, "tags": tags}
        application_versions.create(platform, known, document, archive(**{"remoteEntry.js": version}))

    found = {
        name: get(f"/apps/plugin@{name}/remoteEntry.js?nocache=1").body.decode()
        for name in ("1.0.0", "stable", "1.1.0", "latest", "next")
    }

    assert found == {"1.0.0": "1.0.0", "stable": "1.0.0", "1.1.0": "1.1.0", "latest": "1.1.0", "next": "1.1.0"}
    assert get("/apps/plugin@2.0.0/remoteEntry.js").status == 404
    assert get("/apps/plugin@1.0.0").headers["location"] == "/apps/plugin@1.0.0/"


def test_application_on_disk_stands_in_for_every_version(
    get: Get, platform: Platform, tenant: Tenant, local_apps: dict[str, LocalApp], tmp_path: Path
) -> None:
    """A plugin in development replaces the deployed one, whichever version the shell asks for."""
    deploy(platform, tenant, "pumps", **{"remoteEntry.js": "deployed"})
    local_apps["pumps"] = on_disk(tmp_path, **{"remoteEntry.js": "local"})

    for name in ("pumps", "pumps@1.0.0", "pumps@latest"):
        assert get(f"/apps/{name}/remoteEntry.js").body == b"local"


def test_archive_that_is_not_active_is_not_served(get: Get, platform: Platform, tenant: Tenant) -> None:
    """Uploading alone changes nothing for users."""
    made = application_changes.create(platform, tenant, described("pumps"))
    application_binaries.upload(platform, made, archive())

    assert get("/apps/pumps/").status == 404


def test_archive_of_a_microservice_is_not_served(get: Get, platform: Platform, tenant: Tenant) -> None:
    """What is in it is for the platform only: its settings, its image."""
    made = application_changes.create(platform, tenant, described("feeder", "MICROSERVICE"))
    manifest = '{"apiVersion": "1", "roles": [], "requiredRoles": []}'
    content = archive(**{"cumulocity.json": manifest, "image.tar": "secret"})
    application_binaries.deploy(platform, made, content, PLATFORM)

    for path in ("cumulocity.json", "image.tar", ""):
        assert get(f"/apps/feeder/{path}").status == 404


def test_host_chooses_the_tenant(get: Get, platform: Platform, tenant: Tenant) -> None:
    """Without a login the host says whose application is meant; one that names no tenant means the first."""
    other = platform.add_tenant("t900")
    deploy(platform, tenant, "pumps", **{"of.txt": "first"})
    deploy(platform, other, "pumps", **{"of.txt": "other"})

    assert get("/apps/pumps/of.txt", host="t900.localhost:8080").body == b"other"
    assert get("/apps/pumps/of.txt", host="t07007007.localhost").body == b"first"
    assert get("/apps/pumps/of.txt", host="127.0.0.1:8080").body == b"first"


def test_subscribed_application_of_another_tenant_is_served(get: Get, platform: Platform, tenant: Tenant) -> None:
    """An application of the management tenant is there for those that are subscribed, and only for them."""
    application = deploy(platform, platform.tenants[0], "shared")

    assert get("/apps/shared/").status == 404

    subscriptions.subscribe(tenant, application, PLATFORM)

    assert get("/apps/shared/").status == 200


SMUGGLED = (
    "../secret",
    "%2e%2e/secret",
    "%2E%2E%2Fsecret",
    "..%2fsecret",
    "..%5csecret",
    "..\\secret",
    "%252e%252e/secret",
    "%252e%252e%252fsecret",
    "assets/../../secret",
    "assets/..;/../secret",
    "....//secret",
    "%c0%ae%c0%ae/secret",
    "/etc/passwd",
    "//etc/passwd",
    "%2fetc%2fpasswd",
    "index.html%00.js",
    "%00",
    ".",
    ".env",
    "link",
)


@pytest.mark.parametrize("path", SMUGGLED)
def test_nothing_outside_of_the_application_is_served(
    get: Get, local_apps: dict[str, LocalApp], tmp_path: Path, path: str
) -> None:
    """No spelling of a path leads out of the folder, or to what is hidden in it."""
    root = tmp_path / "root"
    (root / "assets").mkdir(parents=True)
    (tmp_path / "secret").write_text("private")
    (root / "link").symlink_to(tmp_path / "secret")
    local_apps["pumps"] = on_disk(root, **{".env": "private"})

    answer = get(f"/apps/pumps/{path}")

    assert answer.status == 404
    assert b"private" not in answer.body


@pytest.mark.parametrize(
    "name", ["%2f%2fevil.test", "%0d%0aset-cookie:x=y", "..", "%2e%2e", "evil.test%2f..", "public"]
)
def test_no_address_redirects_elsewhere(get: Get, local_apps: dict[str, LocalApp], tmp_path: Path, name: str) -> None:
    """Only known applications get their slash."""
    local_apps["pumps"] = on_disk(tmp_path)

    answer = get(f"/apps/{name}")

    assert answer.status == 404
    assert "location" not in answer.headers


@pytest.mark.parametrize("name", ["public-options", "public-options@app-cockpit", "public-options@app-none"])
def test_public_options_are_empty_unless_deployed(get: Get, name: str) -> None:
    """Applications read their branding first of all; a tenant without any has none."""
    answer = get(f"/apps/public/{name}/options.json?nocache=1")

    assert (answer.status, answer.body) == (200, b"{}")
    assert answer.headers["content-type"] == "application/json"


def test_deployed_public_options_are_served(get: Get, platform: Platform, tenant: Tenant) -> None:
    """Branding that was deployed counts, for applications that have a tag of their own too."""
    made = application_changes.create(platform, tenant, described("public-options"))
    for version, tags in (("1", ["app-cockpit"]), ("2", ["latest"])):
        known = applications.find(platform, tenant, str(made.id))
        document = {"version": version, "tags": tags}
        application_versions.create(platform, known, document, archive(**{"options.json": f'{{"v":{version}}}'}))
    known = applications.find(platform, tenant, str(made.id))
    application_changes.activate(platform, known, known.versions[1].binary, PLATFORM)

    assert get("/apps/public/public-options/options.json").body == b'{"v":2}'
    assert get("/apps/public/public-options@app-cockpit/options.json").body == b'{"v":1}'
    assert get("/apps/public/public-options@app-other/options.json").body == b"{}"


def test_translations_of_users_are_missing_unless_deployed(get: Get) -> None:
    """The web applications expect 404 here."""
    assert get("/apps/public/user-defined-translations/en.json").status == 404


def test_own_pages_are_public_ones_only(get: Get) -> None:
    """Below `/apps` itself there is what was deployed, and nothing else."""
    assert get("/apps/login/").status == 404
    assert get("/apps/public-options/options.json").status == 404


def test_doubled_slashes_still_lead_to_the_api(get: Get) -> None:
    """Only `/` itself is the start; the API passes over empty names."""
    assert get("//tenant/loginOptions").status == 200


def test_deployment_by_the_official_tools_is_served_at_once(platform: Platform) -> None:
    """The requests of a deployment in their order; the last one, with all that was read before, activates the files."""
    call = Door(build_app(platform))
    made = call("POST", "/application/applications", json={**described("pumps"), "icon": {"name": "drop"}}).json()
    path = f"/application/applications/{made['id']}"
    content = part("file", archive().content, file_name="pumps.zip", media_type="application/zip")
    uploaded = send(call, f"{path}/binaries", [content, part("fileName", b"pumps.zip")]).json()
    known = {name: value for name, value in made.items() if name != "type"}
    assert call("PUT", path, json={**known, "activeVersionId": uploaded["id"]}).status == 200

    answer = call("GET", "/apps/pumps/", login=None)

    assert (answer.status, answer.body.decode()) == (200, INDEX)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(below=st.binary(max_size=60) | st.text("./\\%0125ceEfF@", max_size=30).map(str.encode))
def test_any_address_is_answered_and_stays_inside(tmp_path: Path, platform: Platform, below: bytes) -> None:
    """Whatever is asked for, the answer is a file of the application, a redirect within it, or 404."""
    (tmp_path / "secret").write_text("private")
    root = tmp_path / "root"
    root.mkdir(exist_ok=True)
    app = build_app(platform, Settings(local_apps={"pumps": on_disk(root)}))
    raw_path = b"/apps/pumps" + below
    scope = {"type": "http", "method": "GET", "path": unquote(raw_path.decode("latin-1")), "query_string": b""}

    answer = step(app, {**scope, "raw_path": raw_path, "headers": [(b"host", b"localhost")]}, b"")

    assert answer.status in {200, 302, 404}
    assert answer.status != 200 or answer.body.decode() == INDEX
    assert answer.status != 302 or dict(answer.headers)[b"location"].startswith(b"/apps/pumps")
