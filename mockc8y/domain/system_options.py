"""Options of the platform itself, which nobody changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mockc8y.domain.bulk_operation_draft import DEFAULT_CREATION_RAMP
from mockc8y.domain.errors import error
from mockc8y.domain.password_policy import STRONG_LENGTH
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_options import HIDDEN, Option

MEGABYTE = 1024 * 1024
VERSION = "2025.310.0"
"""The version of the platform whose behaviour is emulated. Clients read it."""

SECURED = frozenset(
    {
        ("password", "green.min-length"),
        ("two-factor-authentication", "pin.validity"),
        ("two-factor-authentication", "token.length"),
        ("two-factor-authentication", "token.validity"),
        ("authentication", "badRequestCounter"),
        ("files", "microservice.zipped.max.size"),
        ("files", "microservice.unzipped.max.size"),
        ("files", "webapp.zipped.max.size"),
        ("files", "webapp.unzipped.max.size"),
    }
)
"""What only those may read who manage options (specification)."""

_VALUES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("authentication", "badRequestCounter"): "0",
        ("cep", "deprecation.alarm"): "false",
        ("connectivity", "microservice.url"): "",
        ("data-broker", "bootstrap.period"): "60",
        ("device-control", "bulkoperation.creationramp"): str(DEFAULT_CREATION_RAMP),
        ("device-registration", "security-token.policy"): "OPTIONAL",
        ("encoding", "test"): "äöü",
        ("files", "microservice.unzipped.max.size"): str(500 * MEGABYTE),
        ("files", "microservice.zipped.max.size"): str(500 * MEGABYTE),
        ("files", "webapp.unzipped.max.size"): str(500 * MEGABYTE),
        ("files", "webapp.zipped.max.size"): str(100 * MEGABYTE),
        ("gainsight", "api.key"): "",
        ("password", "enforce.strength"): "false",
        ("password", "green.min-length"): str(STRONG_LENGTH),
        ("password", "limit.validity"): "0",
        ("plugin", "eventprocessing.enabled"): "false",
        ("remoteaccess", "pass-through.enabled"): "false",
        ("reportMailer", "available"): "false",
        ("support", "url"): "",
        ("support-user", "enabled"): "false",
        ("system", "version"): VERSION,
        ("trackers", "supported.models"): "",
        ("two-factor-authentication", "enabled"): "false",
        ("two-factor-authentication", "enforced"): "false",
        ("two-factor-authentication", "enforced.group"): "",
        ("two-factor-authentication", "logout-on-browser-termination"): "false",
        ("two-factor-authentication", "pin.length"): "6",
        ("two-factor-authentication", "pin.validity"): "30",
        ("two-factor-authentication", "tenant-scope-settings.enabled"): "true",
        ("two-factor-authentication", "token.length"): "255",
        ("two-factor-authentication", "token.validity"): "60",
    }
)
# unverified: values besides those that the emulator itself lives by.
"""What is the same for all tenants of all servers."""


def select(tenant: Tenant, file_limit: int) -> Sequence[Option]:
    """List all options in clear, by category and key. `file_limit` is the largest file that is taken, in bytes."""
    values = {
        **_VALUES,
        ("files", "max.size"): str(file_limit),
        ("two-factor-authentication", "strategy"): tenant.profile.value.tfa_strategy,
    }
    return [Option(*name, values[name]) for name in sorted(values)]


def get(tenant: Tenant, file_limit: int, category: str, key: str) -> Option:
    """Return an option in clear, or raise 404."""
    for option in select(tenant, file_limit):
        if (option.category, option.key) == (category, key):
            return option
    raise error("option.unknown")


def is_secured(option: Option) -> bool:
    """Tell whether only those may read an option who manage options."""
    return (option.category, option.key) in SECURED


def masked(option: Option) -> Option:
    """Return an option as everybody sees it in a list."""
    return option._replace(value=HIDDEN) if is_secured(option) else option
