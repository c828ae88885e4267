"""Who asks for something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caller:
    """The user behind a request, or the platform itself.

    Without an `application` key the request counts as device traffic, which keeps a monitored device available.
    """

    user: str
    application: str | None = None

    @property
    def is_device(self) -> bool:
        """Whether the request counts as a sign of life of the device it is about."""
        return self.application is None


PLATFORM = Caller("system", application="platform")
"""What the platform does by itself."""
