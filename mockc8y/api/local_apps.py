"""Web applications served from this machine's disk as they are built, without being deployed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import orjson

from mockc8y.api.app_files import AppFiles, Segments
from mockc8y.domain import application_changes
from mockc8y.domain.applications import HOSTED
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

INDEX = "index.html"
MANIFEST = "cumulocity.json"
PUBLIC = "public"
"""The one name that is no context path: it stands before those of public applications."""
_CONTEXT_PATH = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


class LocalAppBroken(Exception):
    """A folder or ZIP cannot be served as a web application; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class LocalApp:
    """A web application on disk: its context path, its manifest, its files."""

    context_path: str
    manifest: Document
    files: AppFiles


class Folder:
    """Files below a folder, read anew each time: a rebuilt application is there at the next reload."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: Segments) -> bytes | None:
        """Return a file that really lies below the folder and is not hidden: links may not lead out of it."""
        if any(not name or name.startswith(".") for name in path):
            return None
        try:
            found = self._root.joinpath(*path).resolve()
            return found.read_bytes() if found.is_relative_to(self._root.resolve()) and found.is_file() else None
        except (OSError, ValueError):
            return None


class Archive:
    """Files inside a ZIP, opened anew each time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, path: Segments) -> bytes | None:
        """Return a file of just this name."""
        try:
            with ZipFile(self._path) as archive:
                return archive.read("/".join(path))
        except (KeyError, OSError, BadZipFile):
            return None


def open_app(path: Path) -> LocalApp:
    """Return the application in a folder or ZIP. Raises `LocalAppBroken`."""
    files = _files_at(path)
    if files.read((INDEX,)) is None:
        raise LocalAppBroken(f"{path} has no {INDEX} at its root; {_advice(path)}")
    manifest = _manifest(path, files.read((MANIFEST,)))
    context_path = manifest.get("contextPath") or _name_of(path.resolve())
    if not isinstance(context_path, str) or not _CONTEXT_PATH.fullmatch(context_path) or context_path == PUBLIC:
        raise LocalAppBroken(
            f"{path} cannot be served at /apps/{context_path}/; "
            f'give its {MANIFEST} a "contextPath" of letters, digits, dots, hyphens and underscores'
        )
    return LocalApp(context_path, manifest, files)


def by_context_path(apps: list[LocalApp]) -> Mapping[str, LocalApp]:
    """Return applications by their context paths. Raises `LocalAppBroken` when two have the same."""
    found: dict[str, LocalApp] = {}
    for app in apps:
        if app.context_path in found:
            raise LocalAppBroken(f"two applications have the context path {app.context_path!r}")
        found[app.context_path] = app
    return found


def register(platform: Platform, tenant: Tenant, app: LocalApp) -> None:
    """Make an application known to a tenant, unless it has one at this context path. Raises `LocalAppBroken`.

    What a manifest holds goes into the application too, as the official tools do it when they deploy.
    """
    if any(known.context_path == app.context_path for known in tenant.applications.values()):
        return
    told = {"name": app.context_path, "key": f"{app.context_path}-application-key", **app.manifest}
    document = told | {"contextPath": app.context_path, "type": HOSTED, "manifest": app.manifest}
    try:
        application_changes.create(platform, tenant, document)
    except PlatformError as problem:
        raise LocalAppBroken(f"{MANIFEST} of {app.context_path!r}: {problem.message}") from None


def _files_at(path: Path) -> AppFiles:
    if path.is_dir():
        return Folder(path)
    if not path.exists():
        raise LocalAppBroken(f"{path} does not exist; {_advice(path)}")
    try:
        with ZipFile(path):
            return Archive(path)
    except (OSError, BadZipFile):
        raise LocalAppBroken(f"{path} is neither a folder nor a ZIP; {_advice(path)}") from None


def _name_of(path: Path) -> str:
    return path.name if path.is_dir() else path.stem


def _manifest(path: Path, content: bytes | None) -> Document:
    if content is None:
        return {}
    try:
        manifest = orjson.loads(content)
    except orjson.JSONDecodeError as problem:
        raise LocalAppBroken(f"{path / MANIFEST} is no JSON: {problem}") from None
    if not isinstance(manifest, dict):
        raise LocalAppBroken(f"{path / MANIFEST} holds no JSON object")
    return manifest


def _advice(path: Path) -> str:
    built = ", ".join(map(str, _built_below(path)))
    return f"did you mean {built}?" if built else "give the folder that the build wrote, such as dist/cockpit"


def _built_below(path: Path) -> Iterator[Path]:
    for pattern in ("dist", "dist/*", "dist/*/*"):
        yield from (index.parent for index in sorted(path.glob(f"{pattern}/{INDEX}")))
