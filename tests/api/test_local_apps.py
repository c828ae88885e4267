"""Web applications on disk: what is served of them, and what is told about those that cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from mockc8y.api.local_apps import Archive, Folder, LocalAppBroken, by_context_path, open_app, register
from mockc8y.domain import applications
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant

Build = Callable[..., Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Write a built application into a folder of some name."""

    def written(name: str = "pumps", **files: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        for file, content in {"index.html": "<title>Pumps</title>", **files}.items():
            (folder / file.replace("_json", ".json")).write_text(content)
        return folder

    return written


def manifest(**properties: object) -> str:
    """Write a manifest."""
    return json.dumps(properties)


def zipped(folder: Path) -> Path:
    """Pack a folder as the official tools do."""
    path = folder.with_suffix(".zip")
    with ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    return path


def test_manifest_names_the_context_path(build: Build) -> None:
    """What stands in cumulocity.json is where the application is served."""
    assert open_app(build(cumulocity_json=manifest(contextPath="pumps-next"))).context_path == "pumps-next"


@pytest.mark.parametrize("files", [{}, {"cumulocity_json": manifest(name="Pumps")}])
def test_folder_names_the_context_path_where_no_manifest_does(build: Build, files: dict[str, str]) -> None:
    """Without a manifest, or a context path in it, the name of the folder counts, dots included."""
    assert open_app(build("pumps-1.2", **files)).context_path == "pumps-1.2"


def test_zip_is_served_like_a_folder(build: Build) -> None:
    """A ZIP has the same files, and its name without the ending as the context path."""
    app = open_app(zipped(build()))

    assert app.context_path == "pumps"
    assert app.files.read(("index.html",)) == b"<title>Pumps</title>"
    assert app.files.read(("none.js",)) is None


def test_rebuilt_application_is_served_as_it_is_now(build: Build) -> None:
    """Files are read anew each time, also when the build replaced the whole folder."""
    folder = build()
    app = open_app(folder)
    (folder / "index.html").unlink()
    folder.rmdir()
    build(main="new")

    assert app.files.read(("main",)) == b"new"


def test_missing_index_names_the_builds_that_are_there(build: Build) -> None:
    """Whoever gives the source folder is told where the builds are."""
    folder = build()
    (folder / "index.html").unlink()
    (folder / "dist" / "apps" / "cockpit").mkdir(parents=True)
    (folder / "dist" / "apps" / "cockpit" / "index.html").touch()

    with pytest.raises(LocalAppBroken, match=r"no index\.html at its root; did you mean .*dist/apps/cockpit\?"):
        open_app(folder)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{", r"cumulocity\.json is no JSON"),
        ("[]", r"cumulocity\.json holds no JSON object"),
        (manifest(contextPath="public"), "cannot be served at /apps/public/"),
        (manifest(contextPath="../up"), "letters, digits, dots, hyphens and underscores"),
        (manifest(contextPath=7), "cannot be served at /apps/7/"),
    ],
)
def test_unfit_manifest_is_told_with_its_reason(build: Build, content: str, complaint: str) -> None:
    """A manifest that cannot be read or has no usable context path says so."""
    with pytest.raises(LocalAppBroken, match=complaint):
        open_app(build(cumulocity_json=content))


def test_folder_whose_name_is_no_context_path_asks_for_one(build: Build) -> None:
    """A folder name with blanks cannot stand in for a context path."""
    with pytest.raises(LocalAppBroken, match='a "contextPath" of letters'):
        open_app(build("my app"))


@pytest.mark.parametrize(
    ("name", "complaint"), [("none", "does not exist"), ("text.zip", "neither a folder nor a ZIP")]
)
def test_path_that_is_no_application_is_told(tmp_path: Path, name: str, complaint: str) -> None:
    """A path that is not there, or something else, says so."""
    (tmp_path / "text.zip").write_text("text")

    with pytest.raises(LocalAppBroken, match=complaint):
        open_app(tmp_path / name)


def test_two_applications_cannot_share_a_context_path(build: Build) -> None:
    """The second one would hide the first."""
    apps = [open_app(build(name, cumulocity_json=manifest(contextPath="pumps"))) for name in ("one", "two")]

    with pytest.raises(LocalAppBroken, match="two applications have the context path 'pumps'"):
        by_context_path(apps)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder with a file in it, and one beside it that is nobody's business."""
    root = tmp_path / "root"
    (root / "assets").mkdir(parents=True)
    (root / "assets" / "logo.svg").write_text("<svg/>")
    (root / ".env").write_text("secret")
    (root / ".git").mkdir()
    (root / ".git" / "config").write_text("secret")
    (tmp_path / "secret").write_text("secret")
    (root / "inside").symlink_to(root / "assets" / "logo.svg")
    (root / "outside").symlink_to(tmp_path / "secret")
    (root / "above").symlink_to(tmp_path)
    return Folder(root)


@pytest.mark.parametrize("path", [("assets", "logo.svg"), ("inside",)])
def test_file_below_the_folder_is_read(folder: Folder, path: tuple[str, ...]) -> None:
    """Files are read in subfolders too, and by links that stay inside."""
    assert folder.read(path) == b"<svg/>"


@pytest.mark.parametrize(
    "path",
    [
        ("..", "secret"),
        ("assets", "..", "..", "secret"),
        ("outside",),
        ("above", "secret"),
        ("/etc/passwd",),
        (".env",),
        (".git", "config"),
        ("assets",),
        ("assets", ""),
        ("assets", "logo.svg", ""),
        ("assets", "logo.svg", "x"),
        ("nul\0",),
        ("x" * 5000,),
        (),
    ],
)
def test_anything_else_is_no_file(folder: Folder, path: tuple[str, ...]) -> None:
    """Nothing outside of the folder is read, nothing hidden, and no folder."""
    assert folder.read(path) is None


def test_folder_that_is_itself_a_link_is_served(folder: Folder, tmp_path: Path) -> None:
    """A link to the folder as a whole is what somebody typed."""
    (tmp_path / "link").symlink_to(tmp_path / "root")

    assert Folder(tmp_path / "link").read(("assets", "logo.svg")) == b"<svg/>"


def test_archive_that_has_gone_has_no_files(tmp_path: Path) -> None:
    """While a build replaces a ZIP, its files are missing rather than broken."""
    assert Archive(tmp_path / "gone.zip").read(("index.html",)) is None


def test_registered_application_has_its_manifest(build: Build, platform: Platform, tenant: Tenant) -> None:
    """The tenant knows the application with what its manifest says, as after a deployment."""
    app = open_app(build(cumulocity_json=manifest(contextPath="pumps", name="Pumps", icon="drop", isPackage=False)))

    register(platform, tenant, app)

    found = applications.by_context_path(platform, tenant, "pumps")
    assert found is not None
    assert (found.owner, found.type, found.name) == (tenant.id, "HOSTED", "Pumps")
    assert found.document["icon"] == "drop"
    assert found.document["manifest"] == app.manifest


def test_application_that_the_tenant_has_stays_as_it_is(build: Build, platform: Platform, tenant: Tenant) -> None:
    """An application of a seed keeps its properties when its files come from disk."""
    app = open_app(build())
    register(platform, tenant, app)
    before = applications.by_context_path(platform, tenant, "pumps")

    register(platform, tenant, app)

    assert applications.by_context_path(platform, tenant, "pumps") == before


def test_manifest_that_the_platform_refuses_is_told(build: Build, platform: Platform, tenant: Tenant) -> None:
    """What the platform would not store is named before anything is served."""
    app = open_app(build(cumulocity_json=manifest(name="x" * 200)))

    with pytest.raises(LocalAppBroken, match=r"cumulocity\.json of 'pumps'"):
        register(platform, tenant, app)
