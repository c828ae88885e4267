"""A client for the REST API of Cumulocity IoT.

Everything meant for users is here; modules whose names begin with an underscore may change at any time.
"""

from __future__ import annotations

from c8y_client._auth import Auth, BasicAuth, BearerAuth, parse_auth
from c8y_client._errors import (
    BadRequest,
    C8yError,
    Conflict,
    ConnectError,
    ConnectionLost,
    DecodingError,
    Forbidden,
    InvalidRequest,
    MethodNotAllowed,
    MissingTfa,
    NotFound,
    ResponseError,
    ServerError,
    TimeoutError,  # noqa: A004 - deliberately: it is one
    TooManyRequests,
    TransportError,
    Unauthorized,
    UnexpectedRedirect,
    Unprocessable,
)
from c8y_client._version import __version__

__all__ = [  # noqa: RUF022 - sorted as in an index, whatever the case
    "__version__",
    "Auth",
    "BadRequest",
    "BasicAuth",
    "BearerAuth",
    "C8yError",
    "Conflict",
    "ConnectError",
    "ConnectionLost",
    "DecodingError",
    "Forbidden",
    "InvalidRequest",
    "MethodNotAllowed",
    "MissingTfa",
    "NotFound",
    "parse_auth",
    "ResponseError",
    "ServerError",
    "TimeoutError",
    "TooManyRequests",
    "TransportError",
    "Unauthorized",
    "UnexpectedRedirect",
    "Unprocessable",
]

# Tracebacks and pickles name the place that is promised, not the module behind it.
for _name in __all__:
    if not _name.startswith("_"):
        globals()[_name].__module__ = __name__
del _name
