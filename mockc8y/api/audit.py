"""Audit records."""

from __future__ import annotations

from mockc8y.api.route import PAGING, Route, query_names, roles

ROUTES = (
    Route("POST", "/audit/auditRecords", "postAuditRecordCollectionResource", roles("AUDIT_ADMIN", "SYSTEM")),
    Route(
        "GET",
        "/audit/auditRecords",
        "getAuditRecordCollectionResource",
        roles("AUDIT_READ"),
        parameters=query_names("application dateFrom dateTo source type user") | PAGING,
    ),
    Route("GET", "/audit/auditRecords/{id}", "getAuditRecordResource", roles("AUDIT_READ")),
)
"""The operations of this family in the official specification."""
