"""Which function of the SDK asks for which operation: data of devices, the inventory, notifications."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from c8y_client._async.alarm import Alarm
from c8y_client._async.audit_record import AuditRecord
from c8y_client._async.bulk_operation import BulkOperation
from c8y_client._async.client import CumulocityClient
from c8y_client._async.events import Event
from c8y_client._async.managed_object import ManagedObject
from c8y_client._async.measurement import Measurement
from c8y_client._async.operation import Operation
from c8y_client._async.subscriptions import Subscription

Ask: TypeAlias = Callable[[CumulocityClient], Awaitable[Any]]

DATA: Mapping[str, Ask] = MappingProxyType(
    {
        "getAlarmsApiResource": lambda c8y: c8y.api_links.get("alarm"),
        "postAlarmCollectionResource": lambda c8y: c8y.alarms.create(Alarm(type="a")),
        "getAlarmCollectionResource": lambda c8y: c8y.alarms.get_all(),
        "putAlarmCollectionResource": lambda c8y: c8y.alarms.apply_by({"status": "CLEARED"}, source="1"),
        "deleteAlarmCollectionResource": lambda c8y: c8y.alarms.delete_by(source="1"),
        "getAlarmResource": lambda c8y: c8y.alarms.get("1"),
        "putAlarmResource": lambda c8y: c8y.alarms.apply_to({"text": "a"}, "1"),
        "postAlarmUpsertResource": lambda c8y: c8y.alarms.upsert(Alarm(type="a", source="1")),
        "getAlarmCollectionCountResource": lambda c8y: c8y.alarms.count(),
        "getDeviceControlApiResource": lambda c8y: c8y.api_links.get("devicecontrol"),
        "postOperationCollectionResource": lambda c8y: c8y.operations.create(Operation(device_id="1")),
        "getOperationCollectionResource": lambda c8y: c8y.operations.get_all(),
        "deleteOperationCollectionResource": lambda c8y: c8y.operations.delete_by(device_id="1"),
        "getOperationResource": lambda c8y: c8y.operations.get("1"),
        "putOperationResource": lambda c8y: c8y.operations.update(Operation(id="1", status="FAILED")),
        "postNewDeviceRequestCollectionResource": lambda c8y: c8y.device_inventory.request("1"),
        "getNewDeviceRequestCollectionResource": lambda c8y: c8y.device_requests.get_all(),
        "getNewDeviceRequestResource": lambda c8y: c8y.device_requests.get("1"),
        "putNewDeviceRequestResource": lambda c8y: c8y.device_inventory.accept("1"),
        "deleteNewDeviceRequestResource": lambda c8y: c8y.device_requests.reject("1"),
        "postBulkNewDeviceRequestCollectionResource": lambda c8y: c8y.device_requests.register(b"ID;CREDENTIALS\n"),
        "postBulkOperationCollectionResource": lambda c8y: c8y.bulk_operations.create(BulkOperation(group_id="1")),
        "getBulkOperationCollectionResource": lambda c8y: c8y.bulk_operations.get_all(),
        "getBulkOperationResource": lambda c8y: c8y.bulk_operations.get("1"),
        "putBulkOperationResource": lambda c8y: c8y.bulk_operations.update(BulkOperation(id="1", note="a")),
        "deleteBulkOperationResource": lambda c8y: c8y.bulk_operations.cancel("1"),
        "getAuditApiResource": lambda c8y: c8y.api_links.get("audit"),
        "postAuditRecordCollectionResource": lambda c8y: c8y.audit_records.create(AuditRecord(type="a")),
        "getAuditRecordCollectionResource": lambda c8y: c8y.audit_records.get_all(),
        "getAuditRecordResource": lambda c8y: c8y.audit_records.get("1"),
        "getEventsApiResource": lambda c8y: c8y.api_links.get("event"),
        "postEventCollectionResource": lambda c8y: c8y.events.create(Event(type="a")),
        "getEventCollectionResource": lambda c8y: c8y.events.get_all(),
        "deleteEventCollectionResource": lambda c8y: c8y.events.delete_by(source="1"),
        "getEventResource": lambda c8y: c8y.events.get("1"),
        "putEventResource": lambda c8y: c8y.events.apply_to({"text": "a"}, "1"),
        "deleteEventResource": lambda c8y: c8y.events.delete("1"),
        "postEventBinaryResource": lambda c8y: c8y.events.create_attachment("1", b"a"),
        "getEventBinaryResource": lambda c8y: c8y.events.download_attachment("1"),
        "putEventBinaryResource": lambda c8y: c8y.events.update_attachment("1", b"a"),
        "deleteEventBinaryResource": lambda c8y: c8y.events.delete_attachment("1"),
        "getInventoryApiResource": lambda c8y: c8y.api_links.get("inventory"),
        "postBinariesCollectionResource": lambda c8y: c8y.binaries.upload(b"a"),
        "getBinariesCollectionResource": lambda c8y: c8y.binaries.get_all(),
        "getBinariesResource": lambda c8y: c8y.binaries.read_file("1"),
        "putBinariesResource": lambda c8y: c8y.binaries.update("1", b"a"),
        "deleteBinariesResource": lambda c8y: c8y.binaries.delete("1"),
        "postManagedObjectCollectionResource": lambda c8y: c8y.inventory.create(ManagedObject(name="a")),
        "putManagedObjectCollectionResource": lambda c8y: c8y.inventory.apply_to({"a": 1}, "1", batch_size=1),
        "getManagedObjectCollectionResource": lambda c8y: c8y.inventory.get_all(),
        "getManagedObjectResource": lambda c8y: c8y.inventory.get("1"),
        "putManagedObjectResource": lambda c8y: c8y.inventory.apply_to({"a": 1}, "1"),
        "deleteManagedObjectResource": lambda c8y: c8y.inventory.delete("1"),
        "getLastAvailabilityManagedObjectResource": lambda c8y: c8y.inventory.get_latest_availability("1"),
        "postManagedObjectChildAdditionsResource": lambda c8y: c8y.inventory.children("1", "additions").assign("2"),
        "getManagedObjectChildAdditionsResource": lambda c8y: c8y.inventory.children("1", "additions").get_all(),
        "deleteManagedObjectChildAdditionResourceMultiple": lambda c8y: c8y.inventory.children(
            "1", "additions"
        ).unassign("2", "3"),
        "getManagedObjectChildAdditionResource": lambda c8y: c8y.inventory.children("1", "additions").get("2"),
        "deleteManagedObjectChildAdditionResource": lambda c8y: c8y.inventory.children("1", "additions").unassign("2"),
        "postManagedObjectChildAssetsResource": lambda c8y: c8y.inventory.children("1", "assets").assign("2"),
        "getManagedObjectChildAssetsResource": lambda c8y: c8y.inventory.children("1", "assets").get_all(),
        "deleteManagedObjectChildAssetResourceMultiple": lambda c8y: c8y.inventory.children("1", "assets").unassign(
            "2", "3"
        ),
        "getManagedObjectChildAssetResource": lambda c8y: c8y.inventory.children("1", "assets").get("2"),
        "deleteManagedObjectChildAssetResource": lambda c8y: c8y.inventory.children("1", "assets").unassign("2"),
        "postManagedObjectChildDevicesResource": lambda c8y: c8y.inventory.children("1", "devices").assign("2"),
        "getManagedObjectChildDevicesResource": lambda c8y: c8y.inventory.children("1", "devices").get_all(),
        "deleteManagedObjectChildDeviceResourceMultiple": lambda c8y: c8y.inventory.children("1", "devices").unassign(
            "2", "3"
        ),
        "getManagedObjectChildDeviceResource": lambda c8y: c8y.inventory.children("1", "devices").get("2"),
        "deleteManagedObjectChildDeviceResource": lambda c8y: c8y.inventory.children("1", "devices").unassign("2"),
        "getSupportedMeasurementsManagedObjectResource": lambda c8y: c8y.inventory.get_supported_measurements("1"),
        "getSupportedSeriesManagedObjectResource": lambda c8y: c8y.inventory.get_supported_series("1"),
        "getManagedObjectUserResource": lambda c8y: c8y.inventory.get_device_user("1"),
        "putManagedObjectUserResource": lambda c8y: c8y.inventory.set_device_user("1", enabled=False),
        "getIdentityApiResource": lambda c8y: c8y.api_links.get("identity"),
        "postIdentitySearch": lambda c8y: c8y.identity.search(("c8y_Serial", "1")),
        "postExternalIDCollectionResource": lambda c8y: c8y.identity.create(
            external_id="a", external_type="c8y_Serial", managed_object_id="1"
        ),
        "getExternalIDCollectionResource": lambda c8y: c8y.identity.get_all("1"),
        "getExternalIDResource": lambda c8y: c8y.identity.get("a", "c8y_Serial"),
        "deleteExternalIDResource": lambda c8y: c8y.identity.delete(external_id="a", external_type="c8y_Serial"),
        "getMeasurementApiResource": lambda c8y: c8y.api_links.get("measurement"),
        "postMeasurementCollectionResource": lambda c8y: c8y.measurements.create(Measurement(type="a")),
        "getMeasurementCollectionResource": lambda c8y: c8y.measurements.get_all(),
        "deleteMeasurementCollectionResource": lambda c8y: c8y.measurements.delete_by(source="1"),
        "getMeasurementResource": lambda c8y: c8y.measurements.get("1"),
        "deleteMeasurementResource": lambda c8y: c8y.measurements.delete("1"),
        "getMeasurementSeriesResource": lambda c8y: c8y.measurements.get_series(source="1", max_age="1d"),
        "getNotificationApiResource": lambda c8y: c8y.api_links.get("notification2"),
        "postNotificationTokenResource": lambda c8y: c8y.tokens.generate("a"),
        "postNotificationTokenUnsubscribeResource": lambda c8y: c8y.tokens.unsubscribe("a"),
        "postNotificationSubscriptionResource": lambda c8y: c8y.subscriptions.create(Subscription(name="a")),
        "getNotificationSubscriptionCollectionResource": lambda c8y: c8y.subscriptions.get_all(),
        "deleteNotificationSubscriptionBySourceResource": lambda c8y: c8y.subscriptions.delete_by(source="1"),
        "getNotificationSubscriptionResource": lambda c8y: c8y.subscriptions.get("1"),
        "deleteNotificationSubscriptionResource": lambda c8y: c8y.subscriptions.delete("1"),
    }
)
