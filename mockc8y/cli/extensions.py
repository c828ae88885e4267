"""What runs on this machine and is reached through the platform: web applications and microservices in development."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mockc8y.api.local_apps import LocalApp, by_context_path, open_app
from mockc8y.api.services import ServiceAddressBroken, checked_address


@dataclass(frozen=True, slots=True)
class Extensions:
    """Web applications on disk and addresses of microservices, by context path."""

    apps: Mapping[str, LocalApp]
    services: Mapping[str, str]

    def notes(self, address: str) -> list[tuple[str, str]]:
        """Tell where they are found at the address of the server, as rows of a label and a text."""
        return [
            *(("Application", f"{address}/apps/{name}/") for name in self.apps),
            *(("Microservice", f"{address}/service/{name}/ -> {url}") for name, url in self.services.items()),
        ]


def extensions(apps: Sequence[str], services: Sequence[str]) -> Extensions:
    """Read `--app` and `--proxy-service`. Raises `LocalAppBroken` and `ServiceAddressBroken`."""
    return Extensions(by_context_path([open_app(Path(app)) for app in apps]), dict(map(_service, services)))


def _service(text: str) -> tuple[str, str]:
    name, equals, url = text.partition("=")
    if not name or not equals or "/" in name:
        raise ServiceAddressBroken(f"{text!r} is not of the form NAME=URL, as in feeder=http://127.0.0.1:9000")
    return name, checked_address(url)
