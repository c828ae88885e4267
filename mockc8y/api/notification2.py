"""Notification 2.0 subscriptions and tokens."""

from __future__ import annotations

from mockc8y.api.route import EVERYBODY, PAGING, Route, query_names
from mockc8y.domain.roles import roles

ROUTES = (
    Route("POST", "/notification2/token", "postNotificationTokenResource", roles("NOTIFICATION_2_ADMIN")),
    Route(
        "POST",
        "/notification2/unsubscribe",
        "postNotificationTokenUnsubscribeResource",
        EVERYBODY,
        parameters=query_names("token"),
    ),
    Route(
        "POST", "/notification2/subscriptions", "postNotificationSubscriptionResource", roles("NOTIFICATION_2_ADMIN")
    ),
    Route(
        "GET",
        "/notification2/subscriptions",
        "getNotificationSubscriptionCollectionResource",
        roles("NOTIFICATION_2_ADMIN"),
        parameters=query_names("context source subscription typeFilter") | PAGING,
    ),
    Route(
        "DELETE",
        "/notification2/subscriptions",
        "deleteNotificationSubscriptionBySourceResource",
        roles("NOTIFICATION_2_ADMIN"),
        parameters=query_names("context source"),
    ),
    Route(
        "GET", "/notification2/subscriptions/{id}", "getNotificationSubscriptionResource", roles("NOTIFICATION_2_ADMIN")
    ),
    Route(
        "DELETE",
        "/notification2/subscriptions/{id}",
        "deleteNotificationSubscriptionResource",
        roles("NOTIFICATION_2_ADMIN"),
    ),
)
"""The operations of this family in the official specification."""
