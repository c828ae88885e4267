"""Alarms."""

from __future__ import annotations

from mockc8y.api.route import PAGING, Route, query_names, roles

ROUTES = (
    Route("POST", "/alarm/alarms", "postAlarmCollectionResource", roles("ALARM_ADMIN")),
    Route(
        "GET",
        "/alarm/alarms",
        "getAlarmCollectionResource",
        roles("ALARM_READ"),
        parameters=query_names(
            "createdFrom createdTo dateFrom dateTo lastUpdatedFrom lastUpdatedTo resolved severity "
            "source status type withSourceChildren withSourceAssets withSourceDevices "
            "withSourceAdditions"
        )
        | PAGING,
    ),
    Route(
        "PUT",
        "/alarm/alarms",
        "putAlarmCollectionResource",
        roles("ALARM_ADMIN"),
        parameters=query_names(
            "createdFrom createdTo dateFrom dateTo resolved severity source status withSourceChildren "
            "withSourceAssets withSourceDevices withSourceAdditions"
        ),
    ),
    Route(
        "DELETE",
        "/alarm/alarms",
        "deleteAlarmCollectionResource",
        roles("ALARM_ADMIN"),
        parameters=query_names(
            "createdFrom createdTo dateFrom dateTo resolved severity source status type "
            "withSourceChildren withSourceAssets withSourceDevices withSourceAdditions"
        ),
    ),
    Route("GET", "/alarm/alarms/{id}", "getAlarmResource", roles("ALARM_READ")),
    Route("PUT", "/alarm/alarms/{id}", "putAlarmResource", roles("ALARM_ADMIN")),
    Route(
        "POST",
        "/alarm/alarms/upsert",
        "postAlarmUpsertResource",
        roles("ALARM_ADMIN"),
        parameters=query_names("incrementCount"),
    ),
    Route(
        "GET",
        "/alarm/alarms/count",
        "getAlarmCollectionCountResource",
        roles("ALARM_READ"),
        parameters=query_names(
            "dateFrom dateTo resolved severity source status type withSourceChildren withSourceAssets "
            "withSourceDevices withSourceAdditions"
        ),
    ),
)
"""The operations of this family in the official specification."""
