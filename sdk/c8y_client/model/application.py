"""Applications, where code written for pyc8y looks for them."""

from c8y_client._application_parts import ApplicationSubscription
from c8y_client._async.application import Application
from c8y_client._async.applications import Applications

__all__ = ["Application", "ApplicationSubscription", "Applications"]
