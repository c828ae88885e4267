"""Where our package is meant to differ from pyc8y, by the tests of `tests/clients/pyc8y` that notice it."""

from __future__ import annotations

_WORDS = "the same kind of error, in our words: they begin with the status and the platform's own error and message"
_NEXT = "the same question is answered, not refused: the filter that pyc8y never sends is sent"
_SERIES = (
    "shapes of the documents: flat values for one series, a tuple for each of several; `flat=True` gives the other"
)
_INNER = "holds on to inner parts of pyc8y's listener"
_LOGIN = "`get_client` renews its token by itself, and asks nobody where nobody is"
_BOUND = "the dates that the platform wants for a deletion are added; without any filter `force=True` is asked for"

DIFFERENCES: dict[str, dict[str, str]] = {
    "test_alarms": {
        "test_wrong_change_is_refused": _WORDS,
        "test_unknown_source_and_alarm_are_told_apart": _WORDS,
        "test_applying_to_everything_is_refused": "refused before anything is sent",
        "test_counting_by_the_common_name_warns": "`get_count` asks the resource that counts, and has no need to warn",
        "test_deleting_without_a_bound_is_refused": _BOUND,
        "test_alarm_cannot_be_deleted_by_id": "the ids are resolved to what the platform can delete",
        "test_alarms_below_a_source_are_included_on_request": _NEXT,
    },
    "test_attachments": {
        "test_event_gets_a_file_from_a_path": "a file is `bytes` with `filename` and `content_type`, not a pair",
        "test_second_file_is_refused": _WORDS,
    },
    "test_audit": {"test_unknown_record_is_a_key_error": _WORDS},
    "test_bulk_operations": {"test_wrong_bulk_operations_are_refused": _WORDS},
    "test_children": {"test_unlinking_what_is_not_linked_is_refused": _WORDS},
    "test_device_registry": {
        "test_wrong_login_is_an_error": "an `UnauthorizedError`, where pyc8y has a `RuntimeError`",
    },
    "test_errors": {
        "test_writing_without_its_role_is_denied": _WORDS,
        "test_changing_without_a_role_is_denied": _WORDS,
        "test_unknown_path_is_a_key_error": _WORDS,
        "test_wrong_paging_and_dates_are_value_errors": _WORDS,
    },
    "test_events": {
        "test_type_cannot_be_changed": _WORDS,
        "test_unknown_source_and_event_are_told_apart": _WORDS,
        "test_deleting_without_a_bound_is_refused": _BOUND,
        "test_events_below_a_source_are_included_by_expression": _NEXT,
    },
    "test_identity": {"test_taken_name_is_a_value_error": _WORDS},
    "test_inventory": {
        "test_unknown_object_is_a_key_error": _WORDS,
        "test_failures_in_parallel_are_collected": "errors are kinds of `KeyError`, not that very class",
    },
    "test_inventory_query": {
        "test_wrong_query_is_a_value_error_with_the_platforms_words": _WORDS,
        "test_no_match_and_several_matches_are_refused": _WORDS,
        "test_filter_finds_what_it_says": "filters beside a query have no effect, which we warn of",
    },
    "test_login": {
        "test_client_of_the_environment_asks_for_the_code": _LOGIN,
        "test_client_of_the_environment_logs_in_by_itself": _LOGIN,
    },
    "test_measurements": {
        "test_time_keeps_its_offset": "times are sent in UTC",
        "test_deleting_without_a_bound_is_refused": _BOUND,
        "test_collection_with_a_wrong_item_is_refused_whole": "several items fail as a `BatchError` in any case",
    },
    "test_notification2": {
        "test_exclusive_consumer_is_taken_over": _INNER,
        "test_expired_token_does_not_end_a_connection": _INNER,
        "test_dropped_socket_costs_nothing": _INNER,
    },
    "test_operations": {
        "test_operation_needs_a_device_that_exists": _WORDS,
        "test_deleting_everything_is_refused": "refused before anything is sent",
        "test_update_without_a_status_is_refused": "the status, which the platform wants, goes with every update",
        "test_operations_are_deleted_by_filter": (
            "the platform does not delete by fragment: what is found is deleted, unless others share its millisecond"
        ),
    },
    "test_series": {
        "test_values_are_collected_in_rows": _SERIES,
        "test_several_functions_at_once": _SERIES,
        "test_function_without_an_interval_is_refused": "refused before anything is sent",
        "test_missing_bounds_are_refused": "a series without dates is that of all time",
    },
}
"""By file and test: why the test of the foreign package fails with ours."""

ACCIDENTAL = frozenset({"test_operations_are_deleted_by_filter", "test_exclusive_consumer_is_taken_over"})
"""Those that differ only now and then."""
