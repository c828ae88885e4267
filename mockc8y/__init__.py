"""mockc8y: a Cumulocity IoT tenant on your own machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

__all__ = ["MockTenant"]


def __getattr__(name: str) -> object:
    # Resolved on first use: the pytest plugin lives in this package and must load in milliseconds.
    if name == "MockTenant":
        from mockc8y.control.mock_tenant import MockTenant  # noqa: PLC0415 - see above

        return MockTenant
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
