"""Odd paths and query strings find nothing, break nothing and change nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode

from mockc8y.api.routes import DISPATCHER
from tests.conformance.deviations import EMPTY_WHEN_UNKNOWN, NEW_WHEN_UNKNOWN
from tests.fuzz.target import PAGE, Target

SEGMENTS = (
    "%00",
    "%2F",
    "%2F..%2F",
    "%FF",
    "%C0%80",
    "%ED%A0%80",
    "%F0%9F%92%A9",
    "%EF%BC%91",
    "%D9%A1",
    "%",
    "%zz",
    "%25",
    "..",
    ".",
    "%2e%2e",
    "%20",
    "+",
    "-1",
    "+1",
    "0",
    "1.0",
    "1e3",
    "0x10",
    "1_000",
    "1" * 30,
    "1" * 5000,
    "null",
    "undefined",
    "true",
    "NaN",
    "a" * 8000,
    "%0d%0aX-Evil:%201",
    "'",
    "%22",
    "%3Cscript%3E",
    "%7Bid%7D",
    "*",
    ";a=b",
)
"""What stands where an id should be, as it is sent."""

VALUES = (
    "",
    "%20",
    "abc",
    "-1",
    "0",
    "1",
    "1.5",
    "1e9",
    "2001",
    "1000000000",
    "1" * 30,
    "1" * 5000,
    "true",
    "TRUE",
    "yes",
    "null",
    "NaN",
    "%00",
    "%FF",
    "%ED%A0%80",
    "%F0%9F%92%A9",
    "%D9%A1",
    "%",
    "%zz",
    "a,b,,c",
    ",",
    "a.b",
    "a.b.c.d",
    ".",
    "$filter=",
    "$orderby=",
    "$filter=%28",
    "%28" * 2_000,
    "not%28" * 1000 + "%29" * 1000,
    "$filter=a%20eq%20%27",
    "$filter=a%20eq%201f%20or%20" * 200 + "a%20eq%201",
    "has%28%29",
    "bygroupid%28x%29",
    "$filter=%27%20or%201%20eq%201",
    "*",
    "%5B",
    "%28a%2B%29%2B$",
    "2024-02-30",
    "2024-01-01",
    "2024-01-01T00:00:00%2B01:00:30",
    "0000-01-01",
    "0001-01-01T00:00:00%2B23:59",
    "9999-12-31T23:59:59-23:59",
    "10000-01-01",
    "x" * 20_000,
)
"""Values of query parameters, as they are sent."""

NO_NUMBERS = ("-1", "0", "1.5", "1e9", "abc", "%00", "%D9%A1", "1" * 30, "1" * 5000, "true", "%20")
"""What neither a page nor its size can be."""

GARBAGE: Mapping[str, str] = MappingProxyType(
    {
        "only separators": "&&&===&",
        "no names": "=1&=2",
        "invalid UTF-8": "%FF=%FE&pageSize%80=1",
        "200,000 letters": "a" * 200_000,
        "2,000 parameters": "&".join(f"p{n}={n}" for n in range(2_000)),
        "one parameter 2,000 times": "&".join(["type=a"] * 2_000),
        "a fragment": "a=1#fragment",
        "brackets": "a[]=1&a[b]=2",
        "a second question mark": "a=1?b=2",
        "raw control characters": "a=\x01\x7f",
        "raw UTF-8": "a=\u00e4\u00f6",
    }
)


TAKING_ANY_NAME = frozenset({*EMPTY_WHEN_UNKNOWN, *NEW_WHEN_UNKNOWN})
"""Operations for which there is nothing that their path may not name."""


def test_odd_segment_finds_nothing(target: Target) -> None:
    """What is no id, or no one's, is refused in every place of a path, and nothing is changed."""
    if target.route.operation in EMPTY_WHEN_UNKNOWN:
        return
    judge = target.bear if target.route.operation in NEW_WHEN_UNKNOWN else target.refuse
    faults = [
        fault
        for path, segment in [(path, segment) for segment in SEGMENTS for path in paths_with(target, segment)]
        for fault in judge(f"{segment[:40]} in the path", target.valid._replace(path=path))
    ]

    assert faults == []


def test_empty_segment_is_passed_over(target: Target) -> None:
    """An empty segment names what would be there without it; no write takes that for the thing it means."""
    faults = []
    for path in paths_with(target, ""):
        is_another = target.route.method == "GET" or operation_at(target, path) is not None
        judge = target.bear if is_another else target.refuse
        faults += judge("an empty id", target.valid._replace(path=path))

    assert faults == []


def test_doubled_slashes_do_not_matter(target: Target) -> None:
    """A client that joins addresses carelessly gets the same answer."""
    path, _, query = target.valid.path.partition("?")
    doubled = target.valid._replace(path=path.replace("/", "//") + "/" + (f"?{query}" if query else ""))

    assert target.send(doubled).status == target.send(target.valid).status


def test_very_long_path_finds_nothing(target: Target) -> None:
    """A path of 40,000 characters is looked up as fast as any other."""
    path, _, query = target.valid.path.partition("?")

    faults = []
    for tail in ("x" * 40_000, "/x" * 20_000, "%00" * 10_000):
        judge = target.bear if operation_at(target, f"{path}/{tail}") in TAKING_ANY_NAME else target.refuse
        faults += judge("a long path", target.valid._replace(path=f"{path}/{tail}?{query}"))

    assert faults == []


def test_odd_parameter_is_refused_or_harmless(target: Target) -> None:
    """No value of any query parameter breaks an operation; what reads changes nothing."""
    faults = [
        fault
        for name in sorted({*target.route.parameters, "unknown"})
        for value in VALUES
        for fault in target.bear(
            f"{name}={value[:40]}", target.valid._replace(path=with_parameter(target.valid.path, name, value))
        )
    ]

    assert faults == []


def test_page_that_is_no_number_is_refused(target: Target) -> None:
    """`pageSize` and `currentPage` are positive integers (10.18.30)."""
    faults = [
        fault
        for name in (PAGE if target.route.parameters >= PAGE else ())
        for value in NO_NUMBERS
        for fault in target.refuse(
            f"{name}={value[:40]}", target.valid._replace(path=with_parameter(target.valid.path, name, value))
        )
    ]

    assert faults == []


def test_page_size_is_trimmed_to_2000(target: Target) -> None:
    """A larger page is not refused (specification)."""
    for value in {"2001", "1000000000"} if target.route.parameters >= PAGE else ():
        answer = target.send(target.valid._replace(path=with_parameter(target.valid.path, "pageSize", value)))

        # Device statistics have their data where others have the numbers of the page.
        statistics = answer.json()["statistics"]
        assert isinstance(statistics, list) or statistics["pageSize"] == 2000


def test_garbage_for_a_query_is_refused_or_harmless(target: Target) -> None:
    """Whatever stands after the question mark, there is an answer."""
    path = target.valid.path.partition("?")[0]

    faults = [
        fault
        for what, query in GARBAGE.items()
        for fault in target.bear(what, target.valid._replace(path=f"{path}?{query}"))
    ]

    assert faults == []


def test_removal_by_a_filter_that_matches_nothing_removes_nothing(target: Target) -> None:
    """A filter that cannot be understood is not passed over: that would remove more than was meant."""
    if target.route.method != "DELETE":
        return
    before = target.world.digest()
    path = target.valid.path
    names = [name for name, _ in parse_qsl(path.partition("?")[2])]
    for name, value in [(name, value) for name in names for value in ("abc", "-1", "1" * 30, "%00", "%FF", "*")]:
        target.world.send(target.valid._replace(path=with_parameter(path, name, value)))

    assert target.world.digest() == before or not names


def operation_at(target: Target, path: str) -> str | None:
    """Name the operation of the same method that is at another path, if there is one."""
    resource = DISPATCHER.find([segment for segment in path.partition("?")[0].split("/") if segment])
    route = resource.route(target.route.method, ()) if resource else None
    return route.operation if route else None


def paths_with(target: Target, segment: str) -> list[str]:
    """Return the path of the valid request with another segment in the place of each of its values in turn."""
    path, _, query = target.valid.path.partition("?")
    sent, pattern = path.split("/"), target.route.path.split("/")
    places = [place for place, name in enumerate(pattern) if name.startswith("{")]
    tail = f"?{query}" if query else ""
    return ["/".join([*sent[:place], segment, *sent[place + 1 :]]) + tail for place in places]


def with_parameter(path: str, name: str, value: str) -> str:
    """Set a query parameter to a value that is sent as it is."""
    path, _, query = path.partition("?")
    kept = urlencode([pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != name])
    return f"{path}?{kept}&{name}={value}" if kept else f"{path}?{name}={value}"
