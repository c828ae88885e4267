"""The demo's dashboards and smart groups, as the web applications store them."""

from __future__ import annotations

from collections.abc import Iterable

from mockc8y.simulation.draft import Draft
from mockc8y.store.codec import Document

OWNER = "technician"
COLUMNS = 24
"""Widgets are laid out on a grid of this many columns."""

BLUE, GREEN, RED = "#1b5ea8", "#2e8b57", "#c23b22"

SMART_GROUPS = {
    "All energy meters": "$filter=(type eq 'obc_EnergyMeter') $orderby=name",
    "Devices with critical alarms": "$filter=(c8y_ActiveAlarmsStatus.critical gt 0) $orderby=name",
    "Ageing gateways": "$filter=(type eq 'obc_Gateway' and c8y_Firmware.version eq '1.4.2') $orderby=name",
}


def add_smart_groups(draft: Draft) -> None:
    """Write groups whose members are found by a query."""
    for name, query in SMART_GROUPS.items():
        row = {**_shared(name, "c8y_DynamicGroup"), "c8y_IsDynamicGroup": {}, "c8y_DeviceQueryString": query}
        draft.add("managedObjects", row)


def add_dashboards(draft: Draft) -> None:
    """Write the home dashboard, and one for each of some groups, devices and a device type."""
    site = next(row for row in draft.tables["managedObjects"] if row["type"] == "c8y_DeviceGroup")
    _add_dashboard(draft, "Home", "c8y_Dashboard!name!home-cockpit1", _overview(site))
    _add_for(draft, site, "group", "Campus", _overview(site))
    for building in ("Office tower", "Laboratory", "Logistics hall", "Energy centre"):
        group = draft.managed_object(building)
        _add_for(draft, group, "group", building, [_alarm_list(group), _map(group)])
    for name in ("Climate sensor, Server room", "Energy meter, Grid feed", "Elevator 1, Tower plant room"):
        device = draft.managed_object(name)
        _add_for(draft, device, "device", "Values", [_graph(draft, device), _properties(device)])
    sensor = draft.managed_object("Climate sensor, Reception")
    widgets = [_graph(draft, sensor), _properties(sensor)]
    _add_dashboard(draft, "Climate sensors", "c8y_Dashboard!type!obc_ClimateSensor", widgets, deviceType=True)


def _add_for(draft: Draft, owner: Document, relation: str, name: str, widgets: Iterable[Document]) -> None:
    """Write the dashboard of a group or device; it is also one of its child additions."""
    dashboard = _add_dashboard(draft, name, f"c8y_Dashboard!{relation}!{owner['id']}", widgets)
    owner.setdefault("childAdditions", []).append(dashboard["id"])


def _add_dashboard(draft: Draft, name: str, marker: str, widgets: Iterable[Document], **more: object) -> Document:
    content = {
        "name": name,
        "icon": "th",
        "priority": 10000,
        "isFrozen": True,
        "global": True,
        "columns": COLUMNS,
        "children": {f"widget-{number}": {**widget, "_y": 8 * number} for number, widget in enumerate(widgets)},
        **more,
    }
    title = f"Dashboard {name}"
    row = {**_shared(title, "c8y_Dashboard"), "c8y_Global": {}, "c8y_Dashboard": content, marker: {}}
    return draft.add("managedObjects", row)


def _shared(name: str, kind: str) -> Document:
    return {"name": name, "type": kind, "owner": OWNER, "creationTime": "-P60D", "lastUpdated": "-P21D"}


def _overview(site: Document) -> list[Document]:
    return [_alarm_list(site), _map(site)]


def _widget(component: str, title: str, config: Document) -> Document:
    return {"_x": 0, "_width": COLUMNS, "_height": 8, "componentId": component, "title": title, "config": config}


def _target(managed_object: Document) -> Document:
    return {"id": managed_object["id"], "name": managed_object["name"]}


def _alarm_list(owner: Document) -> Document:
    options = {"severities": ["CRITICAL", "MAJOR", "MINOR", "WARNING"], "statuses": ["ACTIVE", "ACKNOWLEDGED"]}
    return _widget("Alarm list", "Open alarms", {"device": _target(owner), "options": options})


def _map(owner: Document) -> Document:
    return _widget("Map", "Where it is", {"device": _target(owner), "options": {"center": owner["c8y_Position"]}})


def _properties(device: Document) -> Document:
    keys = ["name", "type", "c8y_Hardware.serialNumber", "c8y_Hardware.model"]
    return _widget("Asset properties", "Device", {"device": _target(device), "properties": keys})


def _graph(draft: Draft, device: Document) -> Document:
    series = [row for row in draft.tables["signals"] if row["source"] == device["id"]]
    points = [
        {
            "fragment": row["fragment"],
            "series": row["series"],
            "unit": row["unit"],
            "label": f"{row['fragment']} → {row['series']}",
            "color": color,
            "lineType": "line",
            "yAxisType": "auto",
            "__active": True,
            "__target": _target(device),
        }
        for row, color in zip(series, (BLUE, GREEN, RED), strict=False)
    ]
    return _widget("Data points graph", "Last day", {"datapoints": points, "interval": "days", "realtime": True})
