"""The page about security names a test for each case, and the tests exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "security.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
DEMANDED = (
    "token forgery",
    "XSRF value missing or wrong",
    "session fixation",
    "cross-tenant ids in paths, bodies and queries",
    "path traversal in application archives",
    "path traversal in app paths",
    "zip bombs",
    "header injection in file names",
    "user enumeration by timing or message",
    "DNS rebinding on a loopback bind",
    "CORS on control routes",
)
"""Cases that have to be among those of the page."""


class Case(NamedTuple):
    """A row of the page: what is tried, what happens, and where that is tested."""

    name: str
    outcome: str
    tests: list[tuple[str, str]]


def cases() -> list[Case]:
    """Read the table of the page."""
    rows = [line.strip("|").split("|") for line in PAGE.read_text().splitlines() if line.startswith("|")]
    return [Case(name.strip(), outcome.strip(), TEST.findall(tests)) for name, outcome, tests in rows[2:]]


def names_in(path: str) -> set[str]:
    """Return the names of the test functions in a file."""
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_every_test_that_a_case_names_exists(case: Case) -> None:
    """A case says what happens and is shown by at least one test that is really there."""
    missing = [f"{path}::{name}" for path, name in case.tests if name not in names_in(path)]

    assert case.outcome
    assert case.tests
    assert missing == []


@pytest.mark.parametrize("demanded", DEMANDED)
def test_case_is_listed(demanded: str) -> None:
    """Nobody has to look for a case that is usually asked about."""
    assert demanded.lower() in [case.name.lower() for case in cases()]
