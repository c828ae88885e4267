"""Matchers in filter languages, each evaluated by an optional library."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from c8y_client._matchers.base import Document, JsonMatcher


class PydfMatcher(JsonMatcher):
    """Matches by a display filter such as `type == c8y_Device and c8y_Hardware.revision > 2`; see `pydf`."""

    def __init__(self, expression: str, warn_on_error: bool = True) -> None:
        super().__init__(expression, warn_on_error)
        # Until 1.2 the library had another name; pyc8y still asks for that one.
        library = _library("pydf", "PyDF", "pydfql.display_filters", "pydictdisplayfilter.display_filters")
        self._filter = library.DictDisplayFilter([])
        try:
            # The public `filter` would parse the text again for every document.
            self._terms = self._filter._display_filter_parser.parse(expression)
        except Exception as error:  # noqa: BLE001 - its errors are plain exceptions
            raise _invalid("PyDF", expression, error) from None
        if not self._terms:
            raise _invalid("PyDF", expression, "it is empty")

    def matches(self, json: Document) -> bool:
        """Tell whether the filter holds; a path through a value that has no keys, for instance, is an error."""
        return bool(self._filter._evaluate_expressions(self._terms, json))


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
    """Match by a display filter, the language of plain text in `include` and `exclude`.

    Needs the extra `pydf`. An invalid filter is a `ValueError`. The language is described at
    https://github.com/bytebutcher/pydfql/blob/main/docs/USER_GUIDE.md#4-query-language.

        >>> pydf("type == c8y_Pump and c8y_Speed.rpm >= 100").matches({"type": "c8y_Pump", "c8y_Speed": {"rpm": 120}})
        True
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


def _library(extra: str, language: str, *modules: str) -> ModuleType:
    for module in modules:
        try:
            return import_module(module)
        except ImportError:
            continue
    raise ImportError(f"{language} filters need a library: pip install 'c8y-client[{extra}]'", name=modules[0])


def _invalid(language: str, expression: str, reason: object) -> ValueError:
    return ValueError(f"{expression!r} is no {language} filter: {reason}")
