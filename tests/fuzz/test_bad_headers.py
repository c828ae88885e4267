"""Odd headers are refused or passed over; none of them changes what a request means by accident."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from types import MappingProxyType

from tests.fuzz.target import UNREPEATABLE, Target

MODES = ("", " ", "persistent?", "TRANSIENT,CEP", "null", "0", "\xff", "X" * 10_000)

OVERRIDES = ("", "GET", "HEAD", "PATCH", "TRACE", "OPTIONS", "CONNECT", "PUTT", "DELETE, PUT", "\xff", "X" * 10_000)
"""What is neither PUT nor DELETE."""

LOGINS: Mapping[str, str] = MappingProxyType(
    {
        "nothing": "",
        "a scheme alone": "Basic",
        "no base64": "Basic !!!",
        "half of base64": "Basic YWRtaW4",
        "no colon": "Basic " + base64.b64encode(b"admin").decode(),
        "an empty name": "Basic " + base64.b64encode(b":admin").decode(),
        "no UTF-8": "Basic " + base64.b64encode(b"\xff:\xff").decode(),
        "a zero character": "Basic " + base64.b64encode(b"admin\0:admin").decode(),
        "an unknown tenant": "Basic " + base64.b64encode(b"t0/admin:admin").decode(),
        "an unknown user": "Basic " + base64.b64encode(b"t07007007/nemo:admin").decode(),
        "a second slash": "Basic " + base64.b64encode(b"t07007007/t07007007/admin:admin").decode(),
        "another password": "Basic " + base64.b64encode(b"t07007007/admin:Admin").decode(),
        "a long password": "Basic " + base64.b64encode(b"t07007007/admin:" + b"x" * 10_000).decode(),
        "an unknown scheme": "Negotiate abc",
        "a token that is none": "Bearer abc.def.ghi",
        "a token without a signature": "Bearer eyJhbGciOiJub25lIn0.e30.",
        "two logins": "Basic YTpi, Basic YTpi",
        "latin-1": "Basic \xe4",
    }
)

ODD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "accept": (
            "",
            ";;;",
            ",,,",
            "*",
            "*/*;q=0",
            "*/*;q=abc",
            "*/*;q=nan",
            "a/b/c",
            "\xff",
            "application/json," * 1000,
        ),
        "accept-encoding": ("gzip", "identity;q=0", "\xff"),
        "content-disposition": ("", ";;;", "attachment; filename=", 'attachment; filename="' + "\\" * 50_000, "\xff"),
        "content-encoding": ("", "identity", "deflate", "br", "GZIP", "gzip, gzip", "\xff"),
        "content-length": ("-1", "abc", "1" * 5000),
        "content-type": (
            "",
            ";",
            "application/json; charset=utf-16",
            "application/json;charset",
            "application/vnd.com.nsn.cumulocity.unknown+json",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=" + "x" * 10_000,
            "multipart/form-data; boundary=\xff",
            "text/html",
            "\xff",
        ),
        "cookie": ("authorization=abc; XSRF-TOKEN=def", "\xff", "a=b;" * 1000),
        "host": ("", "a b", 'x"><script>', "\xff", "[::1", "mock.test:99999999", "x" * 10_000),
        "if-none-match": ("*",),
        "range": (
            "bytes=",
            "bytes=-",
            "bytes=5-1",
            "bytes=0-0,2-2",
            "lines=1-2",
            "bytes=" + "9" * 100 + "-",
            "bytes=-0",
        ),
        "usexbasic": ("true", "\xff"),
        "x-cumulocity-application-key": ("", "\xff", "x" * 10_000),
        "x-cumulocity-system-of-units": ("", "imperial", "metric", "unknown", "\xff"),
        "x-forwarded-host": ("", "evil/path", "a b", "\xff", "a,b,c"),
        "x-forwarded-port": ("", "abc", "-1", "9" * 5000),
        "x-forwarded-prefix": ("", "no-slash", "/a b", "/../..", "//evil.test", "\xff"),
        "x-forwarded-proto": ("", "javascript", "\xff"),
        "x-xsrf-token": ("", "\xff"),
    }
)


def test_unknown_processing_mode_is_refused(target: Target) -> None:
    """A mode that does not exist is not taken for the default. It means nothing where nobody is logged in or writes."""
    if target.route.public or target.route.method == "GET":
        return
    faults = [
        fault
        for mode in MODES
        for fault in target.refuse(mode[:40], target.valid.with_header("x-cumulocity-processing-mode", mode))
    ]

    assert faults == []


def test_login_that_is_none_is_refused(target: Target) -> None:
    """Whatever does not name a user and its password gets 401, except where nobody has to log in."""
    if target.route.public:
        return
    requests = {what: target.valid.with_header("authorization", login) for what, login in LOGINS.items()}

    assert [fault for what, request in requests.items() for fault in target.refuse(what, request)] == []
    assert {target.send(request).status for request in requests.values()} == {401}


def test_odd_header_is_refused_or_harmless(target: Target) -> None:
    """No value of any header breaks an operation."""
    faults = [
        fault
        for name, values in ODD.items()
        for value in values
        for fault in target.bear(f"{name}: {value[:40]}", target.valid.with_header(name, value))
    ]

    assert faults == []


def test_very_many_headers_are_passed_over(target: Target) -> None:
    """A thousand headers that nobody knows cost little and mean nothing."""
    request = target.valid._replace(headers={**target.valid.headers, **{f"x-{n}": "1" for n in range(1_000)}})

    assert target.bear("many headers", request) == []
    assert target.send(request).status == target.send(target.valid).status


def test_method_that_cannot_be_asked_for_is_passed_over(target: Target) -> None:
    """`X-HTTP-METHOD` turns a POST into PUT or DELETE and nothing into anything else (specification)."""
    plain = target.send(target.valid)

    answers = [target.send(target.valid.with_header("x-http-method", method)) for method in OVERRIDES]

    assert {answer.status for answer in answers} == {plain.status}
    assert target.route.operation in UNREPEATABLE or {answer.body for answer in answers} == {plain.body}


def test_method_is_only_asked_for_by_post(target: Target) -> None:
    """A GET, PUT or DELETE stays what it is, whatever `X-HTTP-METHOD` says."""
    if target.route.method == "POST":
        return
    plain = target.send(target.valid)

    answers = [target.send(target.valid.with_header("x-http-method", method)) for method in ("PUT", "DELETE", "delete")]

    assert {(answer.status, answer.body) for answer in answers} == {(plain.status, plain.body)}


def test_post_that_asks_for_a_method_is_that_method(target: Target) -> None:
    """A POST with `X-HTTP-METHOD` gets the answer of that method, also where there is none."""
    for method in ("PUT", "DELETE") if target.route.method == "POST" else ():
        overridden = target.send(target.valid.with_header("x-http-method", method))
        plain = target.send(target.valid._replace(method=method))

        assert (overridden.status, overridden.body) == (plain.status, plain.body)
        assert target.bear(method, target.valid._replace(method=method)) == []
