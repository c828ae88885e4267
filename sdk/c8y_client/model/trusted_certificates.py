"""Trusted certificates, where code written for pyc8y looks for them."""

from c8y_client._async.trusted_certificate import TrustedCertificate, TrustedCertificateStatus
from c8y_client._async.trusted_certificates import TrustedCertificates

__all__ = ["TrustedCertificate", "TrustedCertificateStatus", "TrustedCertificates"]
