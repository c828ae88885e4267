"""Keeps passwords and tokens out of everything that people get to read: errors, logs, `repr`."""

from __future__ import annotations

import re

from c8y_client._types import JSON

MASK = "***"

_WORDS = "pass(?:word|phrase|wd)|secret|token|credential|authori[sz]ation|xsrf|tfa_?code|private_?key"
_SECRET = re.compile(_WORDS, re.IGNORECASE)
_SECRET_PARAMETER = re.compile(rf"([?&][^=&#]*(?:{_WORDS})[^=&#]*=)[^&#]*", re.IGNORECASE)


def redact_url(url: str) -> str:
    """Mask the values of secret query parameters, such as the `token` of a Notification 2.0 consumer."""
    return _SECRET_PARAMETER.sub(rf"\1{MASK}", url) if "?" in url else url


def redact_document(document: JSON) -> JSON:
    """Copy a JSON document with the values of secret keys masked."""
    if isinstance(document, list):
        return [redact_document(item) for item in document]
    if not isinstance(document, dict):
        return document
    return {key: MASK if _is_secret(document, key) else redact_document(value) for key, value in document.items()}


def _is_secret(document: dict[str, JSON], key: str) -> bool:
    if _SECRET.search(key):
        return True
    # An encrypted tenant option is {"key": "credentials.<name>", "value": <the secret>}.
    return key == "value" and _SECRET.search(str(document.get("key", ""))) is not None
