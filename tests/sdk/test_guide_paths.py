"""Whatever an identifier holds, every function that puts it into a path sends it as one segment."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from c8y_client.sync import BasicAuth, CumulocityClient

ODD = "a/b?c#d%e'f\"g h ä"
ENCODED = quote(ODD, safe="")

REQUIRED = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
NOT_ASKING = {"build_object_path", "to_dataframe"}


class Recording(httpx.BaseTransport):
    """Answers everything in the same way, and remembers the paths."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer with a document that suits most."""
        self.paths.append(request.url.raw_path.decode().partition("?")[0])
        return httpx.Response(200, json={"id": "1", "references": [], "value": "a"})


def families() -> list[str]:
    """Name the attributes of a client that lead to resources."""
    return sorted(name for name in CumulocityClient.__annotations__ if not name.startswith("_"))


def calls(part: Any) -> Iterator[Callable[[], Any]]:
    """Give the functions of a part of a client with the odd identifier wherever something is required."""
    for name in dir(type(part)):
        function = getattr(part, name) if not name.startswith("_") and name not in NOT_ASKING else None
        if not inspect.ismethod(function):
            continue
        parameters = inspect.signature(function).parameters.values()
        needed = [each for each in parameters if each.kind in REQUIRED and each.default is each.empty]
        several = [each for each in parameters if each.kind is inspect.Parameter.VAR_POSITIONAL]
        if needed or several:
            yield partial(function, *[ODD] * len([*needed, *several]))


def asked(name: str) -> list[str]:
    """Call every function of a part as far as it goes, and give the paths that it asked for."""
    transport = Recording()
    part = getattr(CumulocityClient("http://c8y.local", "t1", BasicAuth("u", "p"), transport=transport), name)
    for call in calls(part):
        try:
            given = call()
            if inspect.isgenerator(given):
                list(given)
        except Exception:  # noqa: BLE001, S112 - the identifier is no document, no file and no time, where these are meant
            continue
    return transport.paths


@pytest.mark.parametrize("name", families())
def test_odd_identifier_is_one_segment(name: str) -> None:
    """What is left of a path without it is plain."""
    for path in asked(name):
        assert "%" not in path.replace(ENCODED, ""), path
        assert "a/b" not in path, path


def test_most_parts_of_a_client_take_identifiers() -> None:
    """So that the test above has something to look at."""
    paths = [path for name in families() for path in asked(name)]
    assert sum(ENCODED in path for path in paths) > 100
