"""Retention rules."""

from __future__ import annotations

from mockc8y.api.route import PAGING, Route, roles

ROUTES = (
    Route("POST", "/retention/retentions", "postRetentionRuleCollectionResource", roles("RETENTION_RULE_ADMIN")),
    Route(
        "GET",
        "/retention/retentions",
        "getRetentionRuleCollectionResource",
        roles("RETENTION_RULE_READ"),
        parameters=PAGING,
    ),
    Route("GET", "/retention/retentions/{id}", "getRetentionRuleResource", roles("RETENTION_RULE_READ")),
    Route("PUT", "/retention/retentions/{id}", "putRetentionRuleResource", roles("RETENTION_RULE_ADMIN")),
    Route("DELETE", "/retention/retentions/{id}", "deleteRetentionRuleResource", roles("RETENTION_RULE_ADMIN")),
)
"""The operations of this family in the official specification."""
