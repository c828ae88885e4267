"""Login options as requests describe them: what is checked of one before it is stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from mockc8y.domain.documents import require_fields
from mockc8y.domain.errors import error
from mockc8y.store.codec import Document

AREA = "LoginOptions"
OAI_SECURE, BASIC, SSO = "OAUTH2_INTERNAL", "BASIC", "OAUTH2"
TYPES = (OAI_SECURE, BASIC, SSO)
DAY = 86_400_000
"""Milliseconds."""
SHORTEST_SESSION = 1000
"""Milliseconds: tokens count in whole seconds."""


def checked(option: Document) -> Document:
    """Refuse a login option with a property that cannot be understood. Those that mean nothing here are kept.

    An empty text says that there is none (specification, `redirectToPlatform`).
    """
    option = {name: value for name, value in option.items() if value != "" or name not in _LEFT_EMPTY}
    require_fields(option, ("type", "providerName"))
    for name, (is_valid, expectation) in _CHECKS.items():
        if name in option and not is_valid(option[name]):
            raise error("invalid_data", area=AREA, reason=f"'{name}' must be {expectation}")
    return option


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_address(value: object) -> bool:
    return isinstance(value, str) and _ADDRESS.fullmatch(value) is not None


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _GREATEST


def _is_session_configuration(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    numbers = ("absoluteTimeoutMillis", "renewalTimeoutMillis", "maximumNumberOfParallelSessions")
    if not all(_is_count(value[name]) for name in numbers if name in value):
        return False
    is_long = value.get("absoluteTimeoutMillis", SHORTEST_SESSION) >= SHORTEST_SESSION
    return is_long and _is_truth(value.get("userAgentValidationRequired", False))


def _is_request(value: object) -> bool:
    return isinstance(value, dict) and all(
        is_valid(value[name]) for name, is_valid in _REQUEST_PARTS.items() if name in value
    )


def _is_map_of_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _is_restrictions(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(names, list) and all(map(_is_text, names)) for names in value.values()
    )


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_GREATEST = 100 * 365 * DAY
_TRUTH = (_is_truth, "true or false")
_TRUTHS = ("visibleOnLoginPage", "enforceStrength", "strengthValidity", "useIdToken", "flowControlledByUI")
_TEXTS = ("providerName", "_type", "buttonName", "template", "clientId")
_ADDRESSES = ("audience", "issuer", "redirectToPlatform")
_LEFT_EMPTY = frozenset((*_TEXTS, *_ADDRESSES))
_OBJECTS = (
    *("accessTokenToUserDataMapping", "externalTokenConfig", "onNewUser", "signatureVerificationConfig"),
    "userIdConfig",
)
_REQUESTS = ("authorizationRequest", "logoutRequest", "refreshRequest", "tokenRequest")
_REQUEST_PARTS: Mapping[str, Callable[[object], bool]] = MappingProxyType(
    {
        "method": ("GET", "POST").__contains__,
        "operation": ("EXECUTE", "REDIRECT").__contains__,
        "url": _is_address,
        "body": lambda value: isinstance(value, str),
        "headers": _is_map_of_texts,
        "requestParams": _is_map_of_texts,
    }
)
_CHECKS: Mapping[str, tuple[Callable[[object], bool], str]] = MappingProxyType(
    {
        "type": (TYPES.__contains__, f"one of {', '.join(TYPES)}"),
        "grantType": (("PASSWORD", "AUTHORIZATION_CODE").__contains__, "PASSWORD or AUTHORIZATION_CODE"),
        "userManagementSource": (("INTERNAL", "REMOTE").__contains__, "INTERNAL or REMOTE"),
        **dict.fromkeys(_TRUTHS, _TRUTH),
        **dict.fromkeys(_TEXTS, (_is_text, "a string")),
        **dict.fromkeys(_ADDRESSES, (_is_address, "an absolute address")),
        **dict.fromkeys(_OBJECTS, (lambda value: isinstance(value, dict), "an object")),
        **dict.fromkeys(_REQUESTS, (_is_request, "an object that describes a request")),
        "greenMinLength": (_is_count, "a positive number"),
        "sessionConfiguration": (_is_session_configuration, "an object with numbers of milliseconds and sessions"),
        "authenticationRestrictions": (_is_restrictions, "an object with lists of strings"),
    }
)
