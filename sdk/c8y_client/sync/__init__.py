"""The synchronous half: the modules beside this one are made from those of `c8y_client._async`."""

from __future__ import annotations

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
from c8y_client.sync._connector import CumulocityRestApi
from c8y_client.sync.client import CumulocityClient
from c8y_client.sync.events import Event, Events
from c8y_client.sync.rest import CumulocityRestClient
from c8y_client.sync.subscriptions import Subscription, Subscriptions
from c8y_client.sync.tokens import Tokens

__all__ = [  # noqa: RUF022 - sorted as in an index, whatever the case
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
    "CumulocityRestApi",
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
