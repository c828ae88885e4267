"""The command `mockc8y`."""

from __future__ import annotations

import click

from mockc8y.cli.env import env
from mockc8y.cli.serve import serve
from mockc8y.cli.version import mockc8y_version


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(mockc8y_version(), prog_name="mockc8y")
def main() -> None:
    """Run a Cumulocity IoT tenant on your own machine."""


main.add_command(env)
main.add_command(serve)
