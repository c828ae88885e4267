"""What the platform tells a microservice, and users tell their shell: variables that begin with `C8Y_`."""

from __future__ import annotations

import os
from typing import Final

from c8y_client._access.auth import Auth, BasicAuth, BearerAuth

BASE_URL: Final = "C8Y_BASEURL"
TENANT: Final = "C8Y_TENANT"
USER: Final = "C8Y_USER"
PASSWORD: Final = "C8Y_PASSWORD"  # noqa: S105 - the name of a variable
TOKEN: Final = "C8Y_TOKEN"  # noqa: S105 - as above
BOOTSTRAP_TENANT: Final = "C8Y_BOOTSTRAP_TENANT"
BOOTSTRAP_USER: Final = "C8Y_BOOTSTRAP_USER"
BOOTSTRAP_PASSWORD: Final = "C8Y_BOOTSTRAP_PASSWORD"  # noqa: S105 - as above
DEVICE_BOOTSTRAP_TENANT: Final = "C8Y_DEVICEBOOTSTRAP_TENANT"
DEVICE_BOOTSTRAP_USER: Final = "C8Y_DEVICEBOOTSTRAP_USER"
DEVICE_BOOTSTRAP_PASSWORD: Final = "C8Y_DEVICEBOOTSTRAP_PASSWORD"  # noqa: S105 - as above
APPLICATION_KEY: Final = "APPLICATION_KEY"


def optional(name: str) -> str | None:
    """Read a variable; an empty one counts as absent."""
    return os.environ.get(name) or None


def required(name: str) -> str:
    """Read a variable; a `ValueError` for an absent one names those that are there, without their values."""
    value = optional(name)
    if value is None:
        found = ", ".join(sorted(each for each in os.environ if each.startswith("C8Y_"))) or "none"
        raise ValueError(f"the environment variable {name} is missing; of C8Y_* there are: {found}")
    return value


def service_auth() -> Auth:
    """Read the credentials of a single-tenant service: a token, or user and password."""
    token = optional(TOKEN)
    if token:
        return BearerAuth(token)
    return basic_auth(required(TENANT), required(USER), required(PASSWORD))


def bootstrap_auth() -> BasicAuth:
    """Read the credentials by which a multi-tenant service learns those of its subscribers."""
    return basic_auth(required(BOOTSTRAP_TENANT), required(BOOTSTRAP_USER), required(BOOTSTRAP_PASSWORD))


def basic_auth(tenant_id: str, username: str, password: str) -> BasicAuth:
    """Put the tenant in front of a user name that does not have it yet."""
    name = username if username.startswith(f"{tenant_id}/") else f"{tenant_id}/{username}"
    return BasicAuth(name, password)
