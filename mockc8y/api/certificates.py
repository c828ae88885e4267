"""Trusted certificates, certificate authority and device enrolment."""

from __future__ import annotations

from mockc8y.api.route import EVERYBODY, PAGING, Route, query_names
from mockc8y.domain.roles import roles

ROUTES = (
    Route(
        "POST",
        "/tenant/tenants/{tenantId}/trusted-certificates",
        "postTrustedCertificateCollectionResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN"),
        parameters=query_names("addToTrustStore"),
    ),
    Route(
        "GET",
        "/tenant/tenants/{tenantId}/trusted-certificates",
        "getTrustedCertificateCollectionResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN", "TENANT_MANAGEMENT_READ"),
        parameters=query_names("certificateAuthority") | PAGING,
    ),
    Route(
        "POST",
        "/tenant/tenants/{tenantId}/trusted-certificates/bulk",
        "postTrustedCertificateCollectionResourceBulk",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN"),
        parameters=query_names("addToTrustStore"),
    ),
    Route(
        "GET",
        "/tenant/tenants/{tenantId}/trusted-certificates/{fingerprint}",
        "getTrustedCertificateResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN", "TENANT_MANAGEMENT_READ"),
    ),
    Route(
        "PUT",
        "/tenant/tenants/{tenantId}/trusted-certificates/{fingerprint}",
        "putTrustedCertificateResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN"),
    ),
    Route(
        "DELETE",
        "/tenant/tenants/{tenantId}/trusted-certificates/{fingerprint}",
        "deleteTrustedCertificateResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN"),
    ),
    Route(
        "POST",
        "/tenant/tenants/{tenantId}/trusted-certificates-pop/{fingerprint}/pop",
        "postTrustedCertificatePopResource",
        EVERYBODY,
    ),
    Route(
        "POST",
        "/tenant/tenants/{tenantId}/trusted-certificates-pop/{fingerprint}/confirmed",
        "postConfirmedTrustedCertificatePopResource",
        EVERYBODY,
    ),
    Route(
        "POST",
        "/tenant/tenants/{tenantId}/trusted-certificates-pop/{fingerprint}/verification-code",
        "postVerificationCodeTrustedCertificatesPopResource",
        EVERYBODY,
    ),
    Route(
        "POST",
        "/tenant/trusted-certificates/verify-cert-chain",
        "postX509ChainValidate",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_READ"),
    ),
    Route(
        "PUT",
        "/tenant/trusted-certificates/settings/crl",
        "putCRLSettings",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN"),
    ),
    Route(
        "GET",
        "/tenant/trusted-certificates/settings/crl",
        "getCRLSettings",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN", "TENANT_MANAGEMENT_READ"),
    ),
    Route("POST", "/devicecontrol/deviceAccessToken", "postDeviceAccessTokenResource", EVERYBODY),
    Route(
        "POST",
        "/certificate-authority",
        "postCertificateAuthorityResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN"),
    ),
    Route(
        "POST",
        "/certificate-authority/renew",
        "postRenewCertificateAuthorityResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_ADMIN"),
    ),
    Route("POST", "/.well-known/est/simpleenroll", "postSimpleReEnrollDeviceResource", EVERYBODY),
    Route("POST", "/.well-known/est/simplereenroll", "postSimpleReEnrollDeviceResource", roles("DEVICE")),
)
"""The operations of this family in the official specification."""
