"""The command line."""

from mockc8y.cli.main import main

__all__ = ["main"]
