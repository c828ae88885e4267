"""`mockc8y serve`: a standalone tenant."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from mockc8y.cli.giving_up import give_up
from mockc8y.domain import tenants, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.platform import BOOTSTRAP_PASSWORD, BOOTSTRAP_USER, Platform
from mockc8y.domain.tenant_profile import MANAGEMENT

if TYPE_CHECKING:
    from mockc8y.api.settings import Settings
    from mockc8y.cli.extensions import Extensions
    from mockc8y.cli.running import Ports
    from mockc8y.cli.tls import TlsFiles

DEFAULT_PORT = 8080
DEFAULT_CLIENT_PORT = 8443
PERMISSIONS_OFF = ("Permissions", click.style("OFF: every user may do everything", fg="red", bold=True))


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says."""

    host: str
    port: int
    tenant: str
    user: str
    password: str
    bootstrap_password: str
    seed: str
    base_url: str | None
    strict: bool
    allow_create_tenants: bool
    permissions: str
    app: tuple[str, ...]
    proxy_service: tuple[str, ...]
    option: tuple[str, ...]
    limit: tuple[str, ...]
    tls: bool
    tls_dir: Path | None
    tls_client_port: int


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 picks a free one."
)
@click.option("--tenant", default="t07007007", show_default=True, help="Tenant id.")
@click.option("--user", default="admin", show_default=True, help="Name of the administrator.")
@click.option("--password", default="admin", show_default=True, help="Password of the administrator.")
@click.option(
    "--bootstrap-password",
    default=BOOTSTRAP_PASSWORD,
    show_default=True,
    help=f"Password of {MANAGEMENT}/{BOOTSTRAP_USER}, with which devices ask for their credentials.",
)
@click.option("--seed", default="demo", show_default=True, help="Seed tenant: a name (demo, empty, large) or a file.")
@click.option("--base-url", help="Public address used in links, when behind a proxy that sends no X-Forwarded headers.")
@click.option("--strict", is_flag=True, help="Refuse query parameters the specification does not know.")
@click.option("--allow-create-tenants", is_flag=True, help="Let the tenant have subtenants, as an enterprise tenant.")
@click.option(
    "--permissions",
    type=click.Choice(["on", "off"]),
    default="on",
    show_default=True,
    help="Off lets every user do everything, and says so with every answer.",
)
@click.option(
    "--app",
    multiple=True,
    metavar="DIR",
    help="Serve a built web application from this folder or ZIP, at /apps/<contextPath>/. May be repeated.",
)
@click.option(
    "--proxy-service",
    multiple=True,
    metavar="NAME=URL",
    help="Pass requests to /service/NAME/ on to a microservice that runs at this address. May be repeated.",
)
@click.option(
    "--option",
    multiple=True,
    metavar="CATEGORY/KEY=VALUE",
    help="Set an option of the tenant. May be repeated.",
)
@click.option(
    "--limit",
    multiple=True,
    metavar="NAME=NUMBER",
    help="Set a limit of notifications, such as realtime.connections=1000. May be repeated.",
)
@click.option("--tls", is_flag=True, help="Serve https, with a certificate of an authority made for this machine.")
@click.option(
    "--tls-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the certificates; by default one in the folder for the settings of applications.",
)
@click.option(
    "--tls-client-port",
    default=DEFAULT_CLIENT_PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="With --tls: port that asks devices for their certificate; 0 picks a free one.",
)
def serve(**options: object) -> None:
    """Serve a tenant until Ctrl-C."""
    run(Options(**options))  # type: ignore[arg-type]


def run(options: Options) -> None:
    """Plant the seed, bind the address, print how to log in, serve."""
    # Imported here so that `mockc8y --help` and mistyped options answer at once.
    from mockc8y.api.local_apps import LocalAppBroken, register  # noqa: PLC0415
    from mockc8y.api.services import ServiceAddressBroken  # noqa: PLC0415
    from mockc8y.cli.banner import banner  # noqa: PLC0415
    from mockc8y.cli.extensions import extensions  # noqa: PLC0415
    from mockc8y.cli.presets import PresetBroken, limited, set_options  # noqa: PLC0415
    from mockc8y.cli.running import serve_until_stopped  # noqa: PLC0415
    from mockc8y.control.planted import plant_seed  # noqa: PLC0415
    from mockc8y.simulation.seeds import SeedBroken, SeedNotFound  # noqa: PLC0415

    platform = Platform(bootstrap_password=options.bootstrap_password)
    tenant = platform.add_tenant(options.tenant)
    try:
        developed = extensions(options.app, options.proxy_service)
        plant_seed(tenant, options.seed)
        set_options(tenant, options.option, Caller(options.user))
        settings = limited(_settings(options, developed), options.limit)
        for app in developed.apps.values():
            register(platform, tenant, app)
    except (LocalAppBroken, PresetBroken, ServiceAddressBroken, SeedNotFound, SeedBroken) as problem:
        give_up(str(problem))
    ports = _ports(options)
    tls = _certificates(options, platform) if options.tls else None
    for administered in (tenant, platform.management):
        users.add(administered, options.user, options.password, groups=[ADMINS])
    if options.allow_create_tenants:
        tenants.allow_creating(tenant)
    login = (options.tenant, options.user, options.password)
    address = address_of(options, ports.main)
    notes = developed.notes(address) + ([] if options.permissions == "on" else [PERMISSIONS_OFF])
    if tls and ports.clients:
        notes += [("Devices", f"{url_of(options, ports.clients)}   asks for their certificate"), *tls.notes]
    text = banner(address, login, options.bootstrap_password, options.seed, notes)
    serve_until_stopped(platform, settings, ports, lambda: click.echo(text), tls)


def _settings(options: Options, developed: Extensions) -> Settings:
    from mockc8y.api.settings import Settings  # noqa: PLC0415 - as in `run`

    return Settings(
        base_url=options.base_url,
        strict=options.strict,
        permissions=options.permissions == "on",
        local_apps=developed.apps,
        services=developed.services,
    )


def address_of(options: Options, listener: socket.socket) -> str:
    """Return the address people open."""
    return options.base_url.rstrip("/") if options.base_url else url_of(options, listener)


def url_of(options: Options, listener: socket.socket) -> str:
    """Return the address of a listening socket as clients on this machine reach it."""
    host = "127.0.0.1" if options.host in ("0.0.0.0", "::") else options.host  # noqa: S104 - compared, not bound
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if options.tls else 'http'}://{shown}:{listener.getsockname()[1]}"


def _ports(options: Options) -> Ports:
    from mockc8y.cli.running import Ports  # noqa: PLC0415 - as in `run`

    clients = _listener(options.host, options.tls_client_port, "--tls-client-port") if options.tls else None
    return Ports(_listener(options.host, options.port, "--port"), clients)


def _listener(host: str, port: int, option: str) -> socket.socket:
    from mockc8y.control.live_server import listening_socket  # noqa: PLC0415 - as in `run`

    try:
        return listening_socket(host, port)
    except OSError as problem:
        hint = f"choose another with {option}, or {option} 0 for a free one"
        give_up(f"cannot listen on {host}:{port}: {problem.strerror}; {hint}")


def _certificates(options: Options, platform: Platform) -> TlsFiles:
    from mockc8y.cli import tls  # noqa: PLC0415 - as in `run`

    folder = options.tls_dir or tls.default_folder()
    public = urlsplit(options.base_url).hostname if options.base_url else None
    hosts = tls.host_names(options.host, f"{options.tenant}.localhost", public)
    try:
        return tls.prepare(folder, hosts, platform.clock.now())
    except (OSError, ValueError) as problem:
        give_up(f"cannot keep certificates in {folder}: {problem}; choose another folder with --tls-dir")
