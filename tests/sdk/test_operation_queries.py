"""What operation queries say to the platform."""

from __future__ import annotations

import doctest
from typing import Any

import pytest

import c8y_client
from c8y_client._async.bulk_operation import BulkOperation
from c8y_client._async.operation import Operation, OperationStatus, OperationStatusChange, template_of
from c8y_client._queries.operations import needs_search, operation_params, spot

BEGINNING = ("dateFrom", "1970-01-01T00:00:00.000Z")


@pytest.mark.parametrize(
    ("filters", "worded"),
    [
        ({"device_id": "1", "agent_id": "2"}, [("deviceId", "1"), ("agentId", "2")]),
        ({"status": OperationStatus.FAILED}, [("status", "FAILED")]),
        ({"bulk_id": 15}, [("bulkOperationId", "15")]),
        ({"bulk_id": BulkOperation.from_json({"id": 15})}, [("bulkOperationId", "15")]),
        ({"fragment": "c8y_A"}, [("fragmentType", "c8y_A")]),
        ({"asc": False}, [("revert", True), BEGINNING]),
        ({"ascending": True}, [("revert", False), BEGINNING]),
        ({"after": "2026-01-01", "asc": False}, [("dateFrom", "2026-01-01T00:00:00.000Z"), ("revert", True)]),
    ],
)
def test_filters_are_worded(filters: dict[str, Any], worded: list[tuple[str, object]]) -> None:
    """Each filter has one wording, and an order brings a bound along."""
    assert operation_params(filters) == worded


@pytest.mark.parametrize("name", ["bulk_id", "fragment", "fragmentType", "bulkOperationId"])
def test_what_the_platform_is_not_known_to_delete_by(name: str) -> None:
    """It might ignore these and delete everything else that is asked for."""
    assert needs_search({"device_id": "1", name: "x"})
    assert not needs_search({"device_id": "1", name: None})


def test_spot_is_one_millisecond() -> None:
    """The upper bound is not included."""
    assert spot("7", "2026-01-01T01:00:00.999+01:00") == {
        "device_id": "7",
        "date_from": "2026-01-01T00:00:00.999Z",
        "date_to": "2026-01-01T00:00:01.000Z",
    }


def test_template_leaves_out_what_is_of_one_device() -> None:
    """What an operation tells about its device, its way there and its end does not go to others."""
    read = {
        "id": "5",
        "self": "x",
        "deviceId": "1",
        "deviceName": "a",
        "deviceExternalIDs": {},
        "status": "FAILED",
        "failureReason": "power",
        "creationTime": "2026-01-01T00:00:00.000Z",
        "bulkOperationId": 7,
        "delivery": {},
        "description": "Restart",
        "c8y_Restart": {},
    }
    assert template_of(read) == template_of(Operation.from_json(read)) == {"description": "Restart", "c8y_Restart": {}}


@pytest.mark.parametrize("documented", [BulkOperation, Operation, OperationStatusChange])
def test_examples_hold(documented: type) -> None:
    """What the documentation shows is what happens."""
    runner = doctest.DocTestRunner()
    [example] = doctest.DocTestFinder(recurse=False).find(documented, module=False, globs=vars(c8y_client).copy())

    assert runner.run(example).attempted > 0
    assert runner.summarize().failed == 0
