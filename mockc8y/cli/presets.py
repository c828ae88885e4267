"""What `mockc8y serve` sets before it serves: options of the tenant, and limits of the server."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, TypeVar

from mockc8y.api.bayeux.limits import RealtimeLimits
from mockc8y.api.settings import Settings
from mockc8y.domain import tenant_options
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.tenant import Tenant

Limits = TypeVar("Limits", Settings, RealtimeLimits)

REALTIME = "realtime."
NOTIFICATION: Mapping[str, str] = MappingProxyType(
    {"notification.window": "notification_window", "notification.idle": "notification_idle"}
)
"""Limits of Notification 2.0, and the settings that they are. Those of real-time notifications are a class."""
NAMES = (*(REALTIME + limit.name for limit in fields(RealtimeLimits)), *NOTIFICATION)


class PresetBroken(ValueError):
    """An option or a limit cannot be set as the command line says."""


def set_options(tenant: Tenant, texts: Sequence[str], caller: Caller) -> None:
    """Set tenant options from texts such as `notification2/backlog.bytes=26214400`."""
    for text in texts:
        name, equals, value = text.partition("=")
        category, slash, key = name.partition("/")
        if not (equals and slash and category and key):
            raise PresetBroken(f"{text!r} is not of the form CATEGORY/KEY=VALUE, as in access.control/allow.origin=*")
        try:
            tenant_options.put(tenant, category, {key: value}, caller)
        except PlatformError as problem:
            raise PresetBroken(f"cannot set {text!r}: {problem.message}") from None


def limited(settings: Settings, texts: Sequence[str]) -> Settings:
    """Return settings with limits from texts such as `realtime.connections=1000`."""
    for text in texts:
        name, _, number = text.partition("=")
        if name not in NAMES:
            raise PresetBroken(f"no limit is called {name!r}; known: {', '.join(NAMES)}")
        settings = _limited(settings, name, text, number)
    return settings


def _limited(settings: Settings, name: str, text: str, number: str) -> Settings:
    if name in NOTIFICATION:
        return _with(settings, NOTIFICATION[name], text, number)
    return replace(settings, realtime=_with(settings.realtime, name.removeprefix(REALTIME), text, number))


def _with(limits: Limits, field: str, text: str, number: str) -> Limits:
    changes: dict[str, Any] = {field: _read(text, number, getattr(limits, field))}
    return replace(limits, **changes)


def _read(text: str, number: str, default: float) -> float:
    """Read a number of the kind that the default is."""
    try:
        value = type(default)(number)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        kind = "a whole number" if isinstance(default, int) else "a number"
        raise PresetBroken(f"{text!r} does not name {kind} above 0, such as {default}")
    return value
