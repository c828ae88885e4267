"""Plain access to REST resources, its errors and its options, by the names of the older SDKs' module `rest`."""

from __future__ import annotations

from c8y_client._async.rest import CumulocityRestClient
from c8y_client._batch import BatchContext, BatchError
from c8y_client._errors import (
    AccessDeniedError,
    ConflictError,
    HttpError,
    InvalidRequestError,
    MissingTfaError,
    NotFoundError,
    ServerError,
    TooManyRequestsError,
    UnauthorizedError,
)
from c8y_client._http.download import FileDownload
from c8y_client._http.headers import ProcessingMode

__all__ = [
    "AccessDeniedError",
    "BatchContext",
    "BatchError",
    "ConflictError",
    "CumulocityRestClient",
    "FileDownload",
    "HttpError",
    "InvalidRequestError",
    "MissingTfaError",
    "NotFoundError",
    "ProcessingMode",
    "ServerError",
    "TooManyRequestsError",
    "UnauthorizedError",
]
