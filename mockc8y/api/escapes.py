"""Addresses as clients send them, made fit to be read and to be repeated in answers."""

from __future__ import annotations

import re

_UNFIT = re.compile(rb"[^!$&-;=?@A-Z_a-z~%]|%(?![0-9A-Fa-f]{2})")


def escaped(address: bytes) -> bytes:
    """Percent-encode what no address may hold as it is. Clients such as curl send whatever they are given.

    >>> escaped("type=a[0]&name=Käse&share=5%&done=%20".encode())
    b'type=a%5B0%5D&name=K%C3%A4se&share=5%25&done=%20'
    """
    return _UNFIT.sub(lambda found: b"%%%02X" % ord(found[0]), address)
