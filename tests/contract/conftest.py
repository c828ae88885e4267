"""Runs each contract against the mock in this process, the mock over a socket, and a real tenant."""

from __future__ import annotations

import itertools
import os

import pytest

from mockc8y.control.mock_tenant import MockTenant
from tests.contract.tenants import Tenant, in_process, over_socket, real

_runs = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--record`."""
    parser.addoption("--record", action="store_true", help="keep the answers of contracts as fixtures/recordings")


@pytest.fixture(params=["mock", "socket", "real"])
def tenant(request: pytest.FixtureRequest) -> Tenant:
    """The tenant that a contract runs against."""
    if request.param == "real":
        return real()
    mock: MockTenant = request.getfixturevalue("c8y_mock")
    return in_process(mock) if request.param == "mock" else over_socket(mock)


@pytest.fixture
def contract_prefix() -> str:
    """Begin every name that this run creates."""
    return f"contract{os.getpid()}x{next(_runs)}"


@pytest.fixture
def is_recording(request: pytest.FixtureRequest) -> bool:
    """Whether answers are to be kept."""
    return bool(request.config.getoption("--record", default=False))
