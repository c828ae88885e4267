from __future__ import annotations

import json

from mockc8y.simulation.tables import to_json


def test_rows_are_written_by_number_in_order() -> None:
    """The text is what TinyDB reads: rows by their number, the first one being 1; letters stay readable."""
    text = to_json({"users": [{"userName": "zoë"}, {"userName": "bob"}]})

    assert json.loads(text) == {"users": {"1": {"userName": "zoë"}, "2": {"userName": "bob"}}}
    assert "zoë" in text
