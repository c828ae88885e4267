"""Reads what a token says about its user; the signature is the server's business."""

from __future__ import annotations

import base64
import binascii

import orjson

from c8y_client._types import JSON


def claim(token: str, name: str) -> str:
    """Read one claim; a token that has none of that name, or is no JWT, is a `ValueError`."""
    claims = _claims(token)
    if name not in claims:
        raise ValueError(f"the token has no claim {name!r}; it has {', '.join(sorted(claims)) or 'none at all'}")
    return str(claims[name])


def _claims(token: str) -> dict[str, JSON]:
    parts = token.split(".")
    if len(parts) != 3:  # noqa: PLR2004 - header, claims, signature
        raise ValueError(f"the token is no JWT: that has 3 parts with dots between them, this has {len(parts)}")
    try:
        claims = orjson.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, orjson.JSONDecodeError) as error:
        raise ValueError("the token is no JWT: its claims cannot be decoded") from error
    return claims if isinstance(claims, dict) else {}
