"""Requests and answers of a contract, in a form that is the same for every tenant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import unified_diff
from typing import Any
from urllib.parse import parse_qsl, unquote

import httpx

Exchange = dict[str, Any]

# What is shown of a value is only that it was there.
_SECRET = re.compile(r"password|token|secret|certificate|totp|authorization|xsrf", re.IGNORECASE)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)")
_ID = re.compile(r"(?<![\w.-])\d{2,}(?![\w.-])")
_ID_KEYS = frozenset({"id", "deviceId", "bulkOperationId", "groupId", "managedObjectId"})


@dataclass
class Normal:
    """Gives names to what differs between tenants: ids by the order in which they appear, times, hosts, own names."""

    host: str
    replaced: dict[str, str]
    """Texts of this run, such as the tenant's id, and what stands for them."""
    ids: dict[str, str] = field(default_factory=dict)

    def of(self, value: Any, key: str = "") -> Any:
        """Normalise a value found under a key."""
        if isinstance(value, dict):
            # A document's own id first, since its links contain it; then in one order, whatever the tenant's.
            names = sorted(value, key=lambda name: (name not in _ID_KEYS, name))
            return {name: self.of(value[name], name) for name in names}
        if isinstance(value, list):
            return [self.of(each, key) for each in value]
        if _SECRET.search(key) and value is not None and not isinstance(value, bool):
            return "<secret>"
        if isinstance(value, int) and not isinstance(value, bool) and key in _ID_KEYS:
            return self._identity(str(value))
        if isinstance(value, str):
            return self._identity(value) if key in _ID_KEYS and value.isdigit() else self.text(value)
        return value

    def text(self, text: str) -> str:
        """Normalise text, such as a path or a link."""
        text = unquote(text).replace(self.host, "<host>")
        for found, name in self.replaced.items():
            text = text.replace(found, name)
        text = _TIME.sub("<time>", text)
        return _ID.sub(lambda found: self.ids.get(found[0], found[0]), text)

    def _identity(self, identifier: str) -> str:
        return self.ids.setdefault(identifier, f"<id:{len(self.ids) + 1}>")


class Recorder(httpx.AsyncBaseTransport):
    """Passes requests on and keeps what was exchanged, without headers and secrets."""

    def __init__(self, inner: httpx.AsyncBaseTransport, normal: Normal) -> None:
        self._inner = inner
        self._normal = normal
        self.exchanges: list[Exchange] = []
        self.is_recording = True

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request by asking the tenant."""
        body = await request.aread()
        answer = await self._inner.handle_async_request(request)
        content = await answer.aread()
        if self.is_recording:
            # The answer first: an id gets its name where it is created.
            shown = {"status": answer.status_code, "body": self._body(content)}
            query = [[name, self._normal.text(value)] for name, value in parse_qsl(request.url.query.decode())]
            asked = {
                "method": request.method,
                "path": self._normal.text(request.url.path),
                "query": sorted(query),
                "body": self._body(body),
            }
            self.exchanges.append({"request": asked, "response": shown})
        return httpx.Response(answer.status_code, headers=answer.headers, content=content, request=request)

    async def aclose(self) -> None:
        """Close the way to the tenant."""
        await self._inner.aclose()

    def _body(self, content: bytes) -> Any:
        if not content:
            return None
        try:
            return self._normal.of(json.loads(content))
        except ValueError:
            return f"<{len(content)} bytes>"


def text_of(exchanges: Iterable[Exchange]) -> str:
    """Write exchanges as they are kept in a file."""
    return json.dumps(list(exchanges), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def difference(recorded: list[Exchange], answered: list[Exchange]) -> str:
    """Show where answers differ from a recording, request by request; empty if they do not."""
    lines: list[str] = []
    for number in range(max(len(recorded), len(answered))):
        before = recorded[number] if number < len(recorded) else None
        after = answered[number] if number < len(answered) else None
        if before != after:
            asked = (before or after or {})["request"]
            lines.append(f"exchange {number + 1}: {asked['method']} {asked['path']}")
            lines.extend(unified_diff(_lines(before), _lines(after), "recorded", "answered", lineterm="", n=2))
    return "\n".join(lines)


def _lines(exchange: Exchange | None) -> list[str]:
    return [] if exchange is None else json.dumps(exchange, indent=1, ensure_ascii=False, sort_keys=True).splitlines()
