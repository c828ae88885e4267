"""What the addresses of real-time notifications tell of: everything that changes, or the operations of an agent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mockc8y.domain.changes import Change
from mockc8y.domain.realtime import channels
from mockc8y.domain.realtime.channels import Demand
from mockc8y.domain.tenant import Tenant

Channels = Callable[[Tenant, Change], Iterator[str]]
"""Names the channels on which a change is told, first the one to which subscriptions by a wildcard listen."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What can be heard at an address.

    A change is told on the channels of each of its `lines`: if it `is_wrapped`, together with what became of the
    document, else as the bare document. Where it `connects_devices`, a session that listens to the channel of a device
    is that device's connection.
    """

    demand_of: Callable[[str], Demand]
    lines: tuple[Channels, ...]
    is_wrapped: bool = True
    connects_devices: bool = False


CHANGES = Feed(channels.demand_of, (channels.own_channel, channels.deep_channels))
OPERATIONS = Feed(channels.demand_of_agent, (channels.agent_channels,), is_wrapped=False, connects_devices=True)
SILENCE = Feed(lambda _: channels.NOTHING, ())
"""Where the protocol is spoken and nothing ever told: output of event processing, which is not emulated."""
