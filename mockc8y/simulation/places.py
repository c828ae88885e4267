"""Places on the map."""

from __future__ import annotations

from faker import Faker

from mockc8y.store.codec import Document

COUNTRY = "DE"
ALTITUDE = 48.0


def town(faker: Faker) -> tuple[str, Document]:
    """Draw a town that exists, and return its name and position."""
    place = faker.local_latlng(country_code=COUNTRY)
    if place is None:
        raise LookupError(f"Faker knows no town in {COUNTRY}")
    latitude, longitude, name, *_ = place
    return name, {"lat": float(latitude), "lng": float(longitude), "alt": ALTITUDE}
