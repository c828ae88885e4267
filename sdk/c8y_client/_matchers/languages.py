"""Matchers in filter languages: PyDF, which is built in, and two that are evaluated by optional libraries."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from c8y_client._matchers.base import Document, JsonMatcher
from c8y_client._matchers.display_filter import compile_filter


class PydfMatcher(JsonMatcher):
    """Matches by a display filter such as `type == c8y_Device and c8y_Hardware.revision > 2`; see `pydf`."""

    def __init__(self, expression: str, warn_on_error: bool = True) -> None:
        super().__init__(expression, warn_on_error)
        try:
            self._condition = compile_filter(expression)
        except ValueError as error:
            raise _invalid("PyDF", expression, error) from None

    def matches(self, json: Document) -> bool:
        """Tell whether the filter holds; it never fails, what is not there just equals nothing."""
        return self._condition(json)


class JmesPathMatcher(JsonMatcher):
    """Matches when a JMESPath expression gives a value that is true; see `jmespath`."""

    def __init__(self, expression: str, warn_on_error: bool = True) -> None:
        super().__init__(expression, warn_on_error)
        library = _library("jmespath", "JMESPath", "jmespath")
        try:
            self._compiled = library.compile(expression)
        except ValueError as error:
            raise _invalid("JMESPath", expression, error) from None

    def matches(self, json: Document) -> bool:
        """Tell whether the expression gives neither nothing, nor false, zero, or something empty."""
        return bool(self._compiled.search(json))


class JsonPathMatcher(JsonMatcher):
    """Matches when a JSONPath finds something, whatever its value; see `jsonpath`."""

    def __init__(self, expression: str, warn_on_error: bool = True) -> None:
        super().__init__(expression, warn_on_error)
        library = _library("jsonpath", "JSONPath", "jsonpath_ng.ext")
        try:
            self._compiled = library.parse(expression)
        except Exception as error:  # noqa: BLE001 - its errors are plain exceptions
            raise _invalid("JSONPath", expression, error) from None

    def matches(self, json: Document) -> bool:
        """Tell whether there is anything at the path."""
        return bool(self._compiled.find(json))


def pydf(expression: str) -> PydfMatcher:
    """Match by a display filter, the language of plain text in `include` and `exclude`; it needs no library.

    A field alone asks whether it is there. `==`, `!=`, `<`, `<=`, `>`, `>=`, `contains`, `matches` (a regular
    expression), `&` (bits) and `in` (a set in braces) compare it. `and`, `or`, `xor`, `not` and parentheses combine.
    Values with spaces or brackets need quotes. Numbers, dates and IP addresses are compared as such. `lower`, `upper`,
    `len` and slices such as `name[0:3]` compare what they make of a field. What is missing equals nothing.
    An invalid filter is a `ValueError` that points at the mistake.

        >>> pump = {"type": "c8y_Pump", "c8y_Speed": {"rpm": 120}, "creationTime": "2025-03-01T08:30:00.250Z"}
        >>> pydf("type == c8y_Pump and c8y_Speed.rpm >= 100").matches(pump)
        True
        >>> pydf("creationTime >= 2025-04-01 or not c8y_Speed").matches(pump)
        False
        >>> pydf("lower(type) contains pump and c8y_Speed.rpm in {0, 100-150}").matches(pump)
        True
        >>> pydf("type ==")
        Traceback (most recent call last):
            ...
        ValueError: 'type ==' is no PyDF filter: expected text in quotes or a value at the end
    """
    return PydfMatcher(expression)


def jmespath(expression: str) -> JmesPathMatcher:
    """Match when a JMESPath expression gives a value that is true: neither null, false, zero, nor empty.

    Needs the extra `jmespath`. An invalid expression is a `ValueError`.

        >>> jmespath("c8y_Speed.rpm >= `100`").matches({"c8y_Speed": {"rpm": 120}})
        True
    """
    return JmesPathMatcher(expression)


def jsonpath(expression: str) -> JsonPathMatcher:
    """Match when a JSONPath finds something, whatever its value.

    Needs the extra `jsonpath`. An invalid path is a `ValueError`.

        >>> jsonpath("$.c8y_Requirements[?(@.level > 2)]").matches({"c8y_Requirements": [{"level": 3}]})
        True
    """
    return JsonPathMatcher(expression)


def _library(extra: str, language: str, module: str) -> ModuleType:
    try:
        return import_module(module)
    except ImportError:
        message = f"{language} filters need a library: pip install 'c8y-client[{extra}]'"
        raise ImportError(message, name=module) from None


def _invalid(language: str, expression: str, reason: object) -> ValueError:
    return ValueError(f"{expression!r} is no {language} filter: {reason}")
