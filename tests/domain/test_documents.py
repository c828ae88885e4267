"""What all documents have in common."""

from __future__ import annotations

import pytest

from mockc8y.domain.documents import moment_of_change
from mockc8y.domain.times import format_millis

LAST = 1_700_000_000_000


@pytest.mark.parametrize(("now", "expected"), [(LAST, LAST + 1), (LAST - 5, LAST + 1), (LAST + 5, LAST + 5)])
def test_change_comes_after_the_one_before(now: int, expected: int) -> None:
    """Two changes of a document never carry the same time, however fast they follow each other."""
    assert moment_of_change(now, {"lastUpdated": format_millis(LAST)}) == expected


def test_document_that_was_never_changed_changes_now() -> None:
    """A seed may leave the time of the last change out."""
    assert moment_of_change(LAST, {}) == LAST
