"""What a tenant keeps: one store for each kind of thing. Whatever changes in a tenant is in one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockc8y.domain import terms
from mockc8y.domain.default_groups import default_groups
from mockc8y.domain.device_usage import DeviceUsage
from mockc8y.domain.notifications.rules import Rules
from mockc8y.domain.notifications.stores import Topics
from mockc8y.domain.sessions import Ending, OpenSession
from mockc8y.domain.usage import Usage
from mockc8y.domain.users import Users
from mockc8y.domain.versioned import Versioned
from mockc8y.store.cell import Cell
from mockc8y.store.codec import Document
from mockc8y.store.collection import Collection
from mockc8y.store.dated_collection import DatedCollection
from mockc8y.store.relations import Relations
from mockc8y.store.series_index import SeriesIndex
from mockc8y.store.table import Table
from mockc8y.store.timed_collection import TimedCollection

if TYPE_CHECKING:
    from mockc8y.domain.access_mappings import AccessMapping
    from mockc8y.domain.applications import Application
    from mockc8y.domain.bulk_operation_rollout import Rollout
    from mockc8y.domain.device_permissions import Holder, Permissions
    from mockc8y.domain.device_requests import DeviceRequest
    from mockc8y.domain.inventory_roles import Assignment, InventoryRole
    from mockc8y.domain.statistics_files import StatisticsFile
    from mockc8y.domain.subscriptions import Subscription
    from mockc8y.domain.trusted_certificate import TrustedCertificate


class AdministrationStores:
    """Who may do what, and how the tenant is set up."""

    def __init__(self) -> None:
        self.users = Users()
        self.aliases: Table[str, str] = Table()
        self.groups = default_groups()
        self.service_roles: Table[int, frozenset[str]] = Table()
        self.inventory_roles: Table[int, InventoryRole] = Table()
        self.inventory_assignments: Table[int, Assignment] = Table()
        self.device_permissions: Table[Holder, Permissions] = Table()
        self.device_requests: Table[str, DeviceRequest] = Table()
        self.device_groups: Table[str, int] = Table()
        self.options: Table[tuple[str, str], str] = Table()
        self.locked_options: Table[tuple[str, str], bool] = Table()
        self.sealing_key = Cell(b"")
        self.feature_overrides: Table[str, bool] = Table()

        self.trusted_certificates: Table[str, TrustedCertificate] = Table()
        self.authority_keys: Table[str, bytes] = Table()
        self.revoked_certificates: Table[int, int] = Table()

        self.login_options: Versioned[str, Document] = Versioned()
        self.access_mappings: Table[str, AccessMapping] = Table()
        self.ended_tokens: Versioned[str, Ending] = Versioned()
        self.session_floors: Versioned[str, int] = Versioned()
        self.open_sessions: Table[str, tuple[OpenSession, ...]] = Table()

        self.applications: Versioned[int, Application] = Versioned()
        self.application_files: Table[int, bytes] = Table()
        self.subscriptions: Versioned[int, Subscription] = Versioned()
        self.usage = Usage()
        self.device_usage = DeviceUsage()
        self.statistics_files: Table[int, StatisticsFile] = Table()


class DataStores:
    """What devices report and are told, and what the tenant knows of them."""

    def __init__(self) -> None:
        self.inventory = DatedCollection(terms.of_managed_object)
        self.relations = Relations()
        self.names: Table[int, str] = Table()
        self.external_ids: Table[tuple[str, str], int] = Table()
        self.external_ids_of: Table[int, tuple[tuple[str, str], ...]] = Table()
        self.files: Table[int, bytes] = Table()
        self.monitored: Table[int, int] = Table()
        self.last_messages: Table[int, int] = Table()

        self.measurements = TimedCollection(terms.of_measurement)
        self.series = SeriesIndex()
        self.events = DatedCollection(terms.of_event)
        self.alarms = DatedCollection(terms.of_alarm)
        self.operations = DatedCollection(terms.of_operation)
        self.bulk_operations = DatedCollection(terms.of_bulk_operation)
        self.rollouts: Table[int, Rollout] = Table()
        self.audit_records = DatedCollection(terms.of_audit_record)
        self.retention_rules = DatedCollection(terms.of_retention_rule)


class NotificationStores:
    """Who wants to be told of what through Notification 2.0, and what they have yet to acknowledge."""

    def __init__(self) -> None:
        self.notification_subscriptions = Collection(terms.of_notification_subscription)
        self.notification_rules = Rules()
        self.notification_topics = Topics()
        self.unsigned_tokens: Table[str, int] = Table()
