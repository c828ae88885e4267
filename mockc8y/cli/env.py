"""`mockc8y env`: the environment of a microservice, as the platform would start it."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from mockc8y.cli.giving_up import give_up
from mockc8y.store.codec import Document

if TYPE_CHECKING:
    import httpx

    from mockc8y.cli.microservice import Credentials

MULTI_TENANT, PER_TENANT = "MULTI_TENANT", "PER_TENANT"
SERVER_PORT = 80
"""Where microservices listen on the platform."""
Environment = Mapping[str, str]
_PLAIN = re.compile(r"[\w.:/@%+,-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says."""

    app: str
    url: str
    tenant: str | None
    user: str
    password: str
    manifest: Path | None
    isolation: str | None
    server_port: int
    format: str


def as_shell(environment: Environment) -> str:
    """Write commands of a POSIX shell, for `eval`."""
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in environment.items())


def as_dotenv(environment: Environment) -> str:
    """Write an `.env` file. What needs no quotes has none: some readers take them literally."""
    return "\n".join(f"{name}={_quoted(value)}" for name, value in environment.items())


def as_json(environment: Environment) -> str:
    """Write a JSON object."""
    return json.dumps(dict(environment), indent=2)


FORMATS: Mapping[str, Callable[[Environment], str]] = MappingProxyType(
    {"shell": as_shell, "dotenv": as_dotenv, "json": as_json}
)


@click.command()
@click.option("--app", required=True, metavar="NAME", help="Name of the microservice; registered if it is not yet.")
@click.option("--url", default="http://localhost:8080", show_default=True, help="Address of the running server.")
@click.option("--tenant", help="Tenant to sign in to; without it, the one that the address stands for.")
@click.option("--user", default="admin", show_default=True, help="Name of an administrator.")
@click.option("--password", default="admin", show_default=True, help="Password of the administrator.")
@click.option(
    "--manifest",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The microservice's cumulocity.json, which counts from now on: its roles, its isolation.",
)
@click.option(
    "--isolation",
    type=click.Choice([MULTI_TENANT, PER_TENANT]),
    help=f"Isolation of a microservice that is registered without a manifest.  [default: {MULTI_TENANT}]",
)
@click.option("--server-port", default=SERVER_PORT, show_default=True, help="Where the microservice is to listen.")
@click.option(
    "--format", type=click.Choice(list(FORMATS)), default="shell", show_default=True, help="How to write it down."
)
def env(**options: object) -> None:
    """Print the environment of a microservice that runs outside of the platform.

    In a shell: eval "$(mockc8y env --app feeder)"
    """
    run(Options(**options))  # type: ignore[arg-type]


def run(options: Options) -> None:
    """Ask the running server, print the answer."""
    # Imported here so that `mockc8y --help` and mistyped options answer at once.
    import httpx  # noqa: PLC0415

    from mockc8y.cli.microservice import PlatformRefused  # noqa: PLC0415

    login = f"{options.tenant}/{options.user}" if options.tenant else options.user
    try:
        with _client(options.url, (login, options.password)) as client:
            environment = _environment(client, options)
    except (PlatformRefused, httpx.InvalidURL) as problem:
        give_up(str(problem))
    click.echo(FORMATS[options.format](environment))


def _client(url: str, login: tuple[str, str]) -> httpx.Client:
    import httpx  # noqa: PLC0415 - as above

    return httpx.Client(base_url=url, auth=login, headers={"accept": "application/json"}, trust_env=False)


def _environment(client: httpx.Client, options: Options) -> Environment:
    from mockc8y.cli import microservice  # noqa: PLC0415 - as above

    tenant = microservice.ask(client, "GET", "/tenant/currentTenant")["name"]
    application = _registered(client, options)
    if microservice.subscribe(client, tenant, application["id"]):
        _tell(f"subscribed tenant {tenant} to {options.app}")
    bootstrap = microservice.bootstrap_user(client, application["id"])
    isolation = _isolation_of(application)
    if isolation == MULTI_TENANT:
        return variables(options, application, bootstrap, None)
    with _client(options.url, bootstrap.login) as as_bootstrap_user:
        user = microservice.service_user(as_bootstrap_user, tenant)
    return variables(options, application, bootstrap, user)


def variables(options: Options, application: Document, bootstrap: Credentials, user: Credentials | None) -> Environment:
    """Return the variables that the platform sets. `user` is the one of the only tenant of a microservice, if it is so.

    Left out is what has no meaning outside of a container, such as MEMORY_LIMIT.
    """
    url = options.url.rstrip("/")
    found = {
        "C8Y_BASEURL": url,
        "C8Y_BASEURL_WEBSOCKET": re.sub("^http", "ws", url),
        "C8Y_MICROSERVICE_ISOLATION": MULTI_TENANT if user is None else PER_TENANT,
        "C8Y_BOOTSTRAP_TENANT": bootstrap.tenant,
        "C8Y_BOOTSTRAP_USER": bootstrap.name,
        "C8Y_BOOTSTRAP_PASSWORD": bootstrap.password,
        "APPLICATION_NAME": application["name"],
        "APPLICATION_KEY": application["key"],
        "SERVER_PORT": str(options.server_port),
    }
    if user is None:
        return found
    return found | {"C8Y_TENANT": user.tenant, "C8Y_USER": user.name, "C8Y_PASSWORD": user.password}


def _registered(client: httpx.Client, options: Options) -> Document:
    """Return the microservice, after registering it or taking over its manifest where that is due."""
    from mockc8y.cli import microservice  # noqa: PLC0415 - as above

    manifest = None if options.manifest is None else _read(options.manifest)
    found = microservice.find(client, options.app)
    if found is None:
        needed = manifest or microservice.default_manifest(options.app, options.isolation or MULTI_TENANT)
        _tell(f"registered microservice {options.app} with the roles {', '.join(needed.get('requiredRoles', []))}")
        return microservice.create(client, options.app, needed)
    if manifest is not None:
        _tell(f"took over {options.manifest} for microservice {options.app}")
        return microservice.deploy(client, found["id"], manifest)
    if options.isolation not in (None, _isolation_of(found)):
        give_up(f"{options.app} is {_isolation_of(found)} by its manifest; give another with --manifest")
    return found


def _isolation_of(application: Document) -> str:
    # unverified: what a manifest means that names no isolation.
    return str((application.get("manifest") or {}).get("isolation") or MULTI_TENANT)


def _read(path: Path) -> Document:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        give_up(f"{path} is no JSON: {problem}")
    if not isinstance(manifest, dict):
        give_up(f"{path} holds no JSON object")
    return manifest


def _quoted(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _tell(what: str) -> None:
    """Say what was changed, beside the output that others read."""
    click.echo(f"mockc8y: {what}", err=True)
