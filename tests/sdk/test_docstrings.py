"""The examples in docstrings are run, those of every module."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module
from typing import Any

import pytest

import c8y_client
import c8y_client.matchers
import c8y_client.model
import c8y_client.sync

FINDER = doctest.DocTestFinder(exclude_empty=True)


def examples() -> list[doctest.DocTest]:
    """Find the examples of every module."""
    modules = [each.name for each in pkgutil.walk_packages(c8y_client.__path__, "c8y_client.")]
    found = [test for name in modules for test in FINDER.find(import_module(name), name)]
    for name in c8y_client.__all__:
        getattr(c8y_client, name)
    # Public classes say that they belong to the package itself, and are found nowhere else.
    return [test for test in [*found, *FINDER.find(c8y_client, "c8y_client")] if test.examples]


EXAMPLES = [pytest.param(each, id=each.name) for each in examples()]


def public_names(module: str) -> dict[str, Any]:
    """Give what a user who reads the docstring has imported: the public names of the half that it belongs to."""
    half = c8y_client.sync if module.startswith("c8y_client.sync") else c8y_client
    places = (c8y_client.model, c8y_client.matchers, half)
    return {name: getattr(place, name) for place in places for name in place.__all__}


def test_docstrings_have_examples() -> None:
    """Examples are found at all, in both halves."""
    ids = {str(each.id) for each in EXAMPLES}

    assert {"c8y_client.Event", "c8y_client.sync.events.Event"} <= ids


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_of_a_docstring_holds(example: doctest.DocTest) -> None:
    """The example gives what it says."""
    example.globs = public_names(example.name) | example.globs
    said: list[str] = []

    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=said.append)

    assert result.attempted
    assert not result.failed, "".join(said)
