"""The route table against the official specification."""

from __future__ import annotations

from collections import Counter

import pytest

from mockc8y.api.route import Route
from mockc8y.api.routes import TABLE
from tests.specification import Specification, load_specification

OPERATIONS = 250


@pytest.fixture(scope="module")
def specification() -> Specification:
    """The official specification, which lies beside the checkout."""
    found = load_specification()
    if found is None:
        pytest.skip("the official specification is absent: put it at ../shared/openapi or set CUMULOCITY_OPENAPI")
    return found


def test_table_has_every_operation_of_the_specification_once(specification: Specification) -> None:
    """Method, path and operation id agree, none is missing, none is ours."""
    wanted = Counter((method, path, operation["operationId"]) for method, path, operation in specification.operations())

    assert Counter((row.method, _full_path(row), row.operation) for row in TABLE) == wanted


def test_table_has_250_rows() -> None:
    """The specification has 250 operations, also where it cannot be looked at."""
    assert len(TABLE) == OPERATIONS


def test_parameters_of_the_specification_are_known(specification: Specification) -> None:
    """Strict mode refuses no parameter that the specification lists."""
    for method, path, operation in specification.operations():
        row = next(row for row in TABLE if (row.method, _full_path(row)) == (method, path))

        assert specification.query_parameters(operation) <= row.parameters, row.operation


def _full_path(row: Route) -> str:
    return row.path + ("?version=1.0" if row.when_query else "")
