"""Node and what is installed for it, and a way to call scripts there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mockc8y.control.mock_tenant import MockTenant

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
REQUIRED = "MOCKC8Y_REQUIRE_NODE"
"""Set where the tests of this folder must run; elsewhere they are skipped if Node or its packages are absent."""

Node = Callable[..., Any]
"""Calls a function of a script with JSON values and returns what it returned, or what it was refused."""


@pytest.fixture(scope="session")
def node_program() -> str:
    """Give the path of Node, once its packages are there too."""
    found = shutil.which("node")
    if found is not None and PACKAGES.is_dir():
        return found
    absent = "Node" if found is None else "what the tests need from npm"
    advice = f"{absent} is absent: install Node 20 or newer and run 'npm ci' in tests/clients/node"
    if os.environ.get(REQUIRED):
        pytest.fail(advice)
    pytest.skip(advice)


@pytest.fixture(scope="session")
def calls(node_program: str) -> Iterator[subprocess.Popen[str]]:
    """Start the program that calls scripts. It takes long to load the client, so it is started once."""
    with subprocess.Popen(
        [node_program, "calls.mjs"],
        cwd=HERE,
        env={**os.environ, "NO_PROXY": "127.0.0.1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as program:
        yield program


@pytest.fixture
def node(calls: subprocess.Popen[str], c8y_mock: MockTenant) -> Node:
    """Give a function that calls scripts, which work as the tenant's administrator."""
    assert calls.stdin is not None
    assert calls.stdout is not None
    asked, answers = calls.stdin, calls.stdout
    login = {
        "baseUrl": c8y_mock.base_url,
        "tenant": c8y_mock.tenant_id,
        "user": c8y_mock.username,
        "password": c8y_mock.password,
    }

    def call(script: str, function: str, *values: object) -> Any:
        print(
            json.dumps({"script": script, "name": function, "login": login, "values": values}), file=asked, flush=True
        )
        answer = json.loads(answers.readline())
        assert "failed" not in answer, answer["failed"]
        return answer.get("returned", answer)

    return call
