"""Events, where code written for pyc8y looks for them."""

from c8y_client._async.events import Event, Events

__all__ = ["Event", "Events"]
