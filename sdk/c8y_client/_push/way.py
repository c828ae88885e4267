"""Which way real-time notifications travel: a websocket, or long polling where that is not to be had."""

from __future__ import annotations

from typing import Final, Literal, TypedDict, get_args

from c8y_client._errors import ConnectionLost
from c8y_client._push.bayeux import LONG_POLLING
from c8y_client._push.patience import OnError, logger
from c8y_client._push.verdicts import is_refusal

Way = Literal["auto", "websocket", "long-polling"]
_DROPS: Final = 3


class RealtimeOptions(TypedDict, total=False):
    """What a client of real-time notifications may be told; see `Realtime`."""

    way: Way
    resource: str
    on_error: OnError | None
    ping_interval: float
    ping_timeout: float


class Choice:
    """Begins with a websocket and remembers what stands in its way, if the choice is `auto`."""

    def __init__(self, way: Way) -> None:
        if way not in get_args(Way):
            raise ValueError(f"the way is one of {', '.join(get_args(Way))}; got {way!r}")
        self._is_open = way == "auto"
        self._drops = 0
        self.polls: bool = way == LONG_POLLING

    def gives_up(self, error: Exception) -> bool:
        """Take in why there is no websocket, and tell whether to poll from now on.

        Proxies that know no websockets refuse them, or drop them without a word.
        """
        self._drops = self._drops + 1 if isinstance(error, ConnectionLost) else 0
        if self._is_open and (is_refusal(error) or isinstance(error, ImportError) or self._drops == _DROPS):
            logger.info("real-time notifications come by long polling, since there is no websocket: %s", error)
            self.polls = True
        return self.polls
