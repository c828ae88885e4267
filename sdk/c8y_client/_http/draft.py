"""A request made ready: everything that stays the same however often it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import httpx

from c8y_client._http.body import EMPTY, Body, content_body, json_body
from c8y_client._http.exchange import Request
from c8y_client._http.headers import PROCESSING_MODE, canonical, known_mode
from c8y_client._http.redaction import redact_url
from c8y_client._http.urls import target
from c8y_client._types import JSON, Content, Params


class RequestExtras(TypedDict, total=False):
    """What a single request may ask for beside the usual.

    `headers` and `processing_mode` replace those of the client; an empty value omits a header that would be sent
    otherwise. `content` is a body that is no JSON document: bytes, text, a file open in binary mode, or pieces.
    `timeout`, in seconds, and `auth` replace those of the client; `None` waits for ever and sends no credentials.
    """

    headers: Mapping[str, str] | None
    processing_mode: str | None
    content: Content | Body | None
    timeout: float | httpx.Timeout | None
    auth: httpx.Auth | None


class RequestOptions(RequestExtras, total=False):
    """What a single request may ask for beyond its path.

    `json` or `content` is the body. `accept` and `content_type` are shorthands for `headers`.
    """

    params: Params | None
    json: JSON
    accept: str | None
    content_type: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """One request, with `send` and `build` holding what httpx is told beside it."""

    request: Request
    url: str
    headers: Mapping[str, str]
    omitted: tuple[str, ...]
    body: Body
    document: JSON
    build: Mapping[str, Any]
    send: Mapping[str, Any]


def prepare(
    base_url: str, defaults: Mapping[str, str], method: str, resource: str, options: RequestOptions, **send: object
) -> Draft:
    """Make a request ready. `send` is what httpx is to be told when it sends it, unless `options` say otherwise."""
    method = method.upper()
    url = target(base_url, resource, options.get("params"))
    body = _body(options)
    headers = _headers(defaults, body, options)
    omitted = tuple(name for name, value in headers.items() if not value)
    return Draft(
        request=Request(method, redact_url(url)),
        url=url,
        headers=headers,
        omitted=omitted,
        body=body,
        document=options.get("json"),
        build={"timeout": options["timeout"]} if "timeout" in options else {},
        send={**send, "auth": options["auth"]} if "auth" in options else send,
    )


def _body(options: RequestOptions) -> Body:
    document, content = options.get("json"), options.get("content")
    if document is not None and content is not None:
        raise TypeError("a request has one body: pass json= or content=, not both")
    if content is not None:
        return content if isinstance(content, Body) else content_body(content)
    return EMPTY if document is None else json_body(document)


def _headers(defaults: Mapping[str, str], body: Body, options: RequestOptions) -> dict[str, str]:
    headers = dict(defaults)
    if body.content_type:
        headers["Content-Type"] = body.content_type
    if body.is_streamed and body.length is not None:
        headers["Content-Length"] = str(body.length)
    headers.update(canonical(options.get("headers") or {}))
    shorthands = {
        "Accept": options.get("accept"),
        "Content-Type": options.get("content_type"),
        PROCESSING_MODE: _mode(options.get("processing_mode")),
    }
    headers.update({name: value for name, value in shorthands.items() if value is not None})
    return headers


def _mode(chosen: str | None) -> str | None:
    return known_mode(chosen) if chosen else chosen
