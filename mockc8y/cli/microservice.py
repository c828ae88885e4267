"""What `mockc8y env` asks a running platform: the registration of a microservice and its users."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, cast
from zipfile import ZipFile

from mockc8y.store.codec import Document

if TYPE_CHECKING:
    import httpx

MICROSERVICE, MULTI_TENANT, PER_TENANT = "MICROSERVICE", "MULTI_TENANT", "PER_TENANT"
_DATA = ("INVENTORY", "IDENTITY", "MEASUREMENT", "EVENT", "ALARM", "DEVICE_CONTROL", "AUDIT")
ROLES = [f"ROLE_{api}_{kind}" for api in _DATA for kind in ("READ", "ADMIN")]
"""What a microservice may do that brings no manifest."""
EVERYTHING = {"pageSize": "2000"}


class PlatformRefused(Exception):
    """The platform does not answer, or not as hoped; the message says what was asked and what came back."""


class Credentials(NamedTuple):
    """A user of a tenant with its password."""

    tenant: str
    name: str
    password: str

    @property
    def login(self) -> tuple[str, str]:
        """The same as HTTP clients take it."""
        return f"{self.tenant}/{self.name}", self.password


def default_manifest(name: str, isolation: str) -> Document:
    """Return the least that makes a microservice."""
    return {
        "apiVersion": "1",
        "name": name,
        "version": "1.0.0",
        "contextPath": name,
        "provider": {"name": "mockc8y"},
        "isolation": isolation,
        "requiredRoles": ROLES,
        "roles": [],
    }


def ask(client: httpx.Client, method: str, path: str, **body: object) -> Document:
    """Send a request and return the JSON of its answer. Raises `PlatformRefused`."""
    import httpx  # noqa: PLC0415 - see cli/env.py

    try:
        response = client.request(method, path, **body)  # type: ignore[arg-type]
    except httpx.TransportError as problem:
        raise PlatformRefused(f"{client.base_url} does not answer ({problem}); is `mockc8y serve` running?") from None
    if response.is_error:
        raise PlatformRefused(f"{method} {response.url} was refused with {response.status_code}: {_message(response)}")
    return cast("Document", response.json()) if response.content else {}


def find(client: httpx.Client, name: str) -> Document | None:
    """Return the microservice of a name, or `None`."""
    found = ask(client, "GET", f"/application/applicationsByName/{name}", params=EVERYTHING)["applications"]
    return next((each for each in found if each["type"] == MICROSERVICE), None)


def create(client: httpx.Client, name: str, manifest: Document) -> Document:
    """Register a microservice and return it."""
    told = {"name": name, "key": f"{name}-key", "type": MICROSERVICE, "contextPath": manifest.get("contextPath", name)}
    created = ask(client, "POST", "/application/applications", json=told)
    return deploy(client, created["id"], manifest)


def deploy(client: httpx.Client, application_id: str, manifest: Document) -> Document:
    """Let a manifest count from now on, by uploading it with an image that holds nothing."""
    archive = BytesIO()
    with ZipFile(archive, "w") as content:
        content.writestr("cumulocity.json", json.dumps(manifest))
        content.writestr("image.tar", b"")
    files = {"file": ("microservice.zip", archive.getvalue(), "application/zip")}
    ask(client, "POST", f"/application/applications/{application_id}/binaries", files=files)
    return ask(client, "GET", f"/application/applications/{application_id}")


def subscribe(client: httpx.Client, tenant: str, application_id: str) -> bool:
    """Subscribe a tenant, and tell whether it was not before."""
    path = f"/tenant/tenants/{tenant}/applications"
    references = ask(client, "GET", path, params=EVERYTHING)["references"]
    if any(each["application"]["id"] == application_id for each in references):
        return False
    ask(client, "POST", path, json={"application": {"id": application_id}})
    return True


def bootstrap_user(client: httpx.Client, application_id: str) -> Credentials:
    """Return the user that a microservice starts with."""
    found = ask(client, "GET", f"/application/applications/{application_id}/bootstrapUser")
    return Credentials(found["tenant"], found["name"], found["password"])


def service_user(client: httpx.Client, tenant: str) -> Credentials:
    """Return a microservice's user in a tenant. The client is that of the bootstrap user."""
    users = ask(client, "GET", "/application/currentApplication/subscriptions")["users"]
    found: Mapping[str, str] = next(user for user in users if user["tenant"] == tenant)
    return Credentials(found["tenant"], found["name"], found["password"])


def _message(response: httpx.Response) -> str:
    try:
        return str(response.json()["message"])
    except (ValueError, KeyError, TypeError):
        return response.reason_phrase
