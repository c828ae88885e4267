"""The object models, and the functions for collections of them, synchronous."""

from c8y_client.sync._resource import CumulocityResource
from c8y_client.sync.model import _names
from c8y_client.sync.model._names import *  # noqa: F403 - all of them, and those of the older SDK below

GlobalRole = _names.UserGroup
GlobalRoles = _names.UserGroups

__all__ = ["CumulocityResource", "GlobalRole", "GlobalRoles"]
__all__ += _names.__all__
