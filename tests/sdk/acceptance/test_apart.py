"""Where our package is meant to do something else than pyc8y, seen side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockc8y.control.mock_tenant import MockTenant
from tests.sdk.acceptance.aliases import ASYNCHRONOUS
from tests.sdk.acceptance.test_scripts import ALIAS, printed

pytestmark = [pytest.mark.clients, pytest.mark.timeout(120)]

SCRIPT = Path(__file__).parent / "scripts/apart.py"

# Topic, what comes of it with pyc8y, what with ours, and why.
APART = [
    ("tuple_as_values", "['T']", "[('T', 'undefined', 't_T')]", "a tuple is columns, as the documents show"),
    ("update_with_json", "AttributeError", "{'essential': True}", "the documents change objects by their ids"),
    ("nested_assignment", "1", "2", "a change within a fragment is a change"),
    ("ascending", "['2', '1', '0']", "['0', '1', '2']", "the word of the documents, which pyc8y sends as it is"),
    ("file_content", "False", "True", "files are `bytes`"),
    ("one_value_of_one_series", "[(0,), (1,)]", "[0, 1]", "one value is no tuple of one"),
    ("kind_of_numbers", "int64", "float64", "numbers are of one kind, whether some are missing or not"),
    ("ids_as_a_list", "[]", "['I0', 'I1']", "sequences are sent comma-separated"),
    ("limit_of_zero", "ValueError", "0", "nothing is what was asked for"),
    ("quotes_in_a_type", "ValueError", "['Q']", "apostrophes are doubled"),
    ("setting_none", "True", "False", "`None` takes a property away"),
    ("device_by_id", "AttributeError", "0", "devices are deleted by id, too"),
    ("milliseconds", "ValueError", "0", "units are w, d, h, m, s and ms"),
    ("percentage", "AttributeError", "85", "the documents use this name"),
    ("valid_token", "False", "True", "pyc8y has it the other way round"),
    ("slash_in_an_id", "KeyError", "E", "identifiers are encoded in paths"),
    ("base_url", "/", "", "the address has no slash at its end"),
]


def test_differences_are_those_of_the_table(
    c8y_mock: MockTenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each topic comes out as the table says, with either package."""
    file = tmp_path / "file.txt"
    file.write_text("content", encoding="utf-8")
    monkeypatch.setenv("A_FILE", str(file))

    theirs = printed(c8y_mock, SCRIPT, "")
    ours = printed(c8y_mock, SCRIPT, ALIAS, *ASYNCHRONOUS)

    assert theirs == [f"{topic}: {outcome}" for topic, outcome, _, _ in APART]
    assert ours == [f"{topic}: {outcome}" for topic, _, outcome, _ in APART]
