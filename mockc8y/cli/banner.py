"""What `mockc8y serve` prints when it is ready."""

from __future__ import annotations

from collections.abc import Sequence

import click

from mockc8y.cli.version import mockc8y_version
from mockc8y.domain.platform import BOOTSTRAP_USER
from mockc8y.domain.tenant_profile import MANAGEMENT


def banner(
    address: str,
    login: tuple[str, str, str],
    bootstrap_password: str,
    seed: str,
    notes: Sequence[tuple[str, str]] = (),
) -> str:
    """Return the lines that tell where the tenant is and how to log in.

    `login` is tenant, user and password, `notes` are further rows of a label and a text.
    """
    tenant, user, password = login
    rows = [
        ("Address", click.style(address, bold=True, underline=True)),
        ("Tenant", tenant),
        ("User", f"{user}   (or {tenant}/{user})"),
        ("Password", password),
        ("Management", f"{MANAGEMENT}/{user}   same password; makes and removes tenants"),
        ("Bootstrap", f"{MANAGEMENT}/{BOOTSTRAP_USER}   password {bootstrap_password}"),
        ("Seed", seed),
        *notes,
        ("Coverage", f"{address}/_mock/coverage"),
    ]
    head = click.style(f"mockc8y {mockc8y_version()}", bold=True)
    return f"{head} is ready. Stop it with Ctrl-C.\n{_table(rows)}"


def _table(rows: Sequence[tuple[str, str]]) -> str:
    width = max(len(label) for label, _ in rows)
    return "\n".join(f"  {label:<{width}}  {value}" for label, value in rows)
