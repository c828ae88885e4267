"""What waits for which consumer, and until when."""

from __future__ import annotations

import pytest

from mockc8y.domain.errors import PlatformError
from mockc8y.domain.notifications import topics
from mockc8y.domain.notifications.limits import BACKLOG, CATEGORY, TIME_TO_LIVE
from mockc8y.domain.notifications.log import OVERHEAD, TopicLog
from mockc8y.domain.notifications.notices import Notice
from mockc8y.domain.notifications.topics import Notification, Topic
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import MINUTE_MS
from mockc8y.store.collection import Record
from tests.domain.notifications.cases import LEVELS, joined, waiting

VOLATILE = Topic("levels", persistent=False)
BODY = b'{"type":"acme_Level"}'


def publish(tenant: Tenant, *ids: int, topic: Topic = LEVELS) -> None:
    """Publish measurements of these ids."""
    for number in ids:
        record = Record(number, 7, 0, BODY)
        topics.publish(tenant, topic, Notification("measurements", 7, 7, "CREATE", "measurements", record))


def ids(tenant: Tenant, topic: Topic = LEVELS, subscriber: str = "worker") -> list[int]:
    """Return the ids of the measurements that wait for a consumer."""
    return [message.content.record.id for message in waiting(tenant, topic, subscriber)]


def acknowledge(tenant: Tenant, *places: int, subscriber: str = "worker") -> None:
    """Acknowledge the messages at these positions."""
    for position in places:
        topics.acknowledge(tenant, LEVELS, subscriber, position)


def kept(tenant: Tenant, topic: Topic = LEVELS) -> TopicLog:
    """Return what is kept of a topic."""
    log = (tenant.notification_topics if topic.persistent else tenant.notices.volatile).log_of(topic)
    assert log is not None
    return log


def test_consumer_gets_what_comes_after_it(tenant: Tenant) -> None:
    """What was published before the first connect is never delivered."""
    publish(tenant, 1)
    joined(tenant, subscriber="early")
    publish(tenant, 2)
    joined(tenant)
    publish(tenant, 3)

    assert (ids(tenant, subscriber="early"), ids(tenant)) == ([2, 3], [3])


def test_topic_without_consumers_keeps_nothing(tenant: Tenant) -> None:
    """Not even a name."""
    publish(tenant, 1)

    assert tenant.notification_topics.items() == []


def test_acknowledged_messages_do_not_come_back(tenant: Tenant) -> None:
    """In any order, and one acknowledged twice or never sent changes nothing."""
    joined(tenant)
    publish(tenant, 1, 2, 3, 4, 5)
    first = waiting(tenant)[0].position

    acknowledge(tenant, first + 3, first + 1, first + 1, first + 99, -1)

    assert ids(tenant) == [1, 3, 5]
    acknowledge(tenant, first + 4, first)
    assert ids(tenant) == [3]


def test_consumers_do_not_acknowledge_for_each_other(tenant: Tenant) -> None:
    """What one has acknowledged, early or late, does not come back to it while the other has not."""
    for name in ("a", "b"):
        joined(tenant, subscriber=name)
    publish(tenant, 1, 2, 3)
    places = [message.position for message in waiting(tenant, subscriber="a")]

    acknowledge(tenant, places[1], places[0], subscriber="a")

    assert (ids(tenant, subscriber="a"), ids(tenant, subscriber="b")) == ([3], [1, 2, 3])


def test_messages_are_handed_out_from_a_position_on(tenant: Tenant) -> None:
    """Who has sent some asks for the next ones, of those that are skipped as well."""
    joined(tenant)
    publish(tenant, 1, 2, 3, 4, 5)
    places = [message.position for message in waiting(tenant)]
    acknowledge(tenant, places[3])

    def after(index: int, limit: int) -> list[int]:
        return [found.content.record.id for found in topics.waiting(tenant, LEVELS, "worker", places[index], limit)]

    assert (after(0, 9), after(0, 2), after(3, 9), after(4, 9)) == ([2, 3, 5], [2, 3], [5], [])


def test_positions_are_the_same_for_all_consumers(tenant: Tenant) -> None:
    """Consumers that started at different times see a message at the same place."""
    joined(tenant)
    publish(tenant, 1)
    joined(tenant, subscriber="late")
    publish(tenant, 2)

    assert waiting(tenant)[1] == waiting(tenant, subscriber="late")[0]


def test_what_all_acknowledged_is_dropped(tenant: Tenant) -> None:
    """A message stays for as long as one consumer waits for it, and no longer."""
    for name in ("a", "b"):
        joined(tenant, subscriber=name)
    publish(tenant, 1, 2)
    first, second = (message.position for message in waiting(tenant, subscriber="a"))

    acknowledge(tenant, first, second, subscriber="a")
    assert (ids(tenant, subscriber="a"), ids(tenant, subscriber="b"), len(kept(tenant))) == ([], [1, 2], 2)

    acknowledge(tenant, second, subscriber="b")
    assert (ids(tenant, subscriber="b"), len(kept(tenant))) == ([1], 1)
    assert kept(tenant).size == len(BODY) + OVERHEAD


def test_unsubscribed_consumer_leaves_nothing_behind(tenant: Tenant) -> None:
    """What waited for it alone goes; what others wait for stays."""
    for name in ("a", "b"):
        joined(tenant, subscriber=name)
    publish(tenant, 1, 2)
    acknowledge(tenant, waiting(tenant, subscriber="a")[0].position, subscriber="a")

    topics.unsubscribe(tenant, LEVELS, "b")

    assert not topics.exists(tenant, LEVELS, "b")
    assert (ids(tenant, subscriber="a"), ids(tenant, subscriber="b"), len(kept(tenant))) == ([2], [], 1)


def test_consumer_can_be_unsubscribed_once(tenant: Tenant) -> None:
    """The second time fails, unless it came back; one that never connected can be unsubscribed as well."""
    topics.unsubscribe(tenant, LEVELS, "worker")
    with pytest.raises(PlatformError, match=r"^500 reliable-notification/"):
        topics.unsubscribe(tenant, LEVELS, "worker")

    joined(tenant)
    topics.unsubscribe(tenant, LEVELS, "worker")
    with pytest.raises(PlatformError, match=r"^500 "):
        topics.unsubscribe(tenant, LEVELS, "worker")
    topics.unsubscribe(tenant, VOLATILE, "worker")


def test_consumer_that_comes_back_after_its_end_starts_anew(tenant: Tenant) -> None:
    """Its old backlog is gone."""
    joined(tenant)
    publish(tenant, 1)
    topics.unsubscribe(tenant, LEVELS, "worker")
    publish(tenant, 2)
    joined(tenant)
    publish(tenant, 3)

    assert ids(tenant) == [3]


def test_persistent_topic_waits_for_its_consumer(tenant: Tenant) -> None:
    """A lost connection changes nothing: what was not acknowledged is there at the next one."""
    joined(tenant)
    publish(tenant, 1)
    topics.disconnect(tenant, LEVELS, "worker")
    publish(tenant, 2)
    joined(tenant)

    assert ids(tenant) == [1, 2]


def test_volatile_topic_keeps_nothing_for_who_is_away(tenant: Tenant) -> None:
    """A consumer starts with what comes after it connected, each time."""
    joined(tenant, VOLATILE)
    publish(tenant, 1, topic=VOLATILE)
    assert ids(tenant, VOLATILE) == [1]

    topics.disconnect(tenant, VOLATILE, "worker")
    publish(tenant, 2, topic=VOLATILE)
    assert len(kept(tenant, VOLATILE)) == 0

    joined(tenant, VOLATILE)
    joined(tenant, VOLATILE)
    publish(tenant, 3, topic=VOLATILE)
    assert ids(tenant, VOLATILE) == [3]


def test_volatile_topic_knows_no_snapshot(tenant: Tenant) -> None:
    """Who listens to one misses nothing when the tenant goes back to an earlier state."""
    state = tenant.snapshot()
    joined(tenant, VOLATILE)
    publish(tenant, 1, topic=VOLATILE)

    tenant.restore(state)

    assert ids(tenant, VOLATILE) == [1]


def test_restore_brings_back_what_was_not_acknowledged(tenant: Tenant) -> None:
    """A kept state holds the backlog and how far each consumer was, as often as it is restored."""
    joined(tenant)
    publish(tenant, 1, 2, 3)
    places = [message.position for message in waiting(tenant)]
    acknowledge(tenant, places[1])
    state = tenant.snapshot()

    for _ in range(2):
        acknowledge(tenant, *places)
        publish(tenant, 9)
        topics.unsubscribe(tenant, LEVELS, "worker")
        tenant.restore(state)

        assert ids(tenant) == [1, 3]


def test_position_never_comes_to_mean_another_message(tenant: Tenant) -> None:
    """An acknowledgement of a message from before a restore cannot hit one from after it."""
    joined(tenant)
    publish(tenant, 1)
    state = tenant.snapshot()
    publish(tenant, 2)
    lost = waiting(tenant)[-1].position
    tenant.restore(state)
    publish(tenant, 3)

    acknowledge(tenant, lost)

    assert ids(tenant) == [1, 3]


def test_listeners_are_told_what_happens(tenant: Tenant) -> None:
    """Of messages that came, of consumers that ended, and of a restore, until they stop listening."""
    heard: list[Notice] = []
    stop = tenant.notices.subscribe(heard.append)
    joined(tenant)
    state = tenant.snapshot()

    publish(tenant, 1)
    topics.unsubscribe(tenant, LEVELS, "worker")
    tenant.restore(state)
    stop()
    publish(tenant, 2)

    assert heard == [Notice(LEVELS), Notice(LEVELS, ended="worker"), Notice(None)]


def test_listeners_are_not_told_of_what_nobody_waits_for(tenant: Tenant) -> None:
    """A topic without consumers is silent."""
    heard: list[Notice] = []
    tenant.notices.subscribe(heard.append)

    publish(tenant, 1)

    assert heard == []


def test_unknown_consumer_waits_for_nothing(tenant: Tenant) -> None:
    """Neither of an unknown topic nor of a known one, and its acknowledgements mean nothing."""
    assert waiting(tenant) == []
    joined(tenant)
    publish(tenant, 1)

    acknowledge(tenant, waiting(tenant)[0].position, subscriber="stranger")

    assert (ids(tenant, subscriber="stranger"), ids(tenant)) == ([], [1])


def test_full_backlog_takes_no_more(tenant: Tenant) -> None:
    """A message past the limit is lost and noted as such; there is room again after an acknowledgement."""
    tenant.options.put((CATEGORY, BACKLOG), str(2 * (len(BODY) + OVERHEAD)))
    joined(tenant)

    publish(tenant, 1, 2)
    tenant.notices.require_no_overflow()
    publish(tenant, 3)
    assert ids(tenant) == [1, 2]
    with pytest.raises(PlatformError, match=r"^500 reliable-notification/.*'levels' is full"):
        tenant.notices.require_no_overflow()

    acknowledge(tenant, waiting(tenant)[0].position)
    publish(tenant, 4)
    assert ids(tenant) == [2, 4]


def test_messages_live_for_a_while(tenant: Tenant) -> None:
    """What is older than the option says is neither handed out nor counted as backlog."""
    tenant.options.put((CATEGORY, TIME_TO_LIVE), "10")
    joined(tenant)
    publish(tenant, 1)
    tenant.clock.move_to(tenant.clock.now() + 6 * MINUTE_MS)
    publish(tenant, 2)
    acknowledge(tenant, waiting(tenant)[1].position)
    publish(tenant, 3)
    assert ids(tenant) == [1, 3]

    tenant.clock.move_to(tenant.clock.now() + 5 * MINUTE_MS)
    assert ids(tenant) == [3]
    assert kept(tenant).progress_of("worker")[1] == ()

    tenant.clock.move_to(tenant.clock.now() + 60 * MINUTE_MS)
    publish(tenant, 4)
    assert (ids(tenant), len(kept(tenant))) == ([4], 1)


@pytest.mark.parametrize("text", ["", "many", "-1", "1.5", "²"])
def test_limit_that_is_no_number_is_none(tenant: Tenant, text: str) -> None:
    """Nothing is limited by default, or by an option that cannot be read."""
    tenant.options.put((CATEGORY, BACKLOG), text)
    tenant.options.put((CATEGORY, TIME_TO_LIVE), text)
    joined(tenant)

    publish(tenant, *range(100))

    assert ids(tenant) == list(range(100))
