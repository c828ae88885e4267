"""Applications as the platform writes them."""

from __future__ import annotations

import orjson

from mockc8y.api import render
from mockc8y.api.links import Links
from mockc8y.domain.applications import Application, Binary, Version
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.store.codec import Document

PATH = "/application/applications"
OFFERS = render.item_offers("application")
COLLECTION, KEY = "applicationcollection", "applications"
REFERENCE_OFFERS = render.item_offers("applicationreference")
VERSION_OFFERS = render.item_offers("applicationVersion")


def self_of(application: Application, links: Links) -> str:
    """Return the address of an application."""
    return links.to(f"{PATH}/{application.id}")


def binary_self(application: Application, binary: Binary, links: Links) -> str:
    """Return the address of an archive of an application."""
    return f"{self_of(application, links)}/binaries/{binary.id}"


def document_of(application: Application, links: Links) -> Document:
    """Return an application: what is stored, and what the platform knows of it."""
    owner = application.owner
    added: Document = {
        "owner": {"self": links.to(f"/tenant/tenants/{owner}"), "tenant": {"id": owner}},
        "activeVersionId": None if application.active is None else str(application.active),
        "applicationVersions": [version_of(version) for version in application.versions] or None,
    }
    known = {name: value for name, value in added.items() if value is not None}
    return {"id": str(application.id), "self": self_of(application, links), **application.document, **known}


def encoded(application: Application, links: Links) -> bytes:
    """Return an application as JSON."""
    return orjson.dumps(document_of(application, links))


def reference_of(application: Application, tenant: Tenant, links: Links) -> Document:
    """Return an application as one that a tenant is subscribed to."""
    address = links.to(f"/tenant/tenants/{tenant.id}/applications/{application.id}")
    return {"self": address, "application": document_of(application, links)}


def binary_of(application: Application, binary: Binary, links: Links) -> Document:
    """Return what is known of an archive."""
    shown: Document = {
        "id": str(binary.id),
        "name": binary.name,
        "length": binary.length,
        "created": format_millis(binary.created),
        "downloadUrl": binary_self(application, binary, links),
        "description": application.document.get("description", ""),
    }
    return shown | ({"contextPath": application.context_path} if application.context_path else {})


def version_of(version: Version) -> Document:
    """Return a version. The specification spells `tag` in its schema, but `tags` in its examples, as clients do."""
    return {"version": version.version, "binaryId": str(version.binary), "tags": list(version.tags)}
