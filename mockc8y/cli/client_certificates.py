"""The port on which clients may show a certificate when they connect, as devices do.

Whom a certificate lets in is for the application to decide: each tenant has its own trusted certificates, its own
revocations and its own clock. So TLS should take any certificate and just see that the client holds its key. Python
cannot be told to: whoever asks for a certificate has it verified against those that the context knows. What comes
nearest is done here. Before each connection the context learns the certificates that tenants trust by then, any of
them may end a chain, and dates are left to the application. A certificate that no tenant trusts, or a chain of which
the client sends too little to see that one does, ends with the TLS alert `unknown_ca`; what the context has learned
and tenants trust no more ends with the application's 401.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mockc8y.domain.certificates import pem
from mockc8y.domain.platform import Platform

NO_CHECK_TIME = ssl.VerifyFlags(0x200000)
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, for which Python has no name."""
VERSIONS: Mapping[str, int] = MappingProxyType({"TLSv1.2": 0x0303, "TLSv1.3": 0x0304})


class ClientPort:
    """A listening socket on which the platform is served to clients with certificates, and to those without."""

    def __init__(self, listener: socket.socket, certificate: Path, platform: Platform) -> None:
        self._listener = listener
        self._platform = platform
        self._context = asking_context(certificate)

    async def open(self, beside: uvicorn.Server) -> asyncio.Server:
        """Serve here what another server serves, and end with it."""
        loop = asyncio.get_running_loop()

        def make_protocol() -> asyncio.Protocol:
            learn_trusted(self._context, self._platform)
            return ClientCertificateProtocol(beside.config, beside.server_state, beside.lifespan.state, loop)

        return await loop.create_server(make_protocol, sock=self._listener, ssl=self._context)


class ClientCertificateProtocol(HttpToolsProtocol):
    """Tells the application which certificate the client of a connection showed, by the TLS extension of ASGI.

    Only the client's own: what stands between it and a trusted one is sent beside requests, as on the platform.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Look at the certificate once."""
        super().connection_made(transport)
        self._tls = described(transport.get_extra_info("ssl_object"))

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self.scope["extensions"] = {"tls": self._tls}


def asking_context(certificate: Path) -> ssl.SSLContext:
    """Return the side of a server that asks for a certificate. Its own, with the key, lies in one file."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.verify_mode = ssl.CERT_OPTIONAL
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | NO_CHECK_TIME
    return context


def learn_trusted(context: ssl.SSLContext, platform: Platform) -> None:
    """Let a context know the certificates that the tenants of a platform trust now."""
    for tenant in platform.tenants:
        for known in tenant.trusted_certificates.values():
            # What OpenSSL cannot read ends no chain.
            with suppress(ssl.SSLError):
                context.load_verify_locations(cadata=known.der)


def described(connection: ssl.SSLObject) -> dict[Any, Any]:
    """Describe the client's side of a connection as ASGI does. What nobody asks for is left unknown."""
    shown = connection.getpeercert(binary_form=True)
    return {
        "server_cert": None,
        "client_cert_chain": [pem(shown)] if shown else [],
        "client_cert_name": None,
        "client_cert_error": None,
        "tls_version": VERSIONS.get(connection.version() or ""),
        "cipher_suite": None,
    }
