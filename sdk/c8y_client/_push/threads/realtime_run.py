"""One run of real-time notifications: a session over one connection after the other."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from c8y_client._access.refreshing import RefreshingAuth
from c8y_client._errors import C8yError
from c8y_client._push.addresses import socket_options, websocket_url
from c8y_client._push.bayeux import ANSWER_SECONDS, META, SUBSCRIBE, WEBSOCKET, Packet, Refused, Session, credentials
from c8y_client._push.patience import Course, logger
from c8y_client._push.realtime_message import RealtimeMessage
from c8y_client._push.threads.reporting import report
from c8y_client._push.threads.stop import Stop
from c8y_client._push.threads.wires import PollWire, SocketWire, Wire
from c8y_client._push.verdicts import Stopped

if TYPE_CHECKING:
    from c8y_client._push.threads.realtime import Realtime


class RealtimeRun:
    """What goes on between the first subscription and the end."""

    def __init__(self, realtime: Realtime) -> None:
        self.realtime = realtime
        self.session = Session()
        self.stop = Stop()
        self._course = Course(realtime)
        self._wire: Wire | None = None
        self.has_ended = False
        self._url = f"{realtime.c8y.base_url}{realtime.resource}"

    def serve(self) -> None:
        """Keep the session going until it is stopped or going on is useless, and tell the feeds how it ended."""
        ending: Exception | None = None
        try:
            with suppress(Stopped):
                self._go_on()
        except Exception as error:  # noqa: BLE001 - the feeds raise it
            ending = error
            report(self.realtime, error)
        finally:
            self.has_ended = True
            for feed in list(self.realtime.feeds):
                feed.end(ending)

    def send(self, packets: list[Packet]) -> None:
        """Send messages if there is a connection. Without one, the next one begins with what is wanted by then."""
        wire = self._wire
        if wire is not None and packets:
            with suppress(C8yError):
                wire.send(packets)

    def _go_on(self) -> None:
        while True:
            try:
                self._converse()
            except Stopped:
                raise
            except Exception as error:  # noqa: BLE001 - it is looked at, and raised if it is none of ours
                self._recover(error)

    def _converse(self) -> None:
        self.stop.check()
        wire = self._open()
        with self.stop.closing(wire):
            try:
                self.session.arrive()
                self._shake_hands(wire)
                self._wire = wire
                self._course.connected()
                logger.info("%r is connected by %s", self.realtime, wire.kind)
                wire.send(self.session.subscribe(self._wanted()))
                while True:
                    self._exchange(wire)
            finally:
                self._wire = None

    def _exchange(self, wire: Wire) -> None:
        if self.session.is_to_connect:
            self.stop.sleep(self.session.interval)
            wire.send([self.session.connect(wire.kind)])
        for packet in wire.receive():
            self._take(packet)
        self.stop.check()

    def _shake_hands(self, wire: Wire) -> None:
        if self.session.client_id is not None:
            return
        proof = self._proof() if wire.kind == WEBSOCKET else None
        wire.send([self.session.handshake(wire.kind, proof)])
        while self.session.client_id is None:
            for packet in wire.receive(ANSWER_SECONDS):
                self._take(packet)

    def _proof(self) -> Packet:
        c8y = self.realtime.c8y
        if isinstance(c8y.auth, RefreshingAuth):
            # Only requests log in. Any will do.
            c8y.get("/user/currentUser")
        return credentials(c8y.auth)

    def _take(self, packet: Packet) -> None:
        channel = str(packet["channel"])
        if channel == SUBSCRIBE:
            self._take_subscription(packet)
        elif channel.startswith(META):
            self.session.take(packet)
        else:
            self._course.proved()
            message = RealtimeMessage(packet)
            for feed in list(self.realtime.feeds):
                if feed.covers(channel):
                    feed.put(message)

    def _take_subscription(self, packet: Packet) -> None:
        channel, refused = str(packet.get("subscription")), Refused(packet)
        if packet.get("successful"):
            self.session.confirmed.add(channel)
            for feed in list(self.realtime.feeds):
                feed.confirm(self.session.confirmed)
        elif not refused.is_of_unknown_session:
            # Of an unknown session the answer to the next connect tells, and all is asked for once more.
            for feed in list(self.realtime.feeds):
                if channel in feed.channels:
                    feed.end(refused.error(self._url))

    def _wanted(self) -> set[str]:
        return set[str]().union(*(feed.channels for feed in list(self.realtime.feeds)))

    def _open(self) -> Wire:
        realtime = self.realtime
        if not realtime.choice.polls:
            try:
                return self._open_socket()
            except (C8yError, ImportError) as error:
                if not realtime.choice.gives_up(error):
                    raise
        return PollWire(realtime.c8y, realtime.resource, self._take, self.session.disconnect)

    def _open_socket(self) -> SocketWire:
        from c8y_client._push.sockets import open as open_socket  # noqa: PLC0415 - optional

        realtime = self.realtime
        url = websocket_url(realtime.c8y.base_url, realtime.resource)
        options = socket_options(
            url,
            realtime.c8y.transport.settings,
            connect_timeout=realtime.connect_timeout,
            ping_interval=realtime.ping_interval,
            ping_timeout=realtime.ping_timeout,
        )
        return SocketWire(open_socket(url, options), self.session.disconnect)

    def _recover(self, error: Exception) -> None:
        self.stop.check()
        told = self._heeded(error) if isinstance(error, Refused) else error
        pause = self._course.pause_after(told)
        report(self.realtime, told)
        self.stop.sleep(pause)

    def _heeded(self, refused: Refused) -> Exception:
        """Do as the server advises, and return the refusal as it would be over HTTP."""
        error = refused.error(self._url)
        if refused.is_final:
            raise error from refused
        if refused.is_of_unknown_session:
            self.session.forget()
        return error
