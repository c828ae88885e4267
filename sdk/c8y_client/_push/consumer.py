"""Who consumes notifications, and how: what the listeners of both halves are told."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any, Final, Protocol, TypedDict

from c8y_client._errors import C8yError, ConflictError, ServerError
from c8y_client._push.addresses import socket_options
from c8y_client._push.backoff import BackOff
from c8y_client._push.lease import Lease
from c8y_client._push.verdicts import asked_pause, is_final, is_refusal
from c8y_client._settings import Settings

logger: Final = logging.getLogger("c8y_client")

OnError = Callable[[Exception], Any]
"""Is told of each failure. In asynchronous code it may be asynchronous."""


class HasSettings(Protocol):
    """Whatever knows how a client connects."""

    @property
    def settings(self) -> Settings:
        """The settings of the client."""


class TokenClaims(TypedDict):
    """What a token is asked for with; `expires` is in minutes."""

    subscription: str
    subscriber: str
    expires: float
    signed: bool
    shared: bool
    non_persistent: bool


class Consumer:
    """The settings of a listener, which may be changed until it is started. All durations but one are in seconds.

    `token_validity` is in minutes. `retry_interval` is the first pause between two attempts to connect; further ones
    grow by `retry_rate` up to `retry_max_delay`. After `give_up_after` refusals in a row (401, 403, 404 and the like,
    each with a new token) the listener ends with the last one; `None` lets it try on for ever. Servers that fail or
    cannot be reached, and other consumers in the way (409), are waited for without a limit.
    """

    signed_token: bool = True
    connect_timeout: float | None = 10.0
    token_validity: float = 1440
    retry_interval: float = 0.1
    retry_rate: float = 1.5
    retry_max_delay: float = 30.0
    give_up_after: int | None = 5

    def __init__(
        self,
        subscription_name: str,
        subscriber_name: str | None,
        consumer_name: str | None,
        *,
        shared: bool,
        auto_ack: bool,
        auto_unsubscribe: bool,
        non_persistent: bool,
        concurrency: int,
        on_error: OnError | None,
        ping_interval: float,
        ping_timeout: float,
    ) -> None:
        if concurrency < 1:
            raise ValueError(f"concurrency is how many messages are handled at a time, at least 1; got {concurrency}")
        self.subscription_name = subscription_name
        self.subscriber_name = subscriber_name or subscription_name
        self.consumer_name = consumer_name
        self.shared = shared
        self.auto_ack = auto_ack
        self.auto_unsubscribe = auto_unsubscribe
        self.non_persistent = non_persistent
        self.concurrency = concurrency
        self.on_error = on_error
        self.ping_interval = ping_interval
        self.ping_timeout = ping_timeout
        # The same after each reconnect: the platform gives a shared consumer its sources back by this name.
        self._invented_name = f"{self.subscriber_name}{uuid.uuid4().hex[:8]}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.subscription_name!r} as {self.subscriber_name!r}>"

    def token_claims(self) -> TokenClaims:
        """Word the request for a token."""
        return {
            "subscription": self.subscription_name,
            "subscriber": self.subscriber_name,
            "expires": self.token_validity,
            "signed": self.signed_token,
            "shared": self.shared,
            "non_persistent": self.non_persistent,
        }

    def name_in_address(self) -> str | None:
        """Tell by which name a connection is known among those that share the consumer."""
        return (self.consumer_name or self._invented_name) if self.shared else None

    def socket_options(self, uri: str, settings: Settings) -> dict[str, Any]:
        """Word how to connect to an address."""
        return socket_options(
            uri,
            settings,
            connect_timeout=self.connect_timeout,
            ping_interval=self.ping_interval,
            ping_timeout=self.ping_timeout,
        )


class Course:
    """What a listener has been through since it was started, and what follows from that."""

    def __init__(self, consumer: Consumer) -> None:
        self.was_connected = False
        self.is_elsewhere = False
        self._consumer = consumer
        self._refusals = 0
        self._back_off = BackOff(consumer.retry_interval, consumer.retry_rate, consumer.retry_max_delay)

    def connected(self) -> None:
        """Note that a connection came about."""
        self.was_connected = True
        self.is_elsewhere = False
        self._refusals = 0

    def proved(self) -> None:
        """Note that a connection is of use: something came over it. A server may accept one and drop it at once."""
        self._back_off.reset()

    def pause_after(self, error: Exception) -> float:
        """Tell how many seconds to wait after a failure, or raise it if it is the last."""
        self.is_elsewhere = isinstance(error, ConflictError)
        self._refusals += is_refusal(error)
        if is_final(error) or self._refusals == self._consumer.give_up_after:
            raise error
        return self._back_off.next_pause(asked_pause(error))

    @property
    def has_left_something(self) -> bool:
        """Tell whether the platform keeps messages for this listener, and not for somebody who took its place."""
        return self.was_connected and not self.is_elsewhere


def trace_of(error: Exception) -> Exception | None:
    """Tell what a log is to show beside the text of an error: where it was raised, unless the platform did it."""
    return None if isinstance(error, C8yError) else error


def lease(consumer: Consumer, token: str) -> Lease:
    """Note a token that was issued to a consumer just now."""
    return Lease.of(token, consumer.token_validity, time.monotonic())


def is_ending(held: Lease | None) -> bool:
    """Tell whether a token is to be replaced before it is used again."""
    return held is None or held.is_ending(time.monotonic())


def is_gone_already(consumer: Consumer, error: Exception) -> bool:
    """Tell whether another one who shares the consumer has unsubscribed it: the platform fails then."""
    return consumer.shared and isinstance(error, ServerError)
