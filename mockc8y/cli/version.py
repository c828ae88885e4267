"""The version of what is running."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def mockc8y_version() -> str:
    """Return the installed version, or say that it runs from a checkout that is not installed."""
    try:
        return version("mockc8y")
    except PackageNotFoundError:
        return "(not installed)"
