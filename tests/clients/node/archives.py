"""Small web applications, packed as the official tools expect them."""

from __future__ import annotations

import io
import json
import zipfile


def archive(page: str, **manifest: object) -> bytes:
    """Return an application named Shop with one page; more can be said in its manifest."""
    described = {"name": "Shop", "contextPath": "shop", "key": "shop-key", "version": "1.0.0", **manifest}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as files:
        files.writestr("cumulocity.json", json.dumps(described))
        files.writestr("index.html", page)
    return packed.getvalue()
