"""Writes the demo tenant, `fixtures/demo.json` of the checkout: `python -m mockc8y.simulation.author_demo`.

The same seed number gives the same file to the byte. A newer Faker may know other names; then write the file anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from faker import Faker

from mockc8y.simulation.authoring.campus import add_campus
from mockc8y.simulation.authoring.commands import add_operations
from mockc8y.simulation.authoring.dashboards import add_dashboards, add_smart_groups
from mockc8y.simulation.authoring.happenings import add_events
from mockc8y.simulation.authoring.people import add_audit_records, add_people, add_retention_rules
from mockc8y.simulation.authoring.repository import add_files, add_repositories
from mockc8y.simulation.authoring.troubles import add_alarms
from mockc8y.simulation.draft import Draft
from mockc8y.simulation.tables import to_json

TARGET = Path(__file__).parents[2] / "fixtures" / "demo.json"

NUMBER = 20_240_917
"""The seed number of the names, places and signals."""

FIRST_IDS: Mapping[str, int] = MappingProxyType(
    {
        "managedObjects": 2001,
        "binaries": 5001,
        "events": 6001,
        "alarms": 7001,
        "operations": 8001,
        "auditRecords": 9001,
        "retentionRules": 9501,
    }
)
"""Where the ids of a table begin, so that an id tells a reader what it names."""

DESCRIPTION = "A smart-building campus with 41 devices, 30 days of data and open alarms"


def author(number: int = NUMBER) -> str:
    """Return the text of the demo seed."""
    draft = Draft("demo", number, FIRST_IDS)
    faker = Faker("de_DE")
    faker.seed_instance(number)
    draft.add("seed", {"name": "demo", "description": DESCRIPTION, "number": number})
    add_people(draft, faker)
    add_campus(draft, faker)
    add_smart_groups(draft)
    add_files(draft)
    add_repositories(draft)
    add_dashboards(draft)
    add_events(draft)
    add_alarms(draft)
    add_operations(draft)
    add_retention_rules(draft)
    add_audit_records(draft)
    return to_json(draft.tables)


if __name__ == "__main__":
    TARGET.write_text(author(), encoding="utf-8")
