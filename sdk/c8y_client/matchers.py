"""Filters that are applied to documents after reading them, for `include` and `exclude` of every query.

Wherever a matcher is wanted, PyDF text or any function of the document does as well. Filters of the platform itself,
such as `type` or `query`, are faster, since what they refuse is not transferred.
"""

from c8y_client._matchers.base import Document, FunctionMatcher, JsonMatcher
from c8y_client._matchers.combinations import (
    AllMatcher,
    AnyMatcher,
    Match,
    NotMatcher,
    as_matcher,
    match_all,
    match_any,
    match_not,
)
from c8y_client._matchers.fields import (
    CommandMatcher,
    DescriptionMatcher,
    FieldMatcher,
    FragmentMatcher,
    TextMatcher,
    command,
    description,
    field,
    fragment,
    text,
)
from c8y_client._matchers.filter import Filter
from c8y_client._matchers.languages import (
    JmesPathMatcher,
    JsonPathMatcher,
    PydfMatcher,
    jmespath,
    jsonpath,
    pydf,
)

__all__ = [
    "AllMatcher",
    "AnyMatcher",
    "CommandMatcher",
    "DescriptionMatcher",
    "Document",
    "FieldMatcher",
    "Filter",
    "FragmentMatcher",
    "FunctionMatcher",
    "JmesPathMatcher",
    "JsonMatcher",
    "JsonPathMatcher",
    "Match",
    "NotMatcher",
    "PydfMatcher",
    "TextMatcher",
    "as_matcher",
    "command",
    "description",
    "field",
    "fragment",
    "jmespath",
    "jsonpath",
    "match_all",
    "match_any",
    "match_not",
    "pydf",
    "text",
]
