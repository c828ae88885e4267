"""Certificates as bytes and texts."""

from __future__ import annotations

import pytest

from mockc8y.domain.certificates import PRIVATE_KEY, Unreadable, decoded, fingerprint, from_pem, pem, pem_body
from tests.certificates import authority

PLANT = authority()
OTHER = authority("Other CA")


def test_fingerprint_is_that_of_other_tools() -> None:
    """The name of a certificate is its SHA-1 digest in lower-case hex digits."""
    assert fingerprint(PLANT.der) == PLANT.fingerprint


@pytest.mark.parametrize(
    "text",
    [
        PLANT.pem,
        PLANT.pem.replace("\n", "\r\n"),
        PLANT.pem.replace("\n", "\n  "),
        PLANT.pem.replace("\n", " "),
        f"Bag Attributes: x\n{PLANT.pem}\n",
        pem_body(PLANT.der),
        pem_body(PLANT.der).replace("\n", ""),
    ],
    ids=["file", "Windows", "indented", "header", "with a preamble", "bare", "bare in one line"],
)
def test_certificate_is_read_in_every_form(text: str) -> None:
    """Lines may be indented, joined by blanks, or stand without their frame."""
    assert from_pem(text) == [PLANT.der]


@pytest.mark.parametrize(
    "text",
    [PLANT.pem + OTHER.pem, f"{PLANT.pem},{OTHER.pem}", f"{pem_body(PLANT.der)},{pem_body(OTHER.der)}"],
    ids=["files", "files and a comma", "bare and a comma"],
)
def test_several_certificates_are_read_in_their_order(text: str) -> None:
    """Chains come as files in a row or separated by commas."""
    assert from_pem(text) == [PLANT.der, OTHER.der]


@pytest.mark.parametrize("text", ["", " \n", ",", "%%%", "-----BEGIN CERTIFICATE-----", "ü", "QUJD,", "QUJ"])
def test_text_without_a_certificate_is_unreadable(text: str) -> None:
    """Nothing at all, no base64, and an empty place in a list are refused."""
    with pytest.raises(Unreadable):
        from_pem(text)


def test_what_is_written_is_what_other_tools_write() -> None:
    """A PEM file has lines of 64 characters between its marks."""
    assert pem(PLANT.der) == PLANT.pem


def test_key_and_certificate_in_one_file_are_told_apart() -> None:
    """What a file holds is found by its label."""
    text = pem(b"certificate") + pem(b"key", PRIVATE_KEY)

    assert (from_pem(text), from_pem(text, PRIVATE_KEY)) == ([b"certificate"], [b"key"])


def test_base64_may_hold_whitespace() -> None:
    """Line breaks and blanks mean nothing."""
    assert decoded(" QU\r\nJD\t") == b"ABC"
