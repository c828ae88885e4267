"""The matchers of `c8y_client.matchers`, where code written for pyc8y looks for them."""

from c8y_client.matchers import *  # noqa: F403 - the same names, whatever they are
from c8y_client.matchers import __all__ as __all__  # noqa: PLC0414 - said again, it is public here too
