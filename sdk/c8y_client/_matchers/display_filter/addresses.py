"""Many IPv4 addresses at once, as sets name them: `10.0.0.1-9`, `10.0-1.0.1,4`, `192.168.0.0/16`."""

from __future__ import annotations

import re
from collections.abc import Callable

from c8y_client._matchers.display_filter.scanner import Token
from c8y_client._matchers.display_filter.values import ipv4
from c8y_client._types import JSON

_SPAN = r"[0-9]+(?:-[0-9]+)?"
_OCTET = rf"{_SPAN}(?:,{_SPAN})*"
# A comma after the last octet may begin the next address. Two dots without a comma between tell from decimal numbers.
_LAST_OCTET = rf"{_SPAN}(?:,{_SPAN}(?![0-9.-]))*(?![0-9.-])"
ADDRESSES = Token(
    re.compile(
        rf"(?=[0-9,.-]*\.[0-9-]+\.)({_OCTET})\.({_OCTET})\.({_OCTET})\.({_LAST_OCTET})(?:/([0-9]+))?",
    ),
    "an IPv4 address",
)

_OCTETS = range(256)
_PREFIXES = range(1, 33)


def address_test(match: re.Match[str]) -> Callable[[JSON], bool]:
    """Make the test whether a value is one of the addresses; octets and prefixes out of range are a `ValueError`."""
    *octets, length = match.groups()
    masks = _masks(length)
    wanted = [frozenset(octet & mask for octet in _octets(text)) for text, mask in zip(octets, masks, strict=True)]
    rules = tuple(zip(masks, wanted, strict=True))

    def test(value: JSON) -> bool:
        address = ipv4(value)
        if address is None:
            return False
        return all(octet & mask in some for octet, (mask, some) in zip(address.packed, rules, strict=True))

    return test


def _masks(length: str | None) -> bytes:
    bits = 32 if length is None else int(length)
    if bits not in _PREFIXES:
        raise ValueError(f"/{length} is no prefix length of IPv4, they go from 1 to 32")
    return (0xFFFFFFFF << (32 - bits) & 0xFFFFFFFF).to_bytes(4)


def _octets(text: str) -> set[int]:
    octets: set[int] = set()
    for span in text.split(","):
        low, high = sorted(map(_octet, (span.split("-") * 2)[:2]))
        octets.update(range(low, high + 1))
    return octets


def _octet(digits: str) -> int:
    octet = int(digits)
    if octet not in _OCTETS:
        raise ValueError(f"{digits} is no octet of an IPv4 address, they go from 0 to 255")
    return octet
