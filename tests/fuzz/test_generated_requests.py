"""Requests that schemathesis makes up from the official specification: right ones, wrong ones, many of each.

A run of some minutes that hunts for what the bounded one misses, with other requests each time:
`pytest -m slow --hypothesis-profile=slow tests/fuzz`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from mockc8y.api.route import Route
from tests.conformance import deviations
from tests.fuzz.target import EMULATED, Target
from tests.specification import ABSENT, Specification, load_specification, specification_file
from tests.world import AS_ASKED, DEVICE, JSON, NOBODY, Wire

MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
FIXED = ("host", "authorization")
"""Headers that are not made up."""

LOGINS = {"plain user": NOBODY, "device": DEVICE}
REQUESTS = 1200
"""Made up in the bounded run, for all operations together."""

SLOW_SHARE = 10
"""The long run makes a tenth of the examples of its hypothesis profile for each operation, as there are so many."""

ACCEPTS = (None, JSON, JSON, "*/*")
"""What a client accepts: what was made up, or what gets an answer. Whatever the specification lists comes to it."""


@schemathesis.serializer("application/pkcs10")
def as_it_is(_: object, value: object) -> bytes:
    """Send what was made up for a file as its bytes."""
    return bytes(value) if isinstance(value, bytes | bytearray) else str(value).encode("utf-8", "replace")


class Mix(NamedTuple):
    """How much of the valid request goes into one that was made up, so that it gets past the first checks."""

    path: bool
    query: bool
    properties: frozenset[str]
    accept: str | None


@lru_cache(maxsize=1)
def operations() -> Mapping[str, APIOperation[Any, Any, Any, Any]]:
    """Return the operations of the specification by their ids."""
    file = specification_file()
    if file is None:
        pytest.skip(ABSENT)
    schema = schemathesis.openapi.from_dict(orjson.loads(file.read_bytes()))
    found = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    return {operation.definition.raw["operationId"]: operation for operation in found}


def mixes(target: Target, specification: Specification) -> st.SearchStrategy[Mix]:
    """Draw how much of the valid request is used."""
    accepts = (*ACCEPTS, *specification.media_types(target.route, 200))
    known = sorted(target.ask.json) if isinstance(target.ask.json, dict) else []
    properties = st.frozensets(st.sampled_from(known)) if known else st.just(frozenset[str]())
    return st.builds(Mix, st.booleans(), st.booleans(), properties, st.sampled_from(accepts))


def mixed(target: Target, case: schemathesis.Case[Any], mix: Mix) -> Wire:
    """Write down a request that was made up, with parts of the valid one in it, sent by the administrator."""
    sent = requests.Request(**case.as_transport_kwargs(base_url="http://mock.test")).prepare()
    body = sent.body or b""
    assert isinstance(body, str | bytes)
    headers = {name.lower(): text(value) for name, value in sent.headers.items()}
    path, _, query = str(sent.path_url).partition("?")
    valid_path, _, valid_query = target.valid.path.partition("?")
    request = Wire(
        method=target.route.method,
        path=f"{valid_path if mix.path else path}?{valid_query if mix.query else ''}&{query}",
        headers=headers | {name: value for name, value in target.valid.headers.items() if name in FIXED},
        body=body if isinstance(body, bytes) else body.encode(),
    )
    if mix.properties and isinstance(case.body, dict) and isinstance(target.ask.json, dict):
        request = request.with_json({**case.body, **{name: target.ask.json[name] for name in mix.properties}})
    return request if mix.accept is None else request.with_header("accept", mix.accept)


def text(value: str | bytes) -> str:
    """Return the value of a header as text."""
    return value if isinstance(value, str) else value.decode("latin-1")


def judged(specification: Specification, target: Target, request: Wire) -> list[str]:
    """List what is wrong with the answer to a request that may be right or wrong."""
    response = target.send(request)
    deviation = deviations.STATUSES.get(target.route.operation, (None, ""))[0]
    documented = {*specification.statuses(target.route), deviation}
    if response.status < 400 and response.status not in documented:
        return [f"answers {response.status}, documented are {documented}"]
    return target.bear(f"{request.method} {request.path} {request.body[:500]!r}", request)


def fire(route: Route, mode: GenerationMode, examples: int, login: str = AS_ASKED) -> None:
    """Make up requests for an operation and judge every answer."""
    specification = load_specification()
    operation = operations()[route.operation]
    target = Target(route, login=login)
    assert specification is not None

    @settings(
        max_examples=examples,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        database=None,
    )
    @given(case=operation.as_strategy(generation_mode=mode), mix=mixes(target, specification))
    def judge(case: schemathesis.Case[Any], mix: Mix) -> None:
        assert judged(specification, target, mixed(target, case, mix)) == []

    try:
        judge()
    except Unsatisfiable:
        # Of some operations the specification says so little that nothing wrong can be made up.
        assert mode is GenerationMode.NEGATIVE


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
def test_made_up_request_is_answered_as_documented(route: Route, mode: GenerationMode) -> None:
    """No request makes an operation fail, hang, or answer what the specification does not know."""
    fire(route, mode, max(REQUESTS // (len(MODES) * len(EMULATED)), 3))


@pytest.mark.parametrize("login", LOGINS.values(), ids=LOGINS)
def test_made_up_request_of_somebody_with_few_rights_is_answered_as_documented(route: Route, login: str) -> None:
    """What holds for the administrator holds for a user without any role and for a device."""
    fire(route, GenerationMode.POSITIVE, max(REQUESTS // (2 * len(EMULATED)), 3), login)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("login", LOGINS.values(), ids=LOGINS)
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
def test_very_many_requests_of_somebody_with_few_rights_are_answered(
    route: Route, mode: GenerationMode, login: str
) -> None:
    """What holds for a few requests holds for very many."""
    assert settings.default is not None
    fire(route, mode, settings.default.max_examples // SLOW_SHARE, login)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
def test_very_many_made_up_requests_are_answered_as_documented(route: Route, mode: GenerationMode) -> None:
    """What holds for a few requests holds for very many."""
    assert settings.default is not None
    fire(route, mode, settings.default.max_examples // SLOW_SHARE)


def test_every_emulated_operation_can_be_fuzzed() -> None:
    """Schemathesis reads each operation of the specification that is emulated."""
    assert {route.operation for route in EMULATED} <= operations().keys()
