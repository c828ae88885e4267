"""Operations and bulk operations, where code written for pyc8y looks for them."""

from __future__ import annotations

from c8y_client._async.bulk_operation import (
    BulkOperation,
    BulkOperationGeneralStatus,
    BulkOperationProgress,
    BulkOperationStatus,
)
from c8y_client._async.bulk_operations import BulkOperations
from c8y_client._async.operation import Operation, OperationStatus, OperationStatusChange
from c8y_client._async.operations import Operations

__all__ = [
    "BulkOperation",
    "BulkOperationGeneralStatus",
    "BulkOperationProgress",
    "BulkOperationStatus",
    "BulkOperations",
    "Operation",
    "OperationStatus",
    "OperationStatusChange",
    "Operations",
]
