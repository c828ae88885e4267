"""ZIP archives for tests, and the forms that bring them to the platform."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from urllib3 import encode_multipart_formdata

from mockc8y.store.codec import Document

BOUNDARY = "between-the-parts"
LONG_AGO = (2020, 1, 1, 0, 0, 0)
PAGE = b"<!doctype html><title>Pumps</title>"
MANIFEST: Mapping[str, object] = MappingProxyType(
    {
        "apiVersion": "1",
        "name": "feeder",
        "version": "1.4.0",
        "isolation": "MULTI_TENANT",
        "requiredRoles": ["ROLE_INVENTORY_READ", "ROLE_INVENTORY_CREATE"],
        "roles": ["ROLE_FEEDER_READ"],
        "settings": [{"key": "interval", "defaultValue": "10"}],
    }
)


def archive(files: Mapping[str, bytes]) -> bytes:
    """Pack files, always to the same bytes."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(ZipInfo(name, LONG_AGO), data, ZIP_DEFLATED)
    return content.getvalue()


def web_app(**files: bytes) -> bytes:
    """Pack a web application: a page, and other files by their names."""
    return archive({"index.html": PAGE, **files})


def microservice(**manifest: object) -> bytes:
    """Pack a microservice whose manifest says this instead."""
    return archive({"cumulocity.json": json.dumps({**MANIFEST, **manifest}).encode(), "image.tar": b"an image"})


def binary_form(content: bytes, name: str = "app.zip") -> tuple[bytes, Mapping[str, str]]:
    """Return the body and the headers of an upload as the official tools send it."""
    return _form({"file": (name, content, "application/zip"), "fileName": name})


def version_form(content: bytes, version: Document) -> tuple[bytes, Mapping[str, str]]:
    """Return the body and the headers of the upload of a version."""
    archived = ("app.zip", content, "application/zip")
    return _form({"applicationBinary": archived, "fileName": "app.zip", "applicationVersion": json.dumps(version)})


def _form(fields: Mapping[str, str | tuple[str, bytes, str]]) -> tuple[bytes, Mapping[str, str]]:
    body, content_type = encode_multipart_formdata(dict(fields), boundary=BOUNDARY)
    return body, {"content-type": content_type}
