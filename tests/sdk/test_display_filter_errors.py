"""What people read who made a mistake in a display filter."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client._matchers.display_filter import compile_filter

_MORE = "'xor', 'and', 'or' or the end"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected 'not', '(', a function or a field at the end"),
        ("  ", "expected 'not', '(', a function or a field at the end"),
        ("type = x", f"expected '[', a comparison such as ==, {_MORE}, not '= x' (at character 6)"),
        ("type === x", f"expected '[', a comparison such as ==, {_MORE}, not '=== x' (at character 6)"),
        ("type is x", f"expected '[', a comparison such as ==, {_MORE}, not 'is x' (at character 6)"),
        ("type ==", "expected text in quotes or a value at the end"),
        ("type == my pump", f"expected {_MORE}, not 'pump' (at character 12)"),
        ("type == 'my pump", 'expected text in quotes or a value, not "\'my pump" (at character 9)'),
        ("type == x and", "expected 'not', '(', a function or a field at the end"),
        ("type == x)", f"expected {_MORE}, not ')' (at character 10)"),
        ("(type == x", "expected 'xor', 'and', 'or' or ')' at the end"),
        ("()", "expected 'not', '(', a function or a field, not ')' (at character 2)"),
        ("a == {1}", "expected text in quotes or a value, not '{1}' (at character 6)"),
        ("a in 1", "expected '{', not '1' (at character 6)"),
        ("a in {}", "expected text in quotes, an IPv4 address, a range or a number, not '}' (at character 7)"),
        ("a in {x}", "expected text in quotes, an IPv4 address, a range or a number, not 'x}' (at character 7)"),
        ("a in {1 2}", "expected ',' or '}', not '2}' (at character 9)"),
        ("a in {1, 300.1.1.1}", "300 is no octet of an IPv4 address, they go from 0 to 255 (at character 10)"),
        ("a in {1.1.1.1/33}", "/33 is no prefix length of IPv4, they go from 1 to 32 (at character 7)"),
        ("a ~ '('", "'(' is no regular expression: missing ), unterminated subpattern at position 0 (at character 5)"),
        (
            "b and a > big",
            "'big' has no order; expected a number, a date such as 2025-01-31 or an IP address (at character 11)",
        ),
        ("a & x", "'x' has no bits; expected a whole number (at character 5)"),
        ("a or trim(b) == x", "expected one of the functions len, lower, upper, not 'trim' (at character 6)"),
        ("len(a)", "expected a comparison such as == at the end"),
        ("len(a", "expected '[' or ')' at the end"),
        ("len(lower(a)) == 1", "expected '[' or ')', not '(a)) == 1' (at character 10)"),
        ("a[0] and b", "expected a comparison such as ==, not 'and b' (at character 6)"),
        ("a[] == x", "expected a position such as 0, 1:3 or 1-3, not '] == x' (at character 3)"),
        ("a[0-2] == x", "0-2 counts from 1 (at character 3)"),
        ("a[0 1] == x", "expected ',' or ']', not '1] == x' (at character 5)"),
        ("a == 1 xor " + "(" * 51 + "a", "more than 50 open parentheses (at character 62)"),
        ("a == " + "x y" * 20, f"expected {_MORE}, not 'yx yx yx yx yx yx yx' (at character 8)"),
    ],
)
def test_error_points_at_the_mistake(text: str, message: str) -> None:
    """It tells what was expected, and at which character something else stands."""
    with pytest.raises(ValueError, match="at ") as refusal:
        compile_filter(text)
    assert str(refusal.value) == message


WORDS = re.findall(
    r"\S+",
    """a b.c len( lower( ( ) [ ] [0:2] { } {1,2} {'x'} == != ~ & in > and or xor not ! &&
    x 1 1.5 10.0.0.1 2025-01-31 ' , - :""",
)


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join) | st.lists(st.sampled_from(WORDS)).map("".join))
def test_text_is_a_filter_or_a_value_error(text: str) -> None:
    """No text raises anything else."""
    with suppress(ValueError):
        assert compile_filter(text)({"a": "x", "b": {"c": 1}}) in {True, False}
