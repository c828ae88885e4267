"""What callers may choose about connections."""

from __future__ import annotations

import ssl

import certifi
import httpx
import pytest

from c8y_client._http.headers import standard_headers
from c8y_client._http.settings import Settings


def test_context_can_be_given() -> None:
    """A ready SSL context is used as it is."""
    context = ssl.create_default_context()

    assert Settings(verify=context).client_options("https://tenant.test")["verify"] is context


def test_certificates_can_come_from_a_file() -> None:
    """A path names a file with certificates, which is read once for all clients."""
    first, second = (Settings(verify=certifi.where()).client_options("https://tenant.test") for _ in range(2))

    assert first["verify"].verify_mode is ssl.CERT_REQUIRED
    assert first["verify"] is second["verify"]


def test_settings_are_accepted_by_httpx() -> None:
    """Everything that is passed on is a parameter that an httpx client knows."""
    settings = Settings(timeout=3, proxy="http://proxy.test:3128", limits=httpx.Limits(max_connections=2))

    with httpx.Client(**settings.client_options("http://tenant.test")) as client:
        assert client.timeout == httpx.Timeout(3)


def test_unknown_processing_mode_is_refused() -> None:
    """A mode that the platform does not know is a `ValueError` that lists those it knows."""
    with pytest.raises(
        ValueError, match="no processing mode 'FAST'; the platform knows PERSISTENT, TRANSIENT, QUIESCENT, CEP"
    ):
        standard_headers(None, "FAST")
