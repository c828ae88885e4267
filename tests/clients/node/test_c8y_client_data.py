"""Devices and their data through @c8y/client."""

from __future__ import annotations

import pytest

from tests.clients.node.conftest import Node

pytestmark = pytest.mark.clients


def test_managed_object_is_managed(node: Node) -> None:
    """A whole object can be sent back, with what the platform keeps itself in it."""
    assert node("data", "managedObject") == {
        "made": "Pump 7",
        "changed": "Pump 8",
        "kept": False,
        "deleted": 204,
    }


def test_unknown_object_is_not_found(node: Node) -> None:
    """The client throws the answer and the platform's words."""
    refused = node("data", "unknownObject")["refused"]

    assert (refused["status"], refused["data"]["error"]) == (404, "inventory/Not Found")


def test_pages_are_walked_by_their_links(node: Node) -> None:
    """The client takes the number of the next page from its link, and stops where there is none."""
    assert node("data", "paging") == {
        "found": [["Pump 1", "Pump 2"], ["Pump 3", "Pump 4"], ["Pump 5"]],
        "totalPages": 3,
        "previous": ["Pump 1", "Pump 2"],
    }


def test_queries_of_the_client_are_understood(node: Node) -> None:
    """It builds them itself, for all objects or for devices alone."""
    assert node("data", "queries") == {
        "objects": ["Pump 3", "Hall 3"],
        "devices": ["Pump 3"],
        "sorted": ["Pump 3", "Pump 2", "Pump 1"],
    }


def test_objects_are_counted(node: Node) -> None:
    """The answer is a number and nothing else."""
    assert node("data", "count") == {"all": 4, "pumps": 3, "queried": 1}


def test_children_are_managed(node: Node) -> None:
    """They are added one by one, together, or as new objects; lists come in pages."""
    assert node("data", "children") == {
        "added": "Pump 1",
        "several": 2,
        "made": "Pump 4",
        "pages": [["Pump 1", "Pump 2", "Pump 3"], ["Pump 4"]],
        "totalPages": 2,
        "left": ["Pump 2", "Pump 3", "Pump 4"],
    }


def test_file_is_kept(node: Node) -> None:
    """The client sends the file before its description."""
    assert node("data", "file") == {"self": True, "content": "hello", "deleted": 204}


def test_external_id_is_managed(node: Node) -> None:
    """An object is found by its name."""
    assert node("data", "identity") == {"made": "sn-7", "same": True, "listed": 1, "deleted": 204}


def test_series_are_read(node: Node) -> None:
    """Values come by time, beside the names of their series."""
    assert node("data", "series") == {
        "values": [1, 3],
        "series": [{"type": "acme_Flow", "name": "F", "unit": "l"}],
        "truncated": False,
        "listed": 2,
        "supported": [{"fragment": "acme_Flow", "series": "F"}],
    }


def test_event_is_managed(node: Node) -> None:
    """An event is created, changed, listed and deleted."""
    assert node("data", "event") == {"changed": "Restarted", "listed": 1, "deleted": 204}


def test_attachment_is_kept(node: Node) -> None:
    """The form holds nothing but the file."""
    assert node("data", "attachment") == {"content": "line", "marked": True}


def test_alarm_is_managed(node: Node) -> None:
    """Alarms of one kind are counted, acknowledged, and cleared together."""
    assert node("data", "alarm") == {
        "count": 2,
        "status": "ACKNOWLEDGED",
        "open": 1,
        "cleared": 1,
        "listed": ["CLEARED"],
    }


def test_operation_is_managed(node: Node) -> None:
    """The client sends the id within the body of a change."""
    assert node("data", "operation") == {"made": "PENDING", "changed": "EXECUTING", "listed": 1}


def test_audit_record_is_written(node: Node) -> None:
    """It is the caller's."""
    assert node("data", "audit") == {"user": "admin", "listed": ["Valve turned"]}
