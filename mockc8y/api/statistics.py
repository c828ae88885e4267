"""Usage and device statistics."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import orjson

from mockc8y.api import files, parameters, render
from mockc8y.api.management import require_management
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names
from mockc8y.domain import applications, device_statistics, statistics_files, tenants, usage_statistics
from mockc8y.domain.device_statistics import Row
from mockc8y.domain.documents import parse_id
from mockc8y.domain.errors import error
from mockc8y.domain.files import ANY_BYTES, File
from mockc8y.domain.paging import page_of
from mockc8y.domain.roles import roles
from mockc8y.domain.statistics_files import StatisticsFile
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis, parse_millis
from mockc8y.domain.usage_statistics import Day
from mockc8y.store.codec import Document
from mockc8y.store.dated_collection import Span

PATH = "/tenant/statistics"
FILES = f"{PATH}/files"
FILE_OFFERS = render.item_offers("tenantstatisticsfile")
ARCHIVE = "statistics.zip"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
"""What dates begin with, besides which the standard library reads others."""


def find(request: Request) -> Reply:
    """GET a page of the days of the caller's tenant."""
    page = page_of(usage_statistics.daily(request.tenant, _span(request)), parameters.page_request(request))
    self = request.links.to(PATH)
    items = [orjson.dumps({"self": self, **_shown(request, request.tenant, day)}) for day in page.items]
    return render.listed_as(request, "tenantusagestatisticscollection", "usageStatistics", items, page)


def summarise(request: Request) -> Reply:
    """GET what the days of one tenant add up to: the caller's, or one below it."""
    tenant_id = request.query.get("tenant")
    tenant = request.tenant if tenant_id is None else tenants.reach(request.platform, request.tenant, tenant_id)
    summary = usage_statistics.summary(tenant, _span(request))
    return render.value(request, _shown(request, tenant, summary), *render.item_offers("tenantusagestatisticssummary"))


def summarise_all(request: Request) -> Reply:
    """GET what the days of each tenant below the caller's add up to."""
    span = _span(request)
    below = tenants.below(request.platform, request.tenant)
    return render.value(request, [_shown_with_tenant(request, tenant, span) for tenant in below])


def create_file(request: Request) -> Reply:
    """POST that the usage of all tenants be packed into a file."""
    file = statistics_files.create(request.platform, _management(request), request.document())
    body = orjson.dumps(_file(request.tenant, file))
    reply = render.written(request, 201, FILE_OFFERS, body)
    reply.headers.append((b"location", request.links.to(f"{FILES}/{file.id}").encode()))
    return reply


def find_files(request: Request) -> Reply:
    """GET a page of the files."""
    found = statistics_files.select(_management(request), _span(request))
    page = page_of(found, parameters.page_request(request))
    items = [orjson.dumps(_file(request.tenant, file)) for file in page.items]
    return render.listed_as(request, "tenantStatisticsfilecollection", "statisticsFiles", items, page)


def get_file(request: Request) -> Reply:
    """GET one file."""
    file = statistics_files.get(_management(request), *request.arguments)
    return files.whole(File(file.content, ANY_BYTES, ARCHIVE))


def get_latest_file(request: Request) -> Reply:
    """GET the file of a month that is over."""
    management = _management(request)
    content = statistics_files.of_month(request.platform, management, _moment(request.arguments[0]))
    return files.whole(File(content, ANY_BYTES, ARCHIVE))


def find_daily(request: Request) -> Reply:
    """GET a page of what each managed object sent on a day."""
    return _devices(request, device_statistics.daily, lambda _tenant, row: _row(row))


def find_monthly(request: Request) -> Reply:
    """GET a page of what each managed object sent in a month, and what it is."""
    return _devices(request, device_statistics.monthly, _described_row)


def _devices(
    request: Request,
    count: Callable[[Tenant, int], Sequence[Row]],
    show: Callable[[Tenant, Row], Document],
) -> Reply:
    """Answer with a page whose items stand where others have their paging block, so that there is no total."""
    tenant_id, date = request.arguments
    tenant = tenants.reach(request.platform, request.tenant, tenant_id)
    rows = count(tenant, _moment(date))
    wanted = request.query.get("deviceId")
    if wanted is not None:
        rows = [row for row in rows if row.source == parse_id(wanted)]
    page = page_of(rows, parameters.page_request(request))
    frame = render.page_frame(request, page)
    return render.value(request, frame | {"statistics": [show(tenant, row) for row in page.items]})


def _row(row: Row) -> Document:
    return {"deviceId": str(row.source), "count": row.number}


def _described_row(tenant: Tenant, row: Row) -> Document:
    kind, parents = device_statistics.described(tenant, row.source)
    shown = _row(row) | {"deviceParents": list(map(str, parents))}
    return shown if kind is None else shown | {"deviceType": kind}


def _shown(request: Request, tenant: Tenant, day: Day) -> Document:
    return {
        "day": format_millis(day.time),
        **day.numbers,
        "subscribedApplications": [found.name for found in applications.subscribed(request.platform, tenant)],
        "resources": {"cpu": 0, "memory": 0, "usedBy": []},
    }


def _shown_with_tenant(request: Request, tenant: Tenant, span: Span) -> Document:
    profile = tenant.profile.value
    # unverified: that the reference is what the interface keeps among the custom properties.
    reference = profile.custom_properties.get("externalReference")
    return {
        **_shown(request, tenant, usage_statistics.summary(tenant, span)),
        **usage_statistics.peaks(tenant, span),
        "tenantId": tenant.id,
        "parentTenantId": profile.parent,
        "tenantDomain": profile.domain,
        "tenantCompany": profile.company,
        "creationTime": format_millis(profile.created),
        "tenantCustomProperties": profile.custom_properties,
        **({"externalReference": reference} if isinstance(reference, str) else {}),
    }


def _file(management: Tenant, file: StatisticsFile) -> Document:
    return {
        "id": str(file.id),
        "instanceName": management.profile.value.domain,
        "generationDate": format_millis(file.generated),
        "dateFrom": format_millis(file.since),
        "dateTo": format_millis(file.until),
        "type": statistics_files.TEST,
    }


def _management(request: Request) -> Tenant:
    require_management(request)
    return request.tenant


def _span(request: Request) -> Span:
    return parameters.span(request.query, "dateFrom", "dateTo")


def _moment(text: str) -> int:
    """Read the date of a path."""
    try:
        if _DATE.match(text):
            return parse_millis(text)
    except ValueError:
        pass
    raise error("invalid_data", area="statistics", reason=f"'{text}' is not a valid ISO 8601 date")


RANGE = query_names("dateFrom dateTo")
FILE_RANGE = query_names("currentPage dateFrom dateTo pageSize withTotalPages")
DEVICE_PAGE = query_names("currentPage deviceId pageSize withTotalPages")

ROUTES = (
    Route(
        "GET",
        PATH,
        "getTenantUsageStatisticsCollectionResource",
        roles("TENANT_STATISTICS_READ"),
        find,
        Evidence.RECORDED,
        parameters=RANGE | PAGING,
    ),
    Route(
        "GET",
        f"{PATH}/summary",
        "getSummaryUsageStatistics",
        roles("TENANT_STATISTICS_READ", "INVENTORY_READ", "MANAGED_OBJECT_READ"),
        summarise,
        Evidence.RECORDED,
        parameters=query_names("dateFrom dateTo tenant"),
    ),
    Route(
        "GET",
        f"{PATH}/allTenantsSummary",
        "getSummaryAllTenantsUsageStatistics",
        roles("TENANT_MANAGEMENT_READ"),
        summarise_all,
        Evidence.RECORDED,
        parameters=RANGE,
    ),
    Route(
        "POST",
        FILES,
        "postGenerateStatisticsFileRequest",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_CREATE"),
        create_file,
    ),
    Route(
        "GET",
        FILES,
        "getTenantUsageStatisticsFileCollectionResource",
        roles("TENANT_MANAGEMENT_ADMIN"),
        find_files,
        parameters=FILE_RANGE,
    ),
    Route(
        "GET",
        f"{FILES}/{{id}}",
        "getTenantUsageStatisticsFileById",
        roles("TENANT_MANAGEMENT_ADMIN"),
        get_file,
    ),
    Route(
        "GET",
        f"{FILES}/latest/{{month}}",
        "getTenantUsageStatisticsLatestFile",
        roles("TENANT_MANAGEMENT_ADMIN"),
        get_latest_file,
    ),
    Route(
        "GET",
        f"{PATH}/device/{{tenantId}}/monthly/{{date}}",
        "getTenantDeviceStatisticsMonthlyCollection",
        roles("TENANT_STATISTICS_READ"),
        find_monthly,
        parameters=DEVICE_PAGE,
    ),
    Route(
        "GET",
        f"{PATH}/device/{{tenantId}}/daily/{{date}}",
        "getTenantDeviceStatisticsDailyCollection",
        roles("TENANT_STATISTICS_READ"),
        find_daily,
        parameters=DEVICE_PAGE,
    ),
)
"""The operations of this family in the official specification."""
