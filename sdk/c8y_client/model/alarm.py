"""Alarms, where code written for pyc8y looks for them."""

from c8y_client._async.alarm import Alarm
from c8y_client._async.alarms import Alarms
from c8y_client._queries.alarms import AlarmSeverity, AlarmStatus

__all__ = ["Alarm", "AlarmSeverity", "AlarmStatus", "Alarms"]
