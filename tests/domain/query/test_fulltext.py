from __future__ import annotations

import pytest

from mockc8y.domain.query import text_test

VALUES = ["4711", "acme_Pump", "Main-Hall/Pump.7 (north)", "Größe"]


@pytest.mark.parametrize(
    "wanted", ["hall", "HALL", "pump", "x y hall", "abc/hall", "main-hall", "7", "4711", "acme_pump", "größe", "north"]
)
def test_any_whole_word_of_the_search_is_enough(wanted: str) -> None:
    """Words are split at blanks and punctuation and compared without case."""
    assert text_test(wanted)(VALUES)


@pytest.mark.parametrize("wanted", ["hal", "acme", "mainhall", "47 11", "", "/-."])
def test_part_of_a_word_is_not_enough(wanted: str) -> None:
    """Whole words only, and a search without words finds nothing."""
    assert not text_test(wanted)([*VALUES, "-"])


@pytest.mark.parametrize("wanted", ['"main hall"', '"hall/pump.7"', '"north"'])
def test_phrase_in_double_quotes_matches_in_a_row(wanted: str) -> None:
    """All words of a phrase stand next to each other in one value."""
    assert text_test(wanted)(VALUES)


@pytest.mark.parametrize("wanted", ['"main pump"', '"hall main"', '"ain hall"', '"pump größe"', '""', '"'])
def test_phrase_does_not_match_scattered_words(wanted: str) -> None:
    """Other words between, another order or another value break the phrase."""
    assert not text_test(wanted)([*VALUES, "-"])
