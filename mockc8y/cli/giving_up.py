"""How commands end that cannot do what they were asked to."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

USAGE_ERROR = 2


def give_up(message: str) -> NoReturn:
    """Say in one line why the command cannot do what it was asked to."""
    click.echo(f"mockc8y: {message}", err=True)
    sys.exit(USAGE_ERROR)
