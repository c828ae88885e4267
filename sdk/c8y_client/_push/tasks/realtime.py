"""Real-time notifications for asynchronous code."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import aclosing, suppress
from types import TracebackType
from typing import Any, Final, Literal, Self

from c8y_client._errors import C8yError, ConnectionLost
from c8y_client._push.addresses import socket_options, websocket_url
from c8y_client._push.bayeux import ANSWER_SECONDS, META, SUBSCRIBE, Packet, Refused, Session, credentials
from c8y_client._push.channels import checked
from c8y_client._push.patience import Course, OnError, Patience, logger
from c8y_client._push.realtime_message import RealtimeMessage
from c8y_client._push.tasks.client import RealtimeClient
from c8y_client._push.tasks.feed import Feed
from c8y_client._push.tasks.reporting import report
from c8y_client._push.tasks.stop import Stop
from c8y_client._push.tasks.wires import PollWire, SocketWire, Wire
from c8y_client._push.verdicts import Stopped, is_refusal
from c8y_client._refreshing import RefreshingAuth
from c8y_client._sleep import async_sleep

Way = Literal["auto", "websocket", "long-polling"]
Callback = Callable[[RealtimeMessage], Awaitable[None] | None]
"""Handles a message. What it raises is reported."""
