"""A client for the REST API of Cumulocity IoT.

Everything meant for users is here; modules whose names begin with an underscore may change at any time.
"""

from __future__ import annotations

from c8y_client._async.client import CumulocityClient
from c8y_client._async.events import Event, Events
from c8y_client._async.rest import CumulocityRestClient
from c8y_client._async.subscriptions import Subscription, Subscriptions
from c8y_client._async.tokens import Tokens
from c8y_client._auth import Auth, BasicAuth, BearerAuth, CookieAuth, parse_auth
from c8y_client._batch import BatchContext, BatchError
from c8y_client._download import FileDownload
from c8y_client._errors import (
    AccessDeniedError,
    C8yError,
    ConflictError,
    ConnectionFailed,
    ConnectionLost,
    DecodingError,
    HttpError,
    InvalidRequestError,
    MissingTfaError,
    NotFoundError,
    RequestTimeout,
    ServerError,
    TooManyRequestsError,
    TransportError,
    UnauthorizedError,
    UnexpectedRedirect,
)
from c8y_client._headers import ProcessingMode
from c8y_client._jwt import JWT
from c8y_client._refreshing import RefreshingAuth
from c8y_client._retry import RetryPolicy
from c8y_client._settings import Settings
from c8y_client._version import __version__

__all__ = [  # noqa: RUF022 - sorted as in an index, whatever the case
    "__version__",
    "AccessDeniedError",
    "Auth",
    "BasicAuth",
    "BatchContext",
    "BatchError",
    "BearerAuth",
    "C8yError",
    "ConflictError",
    "ConnectionFailed",
    "ConnectionLost",
    "CookieAuth",
    "CumulocityClient",
    "CumulocityRestClient",
    "DecodingError",
    "Event",
    "Events",
    "FileDownload",
    "HttpError",
    "InvalidRequestError",
    "JWT",
    "MissingTfaError",
    "NotFoundError",
    "parse_auth",
    "ProcessingMode",
    "RefreshingAuth",
    "RequestTimeout",
    "RetryPolicy",
    "ServerError",
    "Settings",
    "Subscription",
    "Subscriptions",
    "Tokens",
    "TooManyRequestsError",
    "TransportError",
    "UnauthorizedError",
    "UnexpectedRedirect",
]

# Tracebacks and pickles name the place that is promised, not the module behind it.
for _name in __all__:
    if not _name.startswith("_"):
        globals()[_name].__module__ = __name__
del _name
