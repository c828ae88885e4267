"""Bodies that are no JSON object are refused by every operation that takes one; odd properties harm none."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import orjson

from mockc8y.api.route import Route
from mockc8y.store.codec import Document
from tests.fuzz.target import UNREPEATABLE, Target
from tests.specification import load_specification


def nested(levels: int) -> bytes:
    """Return JSON of so many arrays in one another."""
    return b"[" * levels + b"]" * levels


def nested_objects(levels: int) -> bytes:
    """Return JSON of so many objects in one another."""
    return b'{"a":' * levels + b"1" + b"}" * levels


BROKEN: Mapping[str, bytes] = MappingProxyType(
    {
        "an array": b"[]",
        "an array of objects": b"[{}]",
        "a string": b'"text"',
        "a number": b"5",
        "null": b"null",
        "a truth": b"true",
        "no body": b"",
        "blanks": b"  \n",
        "an open object": b"{",
        "two objects": b"{} {}",
        "a comma too many": b'{"a":1,}',
        "single quotes": b"{'a':1}",
        "a comment": b"{} // why",
        "NaN": b'{"a":NaN}',
        "Infinity": b'{"a":Infinity}',
        "a number past all floats": b'{"a":1e400}',
        "a number past all floats, below": b'{"a":-1e400}',
        "a name without quotes": b"{a:1}",
        "an empty name": b'{"":1}',
        "a name with a leading dollar": b'{"$where":1}',
        "invalid UTF-8": b'{"a":"\xff"}',
        "overlong UTF-8": b'{"a":"\xc0\x80"}',
        "an encoded surrogate": b'{"a":"\xed\xa0\x80"}',
        "a lone surrogate": b'{"a":"\\ud800"}',
        "a raw control character": b'{"a":"\x01"}',
        "UTF-16": '{"a":1}'.encode("utf-16"),
        "UTF-32": '{"a":1}'.encode("utf-32"),
        "a byte order mark": b"\xef\xbb\xbf{}",
        "10,000 levels": b'{"a":' + nested(10_000) + b"}",
        "10,000 levels of objects": nested_objects(10_000),
        "10,000 levels that do not end": b"[" * 10_000,
        "a document of zeros": b"\0" * 1000,
    }
)

ODD: Mapping[str, bytes] = MappingProxyType(
    {
        "null": b"null",
        "true": b"true",
        "zero": b"0",
        "minus one": b"-1",
        "a fraction": b"1.5",
        "minus zero": b"-0.0",
        "a number past 64 bits": b"18446744073709551616",
        "a number of 31 digits": str(10**30).encode(),
        "a number of 5,000 digits": b"9" * 5000,
        "the greatest float": b"1.7976931348623157e308",
        "the smallest float": b"5e-324",
        "an empty text": b'""',
        "a blank": b'" "',
        "a text": b'"text"',
        "a zero character": b'"\\u0000"',
        "an emoji": '"\U0001f4a9"'.encode(),
        "a name with a slash": b'"../../etc/passwd"',
        "a header": b'"a\\r\\nX-Evil: 1"',
        "markup": b'"<script>alert(1)</script>"',
        "a long text": b'"' + b"x" * 100_000 + b'"',
        "full-width digits": '"\uff11\uff12"'.encode(),
        "an unknown id": b'"987654321"',
        "an id of 30 digits": b'"' + b"9" * 30 + b'"',
        "the 30th of February": b'"2024-02-30T00:00:00Z"',
        "the year 0": b'"0000-01-01T00:00:00Z"',
        "the year 1": b'"0001-01-01T00:00:00.000+23:59"',
        "the year 10,000": b'"10000-01-01T00:00:00Z"',
        "the last moment": b'"9999-12-31T23:59:59.999-23:59"',
        "a time to the second of zone": b'"2024-01-01T00:00:00.000+01:00:30"',
        "a plain date": b'"2024-01-01"',
        "an empty array": b"[]",
        "an array of arrays": b"[[]]",
        "an array of nulls": b"[null,null]",
        "an array of numbers": b"[1,2,3]",
        "an array of texts": b'["a","b"]',
        "an empty object": b"{}",
        "an object with an odd id": b'{"id":{}}',
        "an object with an empty name": b'{"":{"":null}}',
        "an object with a value": b'{"value":"no number"}',
        "a series": b'{"value":1e308,"unit":5}',
        "an array of objects": b'[{},{"id":1},{"id":null}]',
        "200 levels": nested(200),
        "250 levels": nested(250),
        "250 levels of objects": nested_objects(250),
        "252 levels": nested(252),
        "253 levels": nested(253),
        "254 levels": nested(254),
        "255 levels": nested(255),
        "300 levels": nested(300),
        "900 levels": nested(900),
        "1,000 levels of objects": nested_objects(1000),
    }
)

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "a dot": "a.b",
        "only a dot": ".",
        "a blank": "a b",
        "only a blank": " ",
        "a slash": "a/b",
        "brackets": "a[0]",
        "a star": "*",
        "a zero character": "a\0b",
        "a line break": "a\nb",
        "an emoji": "\U0001f4a9",
        "ten thousand letters": "x" * 10_000,
        "what JavaScript trips over": "__proto__",
        "what the platform writes itself": "self",
        "an id": "id",
        "a dollar within": "a$b",
        "a percent sign": "%(id)d",
        "braces": "{id}",
    }
)

NO_GZIP: Mapping[str, bytes] = MappingProxyType(
    {
        "plain text": b"plain text",
        "half of it": gzip.compress(b'{"name":"Pump"}' * 100)[:40],
        "the head alone": gzip.compress(b"{}")[:10],
        "something behind it": gzip.compress(b"{}") + b"{}",
        "another one behind it": gzip.compress(b"{") + gzip.compress(b"}"),
        "a wrong checksum": gzip.compress(b"{}", mtime=0)[:-8] + b"\0" * 8,
    }
)


def properties(route: Route, document: Document) -> list[str]:
    """Return the properties of a body: those of the valid one and those that the specification knows beside them."""
    specification = load_specification()
    documented = specification.request_properties(route) if specification else set()
    return [*document, *sorted(documented - document.keys()), "acme_Anything"]


def with_property(document: Document, name: str, value: bytes) -> bytes:
    """Write a document with one property as raw JSON, whatever it was before."""
    rest = orjson.dumps({known: content for known, content in document.items() if known != name})
    return rest[:-1] + (b"," if len(rest) > 2 else b"") + orjson.dumps(name) + b":" + value + b"}"


def inner_properties(document: Document) -> Iterator[tuple[str, str, Document]]:
    """Yield the objects in a document, or in its lists, with the path to them and each of their properties."""
    for name, content in document.items():
        for item in content if isinstance(content, list) else [content]:
            if isinstance(item, dict):
                yield from ((name, inner, item) for inner in (*item, "acme_Anything"))


def test_body_that_is_no_object_is_refused(target: Target) -> None:
    """Whatever is not one JSON object, well formed and with names that can be stored, is refused."""
    if target.ask.json is None:
        return

    # One operation takes a list of names, and an empty list is one.
    broken = {what: body for what, body in BROKEN.items() if body != b"[]" or not isinstance(target.ask.json, list)}
    faults = [fault for what, body in broken.items() for fault in target.refuse(what, target.valid.with_body(body))]

    assert faults == []


def test_odd_value_of_a_property_is_refused_or_harmless(target: Target) -> None:
    """No value of any property that an operation knows breaks it, or what is read afterwards."""
    document = target.ask.json
    if not isinstance(document, dict):
        return

    faults = [
        fault
        for name in properties(target.route, document)
        for what, value in ODD.items()
        for fault in target.bear(f"{name} is {what}", target.valid.with_body(with_property(document, name, value)))
    ]

    assert faults == []


def test_odd_value_inside_a_property_is_refused_or_harmless(target: Target) -> None:
    """What holds for properties holds for those of the objects in them."""
    document = target.ask.json
    if not isinstance(document, dict):
        return

    faults = []
    for name, inner, content in inner_properties(document):
        for what, value in ODD.items():
            changed = with_property(content, inner, value)
            whole = b"[" + changed + b"]" if isinstance(document[name], list) else changed
            request = target.valid.with_body(with_property(document, name, whole))
            faults += target.bear(f"{name}.{inner} is {what}", request)

    assert faults == []


def test_odd_name_of_a_property_is_refused_or_harmless(target: Target) -> None:
    """No name of a fragment breaks an operation, or what is read afterwards."""
    document = target.ask.json
    if not isinstance(document, dict):
        return

    faults = [
        fault
        for what, name in NAMES.items()
        for value in (b"1", b"null", b'{"a":{"value":1}}')
        for fault in target.bear(f"a name with {what}", target.valid.with_body(with_property(document, name, value)))
    ]

    assert faults == []


def test_missing_property_is_refused_or_harmless(target: Target) -> None:
    """A body may lack any of its properties."""
    document = target.ask.json
    if not isinstance(document, dict):
        return

    faults = [
        fault
        for name in document
        for fault in target.bear(
            f"without {name}",
            target.valid.with_json({known: value for known, value in document.items() if known != name}),
        )
    ]

    assert faults == []


def test_property_that_comes_twice_is_refused_or_harmless(target: Target) -> None:
    """Of two properties with one name one counts, or none."""
    document = target.ask.json
    if not isinstance(document, dict):
        return

    faults = []
    for name, value in document.items():
        again = orjson.dumps({name: value})[1:]
        for first in (b"null", b"5", orjson.dumps(value)):
            body = b"{" + orjson.dumps(name) + b":" + first + b"," + with_property(document, name, b"1")[1:-1]
            faults += target.bear(f"{name} twice", target.valid.with_body(body + b"," + again))

    assert faults == []


def test_broken_compression_is_refused(target: Target) -> None:
    """A body that says it is gzip and is not gets 400 from every operation."""
    request = target.valid.with_header("content-encoding", "gzip")

    faults = [fault for what, body in NO_GZIP.items() for fault in target.refuse(what, request._replace(body=body))]

    assert faults == []


def test_compressed_body_is_read(target: Target) -> None:
    """A client may compress whatever it sends, and spell that as it likes."""
    plain = target.send(target.valid)
    packed = target.valid._replace(body=gzip.compress(target.valid.body))

    answers = [target.send(packed.with_header("content-encoding", name)) for name in ("gzip", "GZIP")]

    assert {answer.status for answer in answers} == {plain.status}
    assert target.route.operation in UNREPEATABLE or {answer.body for answer in answers} == {plain.body}
