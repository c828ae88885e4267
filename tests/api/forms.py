"""Forms as urllib3 writes them: an encoder that shares no code with what is tested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from urllib3 import encode_multipart_formdata
from urllib3.fields import RequestField

from tests.api.conftest import Call, Response


def part(name: str, data: bytes, *, file_name: str | None = None, media_type: str | None = None) -> RequestField:
    """Describe one part of a form."""
    field = RequestField(name, data, filename=file_name)
    field.make_multipart(content_type=media_type)
    return field


def encoded(parts: Sequence[RequestField]) -> tuple[bytes, str]:
    """Return the body of a form and its content type."""
    return encode_multipart_formdata(parts)


def send(call: Call, path: str, parts: Sequence[RequestField], headers: Mapping[str, str] | None = None) -> Response:
    """POST a form."""
    body, content_type = encoded(parts)
    return call("POST", path, body=body, headers={"content-type": content_type, **(headers or {})})
