"""Matchers, by the name of the older SDK's module `model.matcher`; see `c8y_client.matchers`."""

from c8y_client.matchers import *  # noqa: F403 - all of them
from c8y_client.matchers import __all__ as __all__  # noqa: PLC0414 - said again, it is public here too
