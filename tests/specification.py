"""The official specification as a judge of answers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
import orjson

from mockc8y.api.routes import DISPATCHER
from mockc8y.store.codec import Document

METHODS = frozenset({"get", "put", "post", "delete"})

DEVIATIONS = {
    (
        "/components/schemas/identityApiResource/properties/externalId",
        "format",
    ): "its own example is a template, no URI",
    ("/components/schemas/identityApiResource/properties/externalIdsOfGlobalId", "format"): "as above",
    ("/components/schemas/bulkOperation/properties/id", "type"): "recordings of real tenants show a number",
    (
        "/components/schemas/bulkOperation/properties/generalStatus",
        "enum",
    ): "real tenants say EXECUTING_WITH_ERROR and COMPLETED WITH FAILURES",
    ("/components/schemas/auditRecord/properties/type", "enum"): "real tenants store any text",
    ("/components/schemas/auditRecord", "required"): "login records of real tenants have no source",
    ("/components/schemas/AuditRecordCollection/properties/auditRecords/items", "required"): "as above",
    (
        "/components/schemas/measurementFragmentSeries/properties/unit",
        "type",
    ): "null keeps c8y_api working: it reads the key",
}
"""Keywords of the specification that real tenants contradict, and how we know. They are not checked."""


def specification_file() -> Path | None:
    """Return where the specification lies: beside the checkout, or where `CUMULOCITY_OPENAPI` says."""
    beside = Path(__file__).parents[2] / "shared" / "openapi" / "cumulocity-core.json"
    path = Path(os.environ.get("CUMULOCITY_OPENAPI", beside))
    return path if path.is_file() else None


class Specification:
    """Says what is wrong with an answer."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._components = _lenient(document["components"], "/components")
        self._validators: dict[tuple[str, str, int, str], jsonschema_rs.Validator | None] = {}

    def operations(self) -> Iterator[tuple[str, str, Document]]:
        """Yield method, path and description of every operation."""
        for path, methods in self._document["paths"].items():
            for method, operation in methods.items():
                if method in METHODS:
                    yield method.upper(), path, operation

    def query_parameters(self, operation: Document) -> set[str]:
        """Return the names of the query parameters of an operation."""
        shared = self._document["components"]["parameters"]
        listed = (
            shared[item["$ref"].rpartition("/")[2]] if "$ref" in item else item
            for item in operation.get("parameters", ())
        )
        return {item["name"] for item in listed if item["in"] == "query"}

    def complaints(self, method: str, path: str, status: int, media_type: str, body: bytes) -> list[str]:
        """List what the specification has against an answer to a request; `path` is that of the request."""
        if not body or "json" not in media_type or status >= 400:
            return []
        resource = DISPATCHER.find([unquote(part) for part in path.split("/") if part])
        route = resource.route(method, ()) if resource else None
        if route is None:
            return [f"no operation of the specification is {method} {path}"]
        validator = self._validator(route.method, route.path, status, media_type)
        if validator is None:
            return []
        return [
            f"{method} {path} -> {status}: at /{'/'.join(map(str, problem.instance_path))}: {problem.message}"
            for problem in validator.iter_errors(orjson.loads(body))
        ]

    def statuses(self, method: str, path: str) -> set[int]:
        """Return the statuses the specification lists for an operation."""
        return {int(code) for code in self._document["paths"][path][method.lower()]["responses"] if code.isdigit()}

    def _validator(self, method: str, path: str, status: int, media_type: str) -> jsonschema_rs.Validator | None:
        key = (method, path, status, media_type)
        if key not in self._validators:
            schema = self._schema(method, path, status, media_type)
            self._validators[key] = schema and jsonschema_rs.Draft4Validator({**schema, "components": self._components})
        return self._validators[key]

    def _schema(self, method: str, path: str, status: int, media_type: str) -> Document | None:
        response = self._document["paths"][path][method.lower()]["responses"].get(str(status))
        if response is None:
            return None
        if "$ref" in response:
            response = self._document["components"]["responses"][response["$ref"].rpartition("/")[2]]
        contents = {name.partition(";")[0].lower(): value for name, value in response.get("content", {}).items()}
        wanted = media_type.partition(";")[0].lower()
        content = contents.get(wanted) or next((value for name, value in contents.items() if "json" in name), None)
        return _lenient(content["schema"], f"{method} {path}") if content and "schema" in content else None


@lru_cache(maxsize=1)
def load_specification() -> Specification | None:
    """Read the specification, or return `None` where it is absent."""
    path = specification_file()
    return None if path is None else Specification(orjson.loads(path.read_bytes()))


def _lenient(schema: Any, where: str) -> Any:
    """Translate OpenAPI 3.0 to JSON Schema: `nullable` becomes a type, and what real tenants contradict is left out."""
    if isinstance(schema, list):
        return [_lenient(item, where) for item in schema]
    if not isinstance(schema, dict):
        return schema
    translated = {
        key: _lenient(value, f"{where}/{key}") for key, value in schema.items() if (where, key) not in DEVIATIONS
    }
    if translated.get("nullable") is True and isinstance(translated.get("type"), str):
        translated["type"] = [translated["type"], "null"]
    if translated.get("nullable") is True and "oneOf" in translated:
        translated["oneOf"] = [*translated["oneOf"], {"type": "null"}]
    if translated.get("nullable") is True and "allOf" in translated:
        translated["anyOf"] = [{"allOf": translated.pop("allOf")}, {"type": "null"}]
    return translated
