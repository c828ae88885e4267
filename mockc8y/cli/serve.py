"""`mockc8y serve`: a standalone tenant."""

from __future__ import annotations

import socket
import sys
from dataclasses import dataclass
from typing import NoReturn

import click

from mockc8y.domain import users
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.platform import BOOTSTRAP_PASSWORD, BOOTSTRAP_USER, Platform
from mockc8y.domain.tenant_profile import MANAGEMENT

USAGE_ERROR = 2
DEFAULT_PORT = 8080


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
def serve(**options: object) -> None:
    """Serve a tenant until Ctrl-C."""
    run(Options(**options))  # type: ignore[arg-type]


def run(options: Options) -> None:
    """Plant the seed, bind the address, print how to log in, serve."""
    # Imported here so that `mockc8y --help` and mistyped options answer at once.
    from mockc8y.api.settings import Settings  # noqa: PLC0415
    from mockc8y.cli.banner import banner  # noqa: PLC0415
    from mockc8y.cli.running import serve_until_stopped  # noqa: PLC0415
    from mockc8y.control.live_server import listening_socket  # noqa: PLC0415
    from mockc8y.control.planted import plant_seed  # noqa: PLC0415
    from mockc8y.simulation.seeds import SeedBroken, SeedNotFound  # noqa: PLC0415

    platform = Platform(bootstrap_password=options.bootstrap_password)
    tenant = platform.add_tenant(options.tenant)
    try:
        plant_seed(tenant, options.seed)
    except (SeedNotFound, SeedBroken) as problem:
        give_up(str(problem))
    try:
        listener = listening_socket(options.host, options.port)
    except OSError as problem:
        hint = "choose another with --port, or --port 0 for a free one"
        give_up(f"cannot listen on {options.host}:{options.port}: {problem.strerror}; {hint}")
    users.add(tenant, options.user, options.password, groups=[ADMINS])
    login = (options.tenant, options.user, options.password)
    text = banner(address_of(options, listener), login, options.bootstrap_password, options.seed)
    settings = Settings(base_url=options.base_url, strict=options.strict)
    serve_until_stopped(platform, settings, listener, lambda: click.echo(text))


def address_of(options: Options, listener: socket.socket) -> str:
    """Return the address people open."""
    if options.base_url:
        return options.base_url.rstrip("/")
    host = "127.0.0.1" if options.host in ("0.0.0.0", "::") else options.host  # noqa: S104 - compared, not bound
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"


def give_up(message: str) -> NoReturn:
    """Say in one line why the command cannot do what it was asked to."""
    click.echo(f"mockc8y: {message}", err=True)
    sys.exit(USAGE_ERROR)
