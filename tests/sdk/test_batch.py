"""The error of bulk functions: what it counts, what it carries, how it is taken apart."""

from __future__ import annotations

import pickle

import pytest

from c8y_client import BatchContext, BatchError, C8yError, ConflictError, NotFoundError

GONE = NotFoundError("PUT", "https://tenant.test/a", "gone")
TAKEN = ConflictError("POST", "https://tenant.test/b", "taken")


def test_errors_and_contexts_belong_together() -> None:
    """Each error has the item that it is about at the same position, and what worked is listed."""
    failed = BatchError([GONE, TAKEN], [BatchContext("7"), BatchContext("8")], succeeded=["1", "2", "3"])

    assert failed.errors == [GONE, TAKEN]
    assert [context.item for context in failed.contexts] == ["7", "8"]
    assert failed.succeeded == ["1", "2", "3"]


def test_message_counts_and_names_the_first_reasons() -> None:
    """The text says how many of how many failed, and why, without becoming as long as the batch."""
    failed = BatchError([ValueError(str(number)) for number in range(5)], succeeded=["x"] * 95)

    assert str(failed) == "5 of 100 failed: ValueError: 0; ValueError: 1; ValueError: 2; and 2 more"


def test_contexts_may_be_unknown() -> None:
    """Without contexts there is a `None` for each error, as with the older SDK."""
    assert BatchError([GONE, TAKEN]).contexts == [None, None]


def test_group_is_taken_apart_with_its_contexts() -> None:
    """`except*` picks errors by their class, and each part knows its own items."""
    failed = BatchError([GONE, TAKEN], [BatchContext("7"), BatchContext("8")])

    missing, others = failed.split(KeyError)

    assert isinstance(missing, BatchError)
    assert isinstance(others, BatchError)
    assert (missing.errors, missing.contexts) == ([GONE], [BatchContext("7")])
    assert (others.errors, others.contexts) == ([TAKEN], [BatchContext("8")])


def test_group_is_an_error_of_this_package() -> None:
    """One `except C8yError` catches bulk failures too."""
    with pytest.raises(C8yError, match="1 of 1 failed: NotFoundError: 404 gone"):
        raise BatchError([GONE])


def test_group_can_be_pickled() -> None:
    """Errors, contexts and what worked survive the way back from another process."""
    failed = BatchError([GONE, ValueError("x")], [BatchContext("7"), None], succeeded=["1"])

    twin = pickle.loads(pickle.dumps(failed))  # noqa: S301 - our own

    assert (type(twin), str(twin), twin.contexts, twin.succeeded) == (
        BatchError,
        str(failed),
        failed.contexts,
        ["1"],
    )
    assert [type(error) for error in twin.errors] == [NotFoundError, ValueError]


def test_one_error_of_several_items_keeps_each_of_them() -> None:
    """Where a request for several items failed, taking the group apart loses none of them."""
    refused, lost = ValueError("refused"), OSError("lost")
    failed = BatchError([refused, refused, lost], [BatchContext("1"), BatchContext("2"), BatchContext("3")])

    values, others = failed.split(ValueError)

    assert isinstance(values, BatchError)
    assert isinstance(others, BatchError)
    assert [context.item for context in values.contexts] == ["1", "2"]
    assert [context.item for context in others.contexts] == ["3"]
