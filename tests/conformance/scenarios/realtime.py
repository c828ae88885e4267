"""Requests for real-time notifications."""

from __future__ import annotations

from tests.world import Ask, World


def _shake_hands(_: World) -> Ask:
    return Ask(json=[{"channel": "/meta/handshake", "version": "1.0", "id": "1"}])


SCENARIOS = {"postNotificationRealtimeResource": _shake_hands}
