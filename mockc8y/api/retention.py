"""Retention rules."""

from __future__ import annotations

from mockc8y.api import parameters, render
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route
from mockc8y.domain import retention
from mockc8y.domain.paging import page_of
from mockc8y.domain.roles import roles

PATH = "/retention/retentions"
RESOURCE = render.Resource(
    path=PATH,
    media="retentionrule",
    collection_media="retentionrulecollection",
    key="retentionRules",
    render=render.plain(PATH),
)


def create(request: Request) -> Reply:
    """POST a rule."""
    return render.created(request, RESOURCE, retention.create(request.tenant, request.document()))


def find(request: Request) -> Reply:
    """GET a page of rules."""
    return render.listed(request, RESOURCE, page_of(retention.select(request.tenant), parameters.page_request(request)))


def get(request: Request) -> Reply:
    """GET one rule."""
    return render.found(request, RESOURCE, retention.get(request.tenant, *request.arguments))


def update(request: Request) -> Reply:
    """PUT changes of a rule."""
    return render.updated(request, RESOURCE, retention.update(request.tenant, request.arguments[0], request.document()))


def delete(request: Request) -> Reply:
    """DELETE one rule."""
    retention.delete(request.tenant, *request.arguments)
    return no_content()


ROUTES = (
    Route(
        "POST",
        PATH,
        "postRetentionRuleCollectionResource",
        roles("RETENTION_RULE_ADMIN"),
        create,
        Evidence.RECORDED,
    ),
    Route(
        "GET",
        PATH,
        "getRetentionRuleCollectionResource",
        roles("RETENTION_RULE_READ"),
        find,
        Evidence.RECORDED,
        parameters=PAGING,
    ),
    Route(
        "GET",
        f"{PATH}/{{id}}",
        "getRetentionRuleResource",
        roles("RETENTION_RULE_READ"),
        get,
        Evidence.RECORDED,
    ),
    Route(
        "PUT",
        f"{PATH}/{{id}}",
        "putRetentionRuleResource",
        roles("RETENTION_RULE_ADMIN"),
        update,
        Evidence.RECORDED,
    ),
    Route(
        "DELETE",
        f"{PATH}/{{id}}",
        "deleteRetentionRuleResource",
        roles("RETENTION_RULE_ADMIN"),
        delete,
        Evidence.RECORDED,
    ),
)
"""The operations of this family in the official specification."""
