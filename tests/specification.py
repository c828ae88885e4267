"""The official specification as a judge of answers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import jsonschema_rs
import orjson

from mockc8y.api.route import Route
from mockc8y.api.routes import BEYOND, DISPATCHER
from mockc8y.store.codec import Document

METHODS = frozenset({"get", "put", "post", "delete"})

DEVIATIONS = {
    (
        "/components/schemas/identityApiResource/properties/externalId",
        "format",
    ): "its own example is a template, no URI",
    ("/components/schemas/identityApiResource/properties/externalIdsOfGlobalId", "format"): "as above",
    (
        "/components/schemas/RoleReferenceCollection/properties/references",
        "$ref",
    ): "its own example and a test that runs against a real tenant show a list",
    ("/components/schemas/bulkOperation/properties/id", "type"): "recordings of real tenants show a number",
    (
        "/components/schemas/bulkOperation/properties/generalStatus",
        "enum",
    ): "real tenants say EXECUTING_WITH_ERROR and COMPLETED WITH FAILURES",
    ("/components/schemas/auditRecord/properties/type", "enum"): "real tenants store any text",
    ("/components/schemas/auditRecord", "required"): "login records of real tenants have no source",
    ("/components/schemas/AuditRecordCollection/properties/auditRecords/items", "required"): "as above",
    ("/components/schemas/deviceAccessToken/properties/idToken", "type"): "its own example is null",
    ("/components/schemas/deviceAccessToken/properties/expiresIn", "type"): "as above",
    ("/components/schemas/deviceAccessToken/properties/refreshToken", "type"): "as above",
    ("/components/schemas/deviceAccessToken/properties/info", "type"): "as above",
    (
        "/components/schemas/accessMapping/properties/when/properties/childPredicates",
        "$ref",
    ): "predicates within predicates are a list by its own description",
    ("/components/schemas/accessMapping/properties/when/properties/childPredicates", "type"): "as above",
    ("/components/schemas/inventoryAccessMapping/properties/when/properties/childPredicates", "$ref"): "as above",
    ("/components/schemas/inventoryAccessMapping/properties/when/properties/childPredicates", "type"): "as above",
    (
        "/components/schemas/newDeviceRequest/properties/status",
        "enum",
    ): "the official client for browsers and Node knows BLOCKED, which the documentation describes",
    (
        "/components/schemas/measurementFragmentSeries/properties/unit",
        "type",
    ): "null keeps c8y_api working: it reads the key",
    (
        "/components/schemas/application/properties/manifest",
        "oneOf",
    ): "every object is valid under both of its schemas, as neither demands anything",
    (
        "/components/schemas/application/properties/dynamicOptionsUrl",
        "type",
    ): "the official tools write true where they mean the usual address",
    ("/components/schemas/realtimeNotification", "type"): "its own examples are lists, as Bayeux has it",
    (
        "/components/schemas/MeasurementSeriesValue",
        "type",
    ): "null stands for a series without a value at that time (change log 10.18.540.234)",
}
"""Keywords of the specification that real tenants contradict, and how we know. They are not checked."""


ABSENT = "the official specification is absent: put it at ../shared/openapi or set CUMULOCITY_OPENAPI"
"""Why a test that needs the specification is skipped."""


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
        self._validators: dict[int, jsonschema_rs.Validator] = {}
        self._error = self._compiled(document["components"]["schemas"]["error"], "/components/schemas/error")

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
        """List what the specification has against an answer; `path` is that of the request, with its query if any."""
        if not body or "json" not in media_type:
            return []
        if status >= 400:
            return _errors(self._error, f"{method} {path} -> {status}", body)
        route = _route(method, path)
        if route is None:
            return [f"no operation of the specification is {method} {path}"]
        if route in BEYOND:
            return []
        found = [
            _errors(known, f"{method} {path} -> {status}", body) for known in self._bodies(route, status, media_type)
        ]
        return min(found, key=len, default=[])

    def complaints_about_request(self, route: Route, body: bytes) -> list[str]:
        """List what the specification has against a JSON body of a request, if it matches none of those it knows."""
        contents = _contents(self._operation(route).get("requestBody", {}))
        found = [
            _errors(self._compiled(content["schema"], f"{route.operation} request"), route.operation, body)
            for name, content in contents.items()
            if "json" in name
        ]
        return [] if not found or [] in found else min(found, key=len)

    def request_properties(self, route: Route) -> set[str]:
        """Return the names of the top-level properties that the specification knows in a JSON body of a request."""
        contents = _contents(self._operation(route).get("requestBody", {}))
        schemas = [content["schema"] for name, content in contents.items() if "json" in name]
        return {name for schema in schemas for name in self._properties(schema)}

    def takes_a_body(self, route: Route) -> bool:
        """Tell whether requests of an operation have a body."""
        return "requestBody" in self._operation(route)

    def statuses(self, route: Route) -> set[int]:
        """Return the statuses the specification lists for an operation."""
        return {int(code) for code in self._operation(route)["responses"] if code.isdigit()}

    def media_types(self, route: Route, status: int) -> list[str]:
        """Return the bare media types, in lower case, that the specification lists for an answer."""
        return list(_contents(self._response(route, status)))

    def _operation(self, route: Route) -> Document:
        path = route.path + ("?version=1.0" if route.when_query else "")
        operation: Document = self._document["paths"][path][route.method.lower()]
        return operation

    def _response(self, route: Route, status: int) -> Document:
        response: Document = self._operation(route)["responses"].get(str(status), {})
        return self._resolved(response)

    def _resolved(self, described: Document) -> Document:
        """Follow a reference to the place where something is described."""
        while "$ref" in described:
            _, _, group, name = described["$ref"].split("/")
            described = self._document["components"][group][name]
        return described

    def _properties(self, schema: Document) -> Iterator[str]:
        schema = self._resolved(schema)
        yield from schema.get("properties", ())
        for part in (*schema.get("allOf", ()), *schema.get("oneOf", ()), *schema.get("anyOf", ())):
            yield from self._properties(part)

    def _bodies(self, route: Route, status: int, media_type: str) -> Iterator[jsonschema_rs.Validator]:
        """Yield what an answer of a media type may look like; plain JSON stands for any of the platform's own types."""
        contents = _contents(self._response(route, status))
        wanted = media_type.partition(";")[0].lower()
        for name, content in contents.items():
            if "schema" in content and (name == wanted or (wanted not in contents and "json" in name)):
                yield self._compiled(content["schema"], f"{route.method} {route.path}")

    def _compiled(self, schema: Document, where: str) -> jsonschema_rs.Validator:
        known = self._validators.get(id(schema))
        if known is None:
            translated = {**_lenient(schema, where), "components": self._components}
            known = self._validators[id(schema)] = jsonschema_rs.Draft4Validator(translated)
        return known


@lru_cache(maxsize=1)
def load_specification() -> Specification | None:
    """Read the specification, or return `None` where it is absent."""
    path = specification_file()
    return None if path is None else Specification(orjson.loads(path.read_bytes()))


def _route(method: str, path: str) -> Route | None:
    bare, _, query = path.partition("?")
    resource = DISPATCHER.find([unquote(part) for part in bare.split("/") if part])
    names = [name for name, _ in parse_qsl(query, keep_blank_values=True)]
    return resource.route(method, names) if resource else None


def _contents(described: Document) -> Mapping[str, Document]:
    """Return the bodies of a request or an answer by their bare media types in lower case; some share an entry."""
    return {
        name.partition(";")[0].strip().lower(): value
        for names, value in described.get("content", {}).items()
        for name in names.split(",")
    }


def _errors(validator: jsonschema_rs.Validator, what: str, body: bytes) -> list[str]:
    return [
        f"{what}: at /{'/'.join(map(str, problem.instance_path))}: {problem.message}"
        for problem in validator.iter_errors(orjson.loads(body))
    ]


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
