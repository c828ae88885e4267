"""Microservices and the tenant options that are theirs: their users get secrets in clear."""

from __future__ import annotations

from mockc8y.domain import application_settings, current_application
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User


def owns(platform: Platform, tenant: Tenant, user: User, category: str) -> bool:
    """Tell whether a user is that of the microservice whose options a category holds."""
    try:
        application = current_application.of_user(platform, tenant, user)
    except PlatformError:
        return False
    return application_settings.is_owner(application, category)
