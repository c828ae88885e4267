"""Applications, where code written for pyc8y looks for them."""

from c8y_client._async.application import Application
from c8y_client._async.applications import Applications
from c8y_client._documents.application_parts import ApplicationSubscription

__all__ = ["Application", "ApplicationSubscription", "Applications"]
