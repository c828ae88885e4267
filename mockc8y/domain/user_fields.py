"""What a request may say about a user, and how it is checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from mockc8y.domain.application_references import applications_named
from mockc8y.domain.documents import merged
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.users import User
from mockc8y.store.codec import Document

AREA = "users"
NAME_LIMIT = 1000
TEXT_LIMIT = 256
ORIGIN = "userOrigin"
"""The custom property that says how a user came to be. Only the platform sets it."""

PROFILE = ("firstName", "lastName", "displayName", "email", "phone", "newsletter", "customProperties", "alias")
"""What is stored and shown as it came."""

_ATTRIBUTES = MappingProxyType({"enabled": "enabled", "shouldResetPassword": "should_reset_password"})
_NAME = re.compile(r"[^\s/+$:\x00-\x1f\x7f]+")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+")
# unverified: how closely the platform looks at phone numbers.
_PHONE = re.compile(r"\+[\d -]{6,20}", re.ASCII)


def user_name(value: object) -> str:
    """Return a value that can be the name or alias of a user, or raise 422."""
    if isinstance(value, str) and len(value) <= NAME_LIMIT and _NAME.fullmatch(value):
        return value
    raise _refused("userName", f"a text of 1 to {NAME_LIMIT} characters, none of them a blank or one of / + $ :", value)


def checked(document: Document) -> Document:
    """Return what a body says about a user, or refuse it. Properties that nobody can set are passed over."""
    said = {name: value for name, value in document.items() if name in _CHECKS}
    for name, value in said.items():
        is_valid, expectation = _CHECKS[name]
        if value is not None and not is_valid(value):
            raise _refused(name, expectation, value)
    return said


def applied(user: User, said: Document) -> User:
    """Return the user as it is after a checked body. `null` removes what a user can do without."""
    # What a user cannot do without stays as it was.
    attributes = {known: said[name] for name, known in _ATTRIBUTES.items() if said.get(name) is not None}
    if "applications" in said:
        attributes["applications"] = applications_named(said, AREA)
    return replace(user, profile=_profile(user.profile, said), **attributes)


def is_custom(value: object) -> bool:
    """Tell whether a value can be the custom properties of a user or a group: any object, but a language is a text."""
    return isinstance(value, dict) and isinstance(value.get("language", ""), str)


def _profile(before: Document, said: Document) -> Document:
    change = {name: said[name] for name in PROFILE if name in said}
    if "customProperties" in change:
        origin = {name: value for name, value in before.get("customProperties", {}).items() if name == ORIGIN}
        change["customProperties"] = (change["customProperties"] or {}) | origin
    return merged(before, change)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= TEXT_LIMIT


def _is_email(value: object) -> bool:
    return isinstance(value, str) and len(value) <= TEXT_LIMIT and _EMAIL.fullmatch(value) is not None


def _is_phone(value: object) -> bool:
    # The official user interface sends an empty text for a number that was deleted.
    return isinstance(value, str) and (not value or _PHONE.fullmatch(value) is not None)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and len(value) <= NAME_LIMIT and _NAME.fullmatch(value) is not None


def _refused(name: str, expectation: str, value: object) -> PlatformError:
    return error("invalid_data", area=AREA, reason=f"'{name}' must be {expectation}, not {value!r}")


Check = tuple[Callable[[object], bool], str]
_TEXT: Check = (_is_text, f"a text of at most {TEXT_LIMIT} characters")
_TRUTH: Check = (lambda value: isinstance(value, bool), "true or false")
_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "firstName": _TEXT,
        "lastName": _TEXT,
        "displayName": _TEXT,
        "alias": (_is_name, "a text that could be a user name"),
        "email": (_is_email, "an e-mail address"),
        "phone": (_is_phone, "a phone number: +, then 6 to 20 digits, blanks or dashes"),
        "enabled": _TRUTH,
        "newsletter": _TRUTH,
        "shouldResetPassword": _TRUTH,
        "sendPasswordResetEmail": _TRUTH,
        "customProperties": (is_custom, "an object, in it 'language' as a text"),
        "applications": (lambda value: isinstance(value, list), "a list of objects with an id"),
    }
)
