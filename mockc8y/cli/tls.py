"""The certificates of `mockc8y serve --tls`: an authority of this machine's own, and what it signs for the server."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mockc8y.domain.certificates import PRIVATE_KEY, from_pem, pem
from mockc8y.domain.times import DAY_MS

if TYPE_CHECKING:
    from mockc8y.domain.x509_signing import Authority

AUTHORITY = "mockc8y development CA"
AUTHORITY_LIFETIME = 3650 * DAY_MS
SERVER_LIFETIME = 397 * DAY_MS
"""Browsers take no server's certificate that is valid for longer."""
SPARE = SERVER_LIFETIME
"""An authority that ends sooner is made anew, so that no server outlives the one it is trusted for."""
SKEW = DAY_MS
"""How long certificates are valid before they were made: clocks of clients differ."""
LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared, not bound


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """Where the certificates lie: the one that clients are to trust, and that of the server with its private key."""

    authority: Path
    server: Path

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Tell how clients come to trust the server, as rows of a label and a text."""
        return [
            ("CA file", str(self.authority)),
            ("Trust it", f"export SSL_CERT_FILE={self.authority} REQUESTS_CA_BUNDLE={self.authority}"),
        ]


def default_folder() -> Path:
    """Return where certificates lie unless `--tls-dir` says otherwise, so that an authority is trusted once for all."""
    return Path(click.get_app_dir("mockc8y")) / "tls"


def host_names(bound_to: str, *others: str | None) -> list[str]:
    """Return the names and addresses by which clients on this machine ask for a server, and those that others use."""
    named = [name for name in (bound_to, *others) if name and name not in EVERYWHERE]
    return list(dict.fromkeys([*LOCAL_NAMES, *named]))


def prepare(folder: Path, hosts: Sequence[str], now: int) -> TlsFiles:
    """Make the certificate of a server, and the authority that signs it unless the folder has one.

    `now` is in milliseconds UTC. Raises `OSError` where the folder cannot be written, `ValueError` where what it holds
    is no authority.
    """
    # Imported on first use: it is slow to load.
    from mockc8y.domain import x509_signing  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = TlsFiles(folder / "ca.pem", folder / "server.pem")
    authority = _authority(folder / "ca-with-key.pem", now)
    key = x509_signing.new_key()
    terms = x509_signing.Terms(x509_signing.unique_serial(), now - SKEW, now + SERVER_LIFETIME)
    server = x509_signing.for_server(authority, key, hosts, terms)
    _write(files.authority, pem(authority.certificate))
    _write(files.server, pem(server) + pem(key, PRIVATE_KEY))
    return files


def _authority(path: Path, now: int) -> Authority:
    """Return the authority that a file holds, or make one and keep it there."""
    from mockc8y.domain import x509, x509_signing  # noqa: PLC0415 - as above

    if path.exists():
        text = path.read_text("ascii")
        known = x509_signing.Authority(from_pem(text)[0], from_pem(text, PRIVATE_KEY)[0])
        if now + SPARE < x509.facts(known.certificate).not_after:
            return known
    key = x509_signing.new_key()
    terms = x509_signing.Terms(x509_signing.unique_serial(), now - SKEW, now + AUTHORITY_LIFETIME)
    made = x509_signing.Authority(x509_signing.self_signed(key, AUTHORITY, terms), key)
    _write(path, pem(made.certificate) + pem(made.key, PRIVATE_KEY))
    return made


def _write(path: Path, text: str) -> None:
    """Write a file that only its owner may read, all at once: another server may be reading it."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
    Path(name).replace(path)
