"""Filters in the three languages, of which two need their libraries."""

from __future__ import annotations

import doctest
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from types import ModuleType
from unittest.mock import Mock, call

import pytest

from c8y_client import matchers
from c8y_client._matchers import combinations, fields, languages
from c8y_client._matchers.display_filter import compile_filter
from c8y_client.matchers import (
    Document,
    Filter,
    JsonMatcher,
    PydfMatcher,
    as_matcher,
    fragment,
    jmespath,
    jsonpath,
    match_all,
    match_not,
    pydf,
)

PUMP: Document = {"id": "7", "type": "c8y_Pump", "name": "Pump 7", "c8y_Speed": {"rpm": 120}}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("type == c8y_Pump", True),
        ("c8y_Speed.rpm > 100 and name contains '7'", True),
        ("c8y_Speed.rpm > 200", False),
        ("c8y_Position", False),
        ("not c8y_Position", True),
    ],
)
def test_pydf_filter_is_evaluated(expression: str, expected: bool) -> None:
    """Display filters compare and combine, and test for presence."""
    assert pydf(expression).matches(PUMP) is expected


@pytest.mark.parametrize(
    ("expression", "expected"), [("c8y_Speed.rpm > `100`", True), ("c8y_Position", False), ("name.x", False)]
)
def test_jmespath_is_evaluated(expression: str, expected: bool) -> None:
    """A JMESPath matches by its value."""
    assert jmespath(expression).matches(PUMP) is expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("$.c8y_Speed.rpm", True), ("$.c8y_Position", False), ("$.c8y_Speed[?(@ > 200)]", False)],
)
def test_jsonpath_is_evaluated(expression: str, expected: bool) -> None:
    """A JSONPath matches by what it finds."""
    assert jsonpath(expression).matches(PUMP) is expected


def test_jsonpath_finds_what_is_false() -> None:
    """What stands at a path may be zero."""
    assert jsonpath("$.f").matches({"f": 0})


@pytest.mark.parametrize(
    ("make", "expression"),
    [
        (pydf, "c8y_Speed.rpm in {1, 2}"),
        (jmespath, "sort(keys(@))"),
        (jsonpath, "$.c8y_Speed[?(@ > 200)]"),
    ],
)
def test_document_is_left_as_it_is(make: Callable[[str], JsonMatcher], expression: str) -> None:
    """A filter looks at a document that its caller is going to read; no library may change it."""
    document = deepcopy(PUMP)

    make(expression).matches(document)

    assert document == PUMP


@pytest.mark.parametrize(
    ("make", "language", "expression"),
    [
        (pydf, "PyDF", ""),
        (pydf, "PyDF", "a =="),
        (jmespath, "JMESPath", ""),
        (jmespath, "JMESPath", "a =="),
        (jsonpath, "JSONPath", "$["),
        (jsonpath, "JSONPath", "a =="),
    ],
)
def test_invalid_expression_is_refused_at_once(
    make: Callable[[str], JsonMatcher], language: str, expression: str
) -> None:
    """A filter that cannot be read is a `ValueError` when it is made, not a query without results."""
    with pytest.raises(ValueError, match=f"is no {language} filter: ") as refusal:
        make(expression)
    assert repr(expression) in str(refusal.value)


@pytest.mark.parametrize(
    ("make", "module", "message"),
    [
        (jmespath, "jmespath", "JMESPath .*: pip install 'c8y-client[jmespath]'"),
        (jsonpath, "jsonpath_ng.ext", "JSONPath .*: pip install 'c8y-client[jsonpath]'"),
    ],
)
def test_missing_library_is_named_by_its_extra(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[str], JsonMatcher], module: str, message: str
) -> None:
    """Who lacks a library reads which extra brings it."""
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(ImportError, match=message.replace("[", r"\[")):
        make("a")


def test_text_never_changes_its_language() -> None:
    """Text that is no PyDF is refused, though it would be a JMESPath and that library is there."""
    with pytest.raises(ValueError, match="is no PyDF filter"):
        Filter(include="starts_with(name, 'Pump')")


def test_plain_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A query reads its filters before the first document; for each document it only evaluates."""
    compiled = Mock(side_effect=compile_filter)
    monkeypatch.setattr(languages, "compile_filter", compiled)

    wanted = Filter(include="type", exclude="gone")

    assert [wanted.accepts(json) for json in ({"type": 1}, {}, {"type": 1, "gone": 1})] == [True, False, False]
    assert compiled.mock_calls == [call("type"), call("gone")]


def test_combination_takes_text_and_functions() -> None:
    """Wherever a matcher is wanted, PyDF text and any function will do."""
    assert match_all("type == c8y_Pump", lambda json: json["id"] == "7", match_not(fragment("gone"))).matches(PUMP)


def test_text_is_pydf() -> None:
    """Text without further word is a display filter."""
    assert isinstance(as_matcher("type == c8y_Pump"), PydfMatcher)


def test_import_brings_no_filter_library() -> None:
    """The languages' libraries are loaded when a filter is written in them."""
    code = (
        "import sys, c8y_client.matchers; print({'jmespath', 'jsonpath_ng', 'pydfql', 'pyparsing'} & set(sys.modules))"
    )

    result = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout == "set()\n"


@pytest.mark.parametrize("module", [combinations, fields, languages])
def test_documented_examples_are_true(module: ModuleType) -> None:
    """What the documentation shows is what happens."""
    results = doctest.testmod(module, extraglobs=vars(matchers))

    assert results.attempted
    assert results.failed == 0
