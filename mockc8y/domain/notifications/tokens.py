"""Tokens of Notification 2.0: with one of them a consumer connects to a topic, and nothing else is asked of it.

A token says which consumer of which topic its holder is. Any token that says so will do: they are interchangeable.
One that is not signed is good only while the tenant remembers that it was handed out here: anybody can write one.
"""

from __future__ import annotations

import base64
import json
import math
import re
from typing import NamedTuple

from mockc8y.domain import tokens
from mockc8y.domain.documents import merged, require_fields
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.ids import random_uuid
from mockc8y.domain.notifications.draft import NAME, flag_field, name_field
from mockc8y.domain.notifications.filters import AREA
from mockc8y.domain.notifications.stores import Topic
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS
from mockc8y.store.codec import Document

TYPE = "notification"
"""The one type of tokens."""
DEFAULT_MINUTES = 1440
LONGEST_MINUTES = 2**31 - 1
SUBSCRIBER = re.compile(r"[A-Za-z0-9_-]+")
"""What consumers can be called.

# unverified: a published client strips all but letters and digits, others send more.
"""

_TOPIC = re.compile(rf"([^/]+)/relnotif/({NAME.pattern})")
_YES = "true"
"""What two of the claims are where they hold: not a boolean, which a published client cannot read."""


class Grant(NamedTuple):
    """What a token grants: to be a consumer of a topic, exclusive or one of several clients that share it."""

    tenant: Tenant
    topic: Topic
    subscriber: str
    shared: bool


def issue(platform: Platform, tenant: Tenant, document: Document) -> str:
    """Return a new token. Its topic needs no subscription: consumers drain what is left, or leave, without one.

    A `null` in the request is as good as nothing.
    """
    document = merged({}, document)
    require_fields(document, ("subscriber", "subscription"))
    if document.get("type", TYPE) != TYPE:
        raise error("invalid_data", area=AREA, reason=f"'type' must be '{TYPE}', not {document['type']!r}")
    subscriber = name_field(document, "subscriber", SUBSCRIBER)
    topic = f"{tenant.id}/relnotif/{name_field(document, 'subscription', NAME)}"
    now = tenant.clock.now() // tokens.SECOND
    claims: Document = {
        "sub": subscriber,
        **({"shared": _YES} if flag_field(document, "shared", default=False) else {}),
        "topic": topic,
        **({"volatile": _YES} if flag_field(document, "nonPersistent", default=False) else {}),
        "jti": random_uuid(tenant.random),
        "iat": now,
        "exp": now + _seconds(document),
    }
    if flag_field(document, "signed", default=True):
        return tokens.sign(platform, claims, kind="")
    return _unsigned(platform, tenant, claims)


def accept(platform: Platform, text: str) -> Grant:
    """Return what a token grants that holds now, or raise 401."""
    return _grant(platform, claims_of(platform, text))


def recognise(platform: Platform, text: str) -> Grant:
    """Return what a token grants or granted, or raise 401 for one that was never handed out here."""
    return _grant(platform, _known(platform, text))


def claims_of(platform: Platform, text: str) -> Document:
    """Return what a token says that holds now, or raise 401."""
    claims = _known(platform, text)
    tokens.require_current(platform, claims)
    return claims


def _seconds(document: Document) -> int:
    minutes = document.get("expiresInMinutes", DEFAULT_MINUTES)
    if isinstance(minutes, bool) or not isinstance(minutes, int | float) or not 0 < minutes <= LONGEST_MINUTES:
        expectation = f"must be a number of minutes above 0, up to {LONGEST_MINUTES}"
        raise error("invalid_data", area=AREA, reason=f"'expiresInMinutes' {expectation}, not {minutes!r}")
    return math.ceil(minutes * MINUTE_MS / tokens.SECOND)


def _unsigned(platform: Platform, tenant: Tenant, claims: Document) -> str:
    """Return a token that proves itself by an id that nobody can guess, and remember it."""
    secret = platform.signing_key.unguessable(claims["jti"]).hex()
    text = tokens.unsigned(claims | {"jti": secret})
    now = tenant.clock.now()
    for known, until in tenant.unsigned_tokens.items():
        if until <= now:
            tenant.unsigned_tokens.remove(known)
    tenant.unsigned_tokens.put(text, claims["exp"] * tokens.SECOND)
    return text


def _known(platform: Platform, text: str) -> Document:
    if not text.endswith("."):
        return tokens.signed(platform, text)
    claims = _said(text)
    tenant = platform.tenant(str(claims.get("topic")).partition("/")[0])
    if tenant is None or text not in tenant.unsigned_tokens:
        raise _refusal()
    return claims


def _said(text: str) -> Document:
    """Return what a token says that nobody signed."""
    payload = text.split(".")[1]
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except ValueError:
        raise _refusal() from None
    return claims if isinstance(claims, dict) else {}


def _grant(platform: Platform, claims: Document) -> Grant:
    """Read what tokens of other purposes, signed by the same key, do not say."""
    subscriber, named = claims.get("sub"), _TOPIC.fullmatch(str(claims.get("topic")))
    tenant = None if named is None else platform.tenant(named[1])
    if named is None or tenant is None or not isinstance(subscriber, str) or tenant.profile.value.is_suspended:
        raise _refusal()
    topic = Topic(named[2], persistent=claims.get("volatile") != _YES)
    return Grant(tenant, topic, subscriber, shared=claims.get("shared") == _YES)


def _refusal() -> PlatformError:
    return error("authentication.bad_credentials")
