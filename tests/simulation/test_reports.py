from __future__ import annotations

from mockc8y.domain.times import format_millis, parse_millis
from mockc8y.simulation.relative_time import DAY, HOUR, SECOND
from mockc8y.simulation.reports import ClockFace, reports
from mockc8y.store.codec import Document

NOW = 20_400 * DAY
CURVE = {"shape": "daily", "base": 21.0, "amplitude": 2.0, "interval": "PT1H", "span": "P1D"}


def row(source: str, fragment: str, series: str, **more: object) -> Document:
    """Write a row of the table `signals`."""
    return {"source": source, "type": "obc_Climate", "fragment": fragment, "series": series, **CURVE, **more}


def test_rows_of_one_device_share_their_measurements() -> None:
    """Temperature and humidity of a sensor come in one document, as the sensor would send them."""
    drafts = list(reports([row("2001", "obc_T", "T", unit="°C"), row("2001", "obc_H", "h")], 1, NOW))

    assert len(drafts) == 24
    assert drafts[0].document.keys() == {"type", "time", "obc_T", "obc_H"}
    assert drafts[0].document["obc_T"]["T"].keys() == {"value", "unit"}
    assert drafts[0].document["obc_H"]["h"].keys() == {"value"}


def test_two_series_of_one_fragment_stand_side_by_side() -> None:
    """A second series does not displace the first."""
    [draft, *_] = reports([row("2001", "obc_T", "in"), row("2001", "obc_T", "out")], 1, NOW)

    assert draft.document["obc_T"].keys() == {"in", "out"}


def test_other_plan_makes_measurements_of_its_own() -> None:
    """A series that is sampled at other times cannot share a document."""
    drafts = list(reports([row("2001", "obc_T", "T"), row("2001", "obc_H", "h", interval="PT2H")], 1, NOW))

    assert len(drafts) == 24 + 12
    assert not any({"obc_T", "obc_H"} <= draft.document.keys() for draft in drafts)


def test_measurements_come_oldest_first_across_devices() -> None:
    """Ids drawn in this order grow with time, as on a tenant that collected them."""
    drafts = list(reports([row(str(source), "obc_T", "T") for source in range(2001, 2006)], 1, NOW))

    assert [draft.time for draft in drafts] == sorted(draft.time for draft in drafts)
    assert {draft.source for draft in drafts} == set(range(2001, 2006))
    assert len({draft.time % HOUR for draft in drafts}) > 1


def test_time_is_written_as_it_is_kept() -> None:
    """The text in a document names the same instant as the number beside it."""
    for draft in reports([row("2001", "obc_T", "T")], 1, NOW):
        assert parse_millis(draft.document["time"]) == draft.time


def test_same_number_gives_same_measurements() -> None:
    """Values and times are settled by the seed's number; another number changes them."""
    rows = [row("2001", "obc_T", "T"), row("2002", "obc_T", "T")]

    assert list(reports(rows, 1, NOW)) == list(reports(rows, 1, NOW))
    assert list(reports(rows, 1, NOW)) != list(reports(rows, 2, NOW))


def test_clock_face_writes_as_the_platform_does() -> None:
    """The faster way to write whole seconds has the same outcome as the ordinary one."""
    face = ClockFace()
    instants = range(NOW - 3 * HOUR, NOW, 97 * SECOND)

    assert [face.text(instant) for instant in instants] == [format_millis(instant) for instant in instants]
