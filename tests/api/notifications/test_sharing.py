"""How the clients of a shared consumer share its messages."""

from __future__ import annotations

from collections import Counter

from mockc8y.api.settings import Settings
from tests.api.notifications.consumers import Hall, ack_of, text_of, texts_for
from tests.api.websockets import Peer, in_loop

SOURCES = 30


def sources_of(hall: Hall) -> list[str]:
    """Make objects whose events go to the topic."""
    sources = [hall.object(name=f"Tank {number}") for number in range(SOURCES)]
    for source in sources:
        hall.subscribe(source)
    return sources


async def owners(hall: Hall, sources: list[str], peers: dict[str, Peer]) -> dict[str, str]:
    """Let something happen at each source, and return which client was told."""
    for source in sources:
        hall.happen(source, source=source)
    found = {}
    for name, peer in peers.items():
        for frame in await peer.all():
            assert text_of(frame) not in found, "two clients were told"
            found[text_of(frame)] = name
            await peer.send(ack_of(frame))
    return found


@in_loop
async def test_each_message_goes_to_one_client_and_sources_are_spread() -> None:
    """Nobody goes without."""
    hall = Hall()
    sources = sources_of(hall)
    peers = {name: await hall.member(name) for name in ("ann", "bob", "eve")}

    found = await owners(hall, sources, peers)

    assert found.keys() == set(sources)
    assert min(Counter(found.values()).values()) >= SOURCES // 10
    assert set(found.values()) == peers.keys()


@in_loop
async def test_source_stays_with_its_client() -> None:
    """Also when the client goes and comes back under its name."""
    hall = Hall()
    sources = sources_of(hall)
    peers = {name: await hall.member(name) for name in ("ann", "bob", "eve")}
    before = await owners(hall, sources, peers)

    await peers["bob"].leave()
    peers["bob"] = await hall.member("bob")

    assert await owners(hall, sources, peers) == before


@in_loop
async def test_only_the_sources_of_who_left_move() -> None:
    """The others stay where they were."""
    hall = Hall()
    sources = sources_of(hall)
    peers = {name: await hall.member(name) for name in ("ann", "bob", "eve")}
    before = await owners(hall, sources, peers)

    await peers.pop("eve").leave()
    after = await owners(hall, sources, peers)

    assert {source for source in sources if after[source] != before[source]} == {
        source for source, name in before.items() if name == "eve"
    }


@in_loop
async def test_clients_of_one_name_are_two_clients() -> None:
    """Neither is refused, and neither goes without."""
    hall = Hall()
    sources = sources_of(hall)

    peers = {"first": await hall.member("ann"), "second": await hall.member("ann")}

    assert set((await owners(hall, sources, peers)).values()) == {"first", "second"}


@in_loop
async def test_clients_without_a_name_share_as_well() -> None:
    """A name is good for coming back only."""
    hall = Hall()
    sources = sources_of(hall)
    token = hall.token("team", shared=True)

    peers = {"first": await hall.connect(token), "second": await hall.connect(token)}

    assert set((await owners(hall, sources, peers)).values()) == {"first", "second"}


@in_loop
async def test_what_a_client_leaves_behind_goes_to_the_others_in_order() -> None:
    """Exactly what it did not acknowledge."""
    hall = Hall()
    ann = await hall.member("ann")
    hall.happen("one", "two", "three")
    frames = await ann.all()
    await ann.send(ack_of(frames[1]))
    bob = await hall.member("bob")

    await ann.leave()
    hall.happen("four")

    assert await texts_for(bob) == ["one", "three", "four"]


async def newcomer_for(hall: Hall, source: str, peer: Peer) -> Peer:
    """Connect a client that a source moves to, away from another client."""
    for number in range(50):
        newcomer = await hall.member(f"newcomer {number}")
        hall.happen("probe", source=source)
        probes = await peer.all()
        if not probes:
            return newcomer
        await newcomer.leave()
        await peer.send(ack_of(probes[0]))
    raise AssertionError("no source moves")


@in_loop
async def test_source_moves_when_its_former_client_is_done_with_it() -> None:
    """Until then its messages wait, or they could overtake each other."""
    hall = Hall()
    ann = await hall.member("ann")
    hall.happen("one", "two")
    first, second = await ann.all()
    bob = await newcomer_for(hall, hall.pump, ann)
    await ann.send(ack_of(first))
    assert await texts_for(bob) == []

    await ann.send(ack_of(second))

    assert await texts_for(bob) == ["probe"]


@in_loop
async def test_acknowledgement_on_another_connection_means_nothing() -> None:
    """Only who was sent a message can be done with it."""
    hall = Hall()
    ann = await hall.member("ann")
    hall.happen("one")
    frame = await ann.next()
    bob = await hall.member("bob")

    await bob.send(ack_of(frame))
    await ann.leave()

    assert await texts_for(bob) == ["one"]


@in_loop
async def test_client_that_acknowledges_nothing_holds_up_its_own_sources_only() -> None:
    """Each client has a window of its own."""
    hall = Hall(Settings(notification_window=1))
    sources = sources_of(hall)
    peers = {name: await hall.member(name) for name in ("ann", "bob")}
    for source in sources:
        hall.happen(source, source=source)
    ann, bob = peers.values()
    stuck = await ann.all()

    got = []
    while frames := await bob.all():
        got += frames
        for frame in frames:
            await bob.send(ack_of(frame))

    assert len(stuck) == 1
    assert len(got) >= SOURCES // 10
    await ann.leave()
    assert await texts_for(bob) != []


@in_loop
async def test_last_client_that_goes_takes_nothing_along() -> None:
    """A shared consumer waits like any other."""
    hall = Hall()
    ann = await hall.member("ann")
    await ann.leave()
    hall.happen("meanwhile")

    assert await texts_for(await hall.member("bob")) == ["meanwhile"]


@in_loop
async def test_clients_of_a_volatile_topic_come_and_go_without_loss_for_the_others() -> None:
    """What is not persistent is kept as long as one of them is there."""
    hall = Hall()
    hall.subscribe(hall.pump, nonPersistent=True)
    token = hall.token("team", shared=True, nonPersistent=True)
    ann = await hall.connect(token, "ann")
    ann.reads.clear()
    hall.happen("one", "two")

    bob = await hall.connect(token, "bob")
    await ann.leave()

    assert await texts_for(bob) == ["one", "two"]
