"""Filters of documents: built in, combined, and those of a whole query."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client import matchers
from c8y_client._types import JSON
from c8y_client.matchers import (
    CommandMatcher,
    DescriptionMatcher,
    Document,
    FieldMatcher,
    Filter,
    FragmentMatcher,
    JmesPathMatcher,
    JsonMatcher,
    JsonPathMatcher,
    TextMatcher,
    as_matcher,
    command,
    description,
    field,
    fragment,
    jmespath,
    jsonpath,
    match_all,
    match_any,
    match_not,
    text,
)

PUMP: Document = {"id": "7", "type": "c8y_Pump", "name": "Pump 7", "c8y_Speed": {"rpm": 120}}


class Broken(JsonMatcher):
    """Fails on every document."""

    def __init__(self, *, warn_on_error: bool = False) -> None:
        super().__init__("broken", warn_on_error)

    def matches(self, json: Document) -> bool:
        """Fail."""
        raise LookupError(json["id"])


def yes(json: Document) -> bool:
    """Match everything."""
    return True


def no(json: Document) -> bool:
    """Match nothing."""
    return False


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("Pump", "Pump", True),
        ("Pump", "Pump 7", False),
        ("Pump*", "Pump 7", True),
        ("*7", "Pump 7", True),
        ("*mp*", "Pump 7", True),
        ("P*7", "Pump 7", True),
        ("*", "", True),
        ("pump*", "Pump 7", False),
        ("P.mp", "Pump", False),
        ("a*b", "a\nb", True),
        (5, 5, True),
        ("5", 5, True),
        ("1.*", 1.5, True),
        (5, "5", True),
        (True, True, True),
        ("true", True, True),
        (1, True, False),
        ("*", None, False),
        ("*", {"a": 1}, False),
        ("*", ["a"], False),
    ],
)
def test_pattern_is_compared_with_the_whole_text_of_a_field(pattern: str | float, value: JSON, expected: bool) -> None:
    """An asterisk stands for any characters; numbers and booleans have a text as well, nothing raises."""
    assert field("f", pattern).matches({"f": value}) is expected


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("mp [0-9]$", "Pump 7", True),
        ("^ump", "Pump 7", False),
        ("^1[0-9]+$", 120, True),
        ("tru", True, True),
        (".", None, False),
    ],
)
def test_regular_expression_is_searched_in_a_field(pattern: str, value: JSON, expected: bool) -> None:
    """Mode REGEX finds an expression anywhere, in numbers and booleans too."""
    assert field("f", pattern, "REGEX").matches({"f": value}) is expected
    assert field("f", pattern, FieldMatcher.Mode.REGEX).matches({"f": value}) is expected


def test_missing_field_does_not_match() -> None:
    """No pattern fits what is not there."""
    assert not field("f", "*").matches({})


@given(st.text(), st.text(), st.text())
def test_asterisk_is_the_only_special_character(start: str, middle: str, end: str) -> None:
    """A pattern made of any text finds that text, whatever an asterisk stands for."""
    assert field("f", f"{start}*{end}").matches({"f": start + middle + end})


@given(st.text().filter(lambda value: "*" not in value), st.text())
def test_pattern_without_asterisk_is_equality(pattern: str, value: str) -> None:
    """Without an asterisk a pattern matches its own text only."""
    assert field("f", pattern).matches({"f": value}) is (pattern == value)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON_VALUES, st.sampled_from(["LIKE", "REGEX"]))
def test_no_value_of_a_field_raises(value: JSON, mode: str) -> None:
    """Whatever a document holds, a field pattern gives an answer."""
    document = {"f": value, "c8y_Command": value}

    assert field("f", "a*", mode).matches(document) in {True, False}
    assert command("a*", mode).matches(document) in {True, False}


@pytest.mark.parametrize(
    ("matcher", "document", "other"),
    [
        (fragment("c8y_Speed"), {"c8y_Speed": None}, {"a": {"c8y_Speed": 1}}),
        (description("Old*"), {"description": "Old pump"}, {"text": "Old pump"}),
        (text("*hot*"), {"text": "It is hot"}, {"description": "It is hot"}),
        (command("get *"), {"c8y_Command": {"text": "get log"}}, {"text": "get log"}),
    ],
    ids=["fragment", "description", "text", "command"],
)
def test_built_in_matcher_looks_at_its_own_place(matcher: JsonMatcher, document: Document, other: Document) -> None:
    """Each of them knows one place of a document, and matches nothing elsewhere."""
    assert matcher.matches(document)
    assert not matcher.matches(other)


def test_broken_regular_expression_is_refused_at_once() -> None:
    """The mistake is told where it was made, with the pattern."""
    with pytest.raises(ValueError, match=r"^'\(' is no regular expression: missing \)"):
        field("f", "(", "REGEX")


def test_unknown_mode_is_refused() -> None:
    """A misspelt mode does not fall back to another one."""
    with pytest.raises(ValueError, match="'GLOB' is not a valid Mode"):
        field("f", "x", "GLOB")


def test_pattern_is_a_value_that_has_a_text() -> None:
    """Nothing but text, numbers and booleans can be a pattern."""
    with pytest.raises(TypeError, match="None cannot be a pattern"):
        field("f", None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("matchers", "in_all", "in_any"),
    [
        ([], True, False),
        ([yes, yes], True, True),
        ([yes, no], False, True),
        ([no, no], False, False),
        ([Broken(), no], False, None),
        ([Broken(), yes], None, True),
        ([Broken()], None, None),
    ],
)
def test_combination_decides_as_far_as_it_can(
    matchers: list[matchers.Match], in_all: bool | None, in_any: bool | None
) -> None:
    """A member that fails matters only when the others leave the decision open; then the whole fails."""
    for matcher, expected in ((match_all(*matchers), in_all), (match_any(*matchers), in_any)):
        if expected is None:
            with pytest.raises(LookupError):
                matcher.matches(PUMP)
        else:
            assert matcher.matches(PUMP) is expected


def test_negation_turns_an_answer_but_not_a_failure() -> None:
    """What cannot be judged does not match, negated or not."""
    assert match_not(no).matches(PUMP)
    assert not match_not(yes).matches(PUMP)
    assert not match_not(Broken()).safe_matches(PUMP)


def test_matcher_is_told_by_its_repr() -> None:
    """Logs show what a filter asks for, also inside combinations."""
    matcher = match_all(match_any(field("name", "P*"), fragment("c8y_Speed")), match_not(yes))

    assert repr(matcher) == (
        "AllMatcher('AnyMatcher(\"FieldMatcher(\\'name\\', \\'P*\\') OR FragmentMatcher(\\'c8y_Speed\\')\") "
        "AND NotMatcher(\"NOT FunctionMatcher(\\'yes\\')\")')"
    )


def test_nothing_stays_nothing() -> None:
    """`None` means that no filter was given."""
    assert as_matcher(None) is None


def test_matcher_stays_itself() -> None:
    """A matcher needs no wrapping."""
    matcher = fragment("a")

    assert as_matcher(matcher) is matcher


def test_function_is_a_matcher() -> None:
    """Any function of the document will do, and what it returns is read as true or false."""
    matcher = as_matcher(lambda json: json.get("name", ""))

    assert matcher.matches(PUMP) is True
    assert matcher.matches({"name": ""}) is False


def test_coroutine_function_is_refused() -> None:
    """Its answer, a coroutine, would count as true for every document."""

    async def ask(json: Document) -> bool:
        return False

    with pytest.raises(TypeError, match="is a coroutine function; a filter has to answer at once"):
        as_matcher(ask)  # type: ignore[arg-type]


def test_other_values_are_no_filters() -> None:
    """What can neither be read nor called is a `TypeError`."""
    with pytest.raises(TypeError, match="5 is no filter"):
        as_matcher(5)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("include", "exclude", "accepted"),
    [
        (None, None, True),
        (yes, None, True),
        (no, None, False),
        (None, yes, False),
        (None, no, True),
        (yes, yes, False),
        (yes, no, True),
        (Broken(), None, False),
        (None, Broken(), True),
    ],
)
def test_query_wants_what_is_included_and_not_excluded(
    include: matchers.Match | None, exclude: matchers.Match | None, accepted: bool
) -> None:
    """Inclusion comes first; a matcher that fails counts as not matching on either side."""
    assert Filter(include, exclude).accepts(PUMP) is accepted


def test_excluded_is_asked_about_included_only() -> None:
    """Once a document is not included, the second matcher is not troubled."""
    asked: list[Document] = []

    def note(json: Document) -> bool:
        asked.append(json)
        return False

    assert not Filter(no, note).accepts(PUMP)
    assert asked == []


def test_filter_knows_whether_it_filters() -> None:
    """The size of a page depends on whether documents may be dropped."""
    assert not Filter()
    assert Filter(include=yes)
    assert Filter(exclude=no)


def test_failures_are_logged_once_per_query(caplog: pytest.LogCaptureFixture) -> None:
    """The first failure is a warning with matcher, object and reason; a second query tells its own."""
    for _ in range(2):
        wanted = Filter(Broken(), Broken())
        for number in range(3):
            wanted.accepts({"id": str(number)})

    assert [(record.levelname, record.name) for record in caplog.records] == [("WARNING", "c8y_client")] * 2
    assert caplog.messages[0].startswith("Broken('broken') could not judge the object with id '0': LookupError('0');")


def test_failures_in_several_threads_are_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    """Pages may be filtered by several workers at once."""
    wanted = Filter(Broken())

    with ThreadPoolExecutor(8) as pool:
        assert not any(pool.map(wanted.accepts, [PUMP] * 200))

    assert len(caplog.records) == 1


@pytest.mark.parametrize(("warn", "level"), [(True, logging.WARNING), (False, logging.DEBUG)])
def test_safe_matcher_never_raises(caplog: pytest.LogCaptureFixture, warn: bool, level: int) -> None:
    """A failure is no match; whether it is a warning is the matcher's choice."""
    caplog.set_level(logging.DEBUG)

    assert Broken(warn_on_error=warn).safe_matches(PUMP) is False
    assert [(record.levelno, record.message) for record in caplog.records] == [
        (level, "Broken('broken') could not judge a document: LookupError('7')")
    ]


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (fragment("a"), FragmentMatcher),
        (field("a", "b"), FieldMatcher),
        (description("a"), DescriptionMatcher),
        (text("a"), TextMatcher),
        (command("a"), CommandMatcher),
        (jmespath("a"), JmesPathMatcher),
        (jsonpath("a"), JsonPathMatcher),
        (match_all(), matchers.AllMatcher),
        (match_any(), matchers.AnyMatcher),
        (match_not(yes), matchers.NotMatcher),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_function_makes_its_class(made: JsonMatcher, kind: type[JsonMatcher]) -> None:
    """Both are public, as in pyc8y."""
    assert type(made) is kind


def test_matchers_are_found_where_pyc8y_has_them() -> None:
    """Code that imports from the models' package goes on working, with all of that package's names."""
    import pyc8y.model.matcher

    import c8y_client.model.matcher

    names = {name for name in dir(pyc8y.model.matcher) if not name.startswith("_")}
    assert names <= set(dir(c8y_client.model.matcher))
    assert c8y_client.model.matcher.__all__ == matchers.__all__
    assert c8y_client.model.matcher.field is matchers.field
