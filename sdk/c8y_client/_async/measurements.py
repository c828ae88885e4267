"""Measurements: what devices measured, one by one or as series over time."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Unpack, overload

from c8y_client._async._bulk import in_batches
from c8y_client._async._exports import download
from c8y_client._async._resource import CumulocityResource, asked_of
from c8y_client._async._series_reading import completed, series_of
from c8y_client._async.measurement import Measurement
from c8y_client._documents.dates import Age
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._http import log as _log
from c8y_client._http.exchange import Response
from c8y_client._http.refusals import decoding_error
from c8y_client._queries.measurements import (
    MeasurementDeletion,
    MeasurementExport,
    MeasurementFilters,
    MeasurementQuery,
    SeriesQuery,
    deletion_params,
    measurement_params,
    needs_ids,
    series_params,
)
from c8y_client._queries.narrowing import refuse_reading
from c8y_client._queries.params import Params, Reference
from c8y_client._reading.keywords import READING, keywords
from c8y_client._reading.pages import Malformed, Page
from c8y_client._reading.plan import MAX_PAGE_SIZE, Collection, Timeline
from c8y_client._reading.progress import ProgressOption
from c8y_client._series.measurement_rows import MeasurementRows
from c8y_client._series.selection import Names, Timestamps
from c8y_client._series.series import Series
from c8y_client._types import JSON

if TYPE_CHECKING:
    import pandas as pd

_COLLECTION_TYPE = "application/vnd.com.nsn.cumulocity.measurementcollection+json"
_ROWS_AT_A_TIME = 1000


class Measurements(CumulocityResource[Measurement]):
    """The measurements of a tenant."""

    collection: ClassVar[Collection] = Collection(
        path="/measurement/measurements", name="measurements", timeline=Timeline(newest_first=False)
    )
    query = MeasurementQuery
    one_at_a_time: ClassVar[str] = "type"
    object_class = Measurement

    def _params(self, filters: Mapping[str, Any]) -> Params:
        return measurement_params(filters)

    def _deletion(self, params: Params) -> Params:
        return deletion_params(params)

    async def get(self, id: str) -> Measurement:
        """Read one measurement; a `NotFoundError`, which is a `KeyError`, if there is none.

        Tenants that keep measurements as time series do not find them by id.
        """
        return await self._get(id)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[MeasurementQuery]
    ) -> AsyncGenerator[Measurement]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[MeasurementQuery]
    ) -> AsyncGenerator[Any]: ...
    @keywords(MeasurementQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[MeasurementQuery]
    ) -> AsyncGenerator[Any]:
        """Query measurements and iterate over them while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of all filters. `as_values` gives the
        values at paths in place of objects.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    async def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[MeasurementQuery]
    ) -> Results[Measurement]: ...
    @overload
    async def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[MeasurementQuery]
    ) -> Results[Any]: ...
    @keywords(MeasurementQuery)
    async def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[MeasurementQuery]
    ) -> Results[Any]:
        """Query measurements and give them as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return await self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    @keywords(MeasurementFilters)
    async def get_count(self, expression: str | None = None, **filters: Unpack[MeasurementFilters]) -> int:
        """Ask how many measurements there are, without reading them."""
        return await self._get_count(expression, filters)

    @overload
    async def get_last(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[MeasurementFilters]
    ) -> Measurement | None: ...
    @overload
    async def get_last(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[MeasurementFilters]
    ) -> Any | None: ...
    @keywords(MeasurementFilters)
    async def get_last(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[MeasurementFilters]
    ) -> Any | None:
        """Read the newest measurement that matches, `None` if none does. An expression brings its own order."""
        order = {} if expression else {"asc": False}
        newest = await self._get_all(self._plan(expression, {**filters, **order, "limit": 1}, as_values))
        return newest[0] if newest else None

    async def skim_latest(
        self, source: Reference | None = None, *, max_age: Age | None = None, limit: int | None = 200, **kwargs: Any
    ) -> dict[str, Measurement]:
        """Look through the newest measurements for the latest of each type.

        That are `limit` measurements or, if it is given, those of `max_age`. Types that do not occur among them are
        missing, so this is for a quick look, not for a complete one. Other parameters are those of `select`.
        """
        filters = {**kwargs, "source": source, "max_age": max_age, "asc": False}
        plan = self._plan(None, {**filters, "limit": limit if max_age is None else None})
        return await self._skim(plan, lambda measurement: measurement.type)

    @keywords(SeriesQuery)
    async def get_series(
        self, expression: str | None = None, *, complete: bool = False, **filters: Unpack[SeriesQuery]
    ) -> Series:
        """Read the values of series of one source over time.

        The platform cuts off what is more than 5000 rows, which is logged as a warning. With `complete` the rest is
        read as well. `expression` is the text behind `?` of a request and takes the place of all filters.

        A `ValueError` if only one of `aggregation_function` and `aggregation_interval` is given.
        """
        asked = asked_of(SeriesQuery, expression, filters)
        query = expression.removeprefix("?") if expression else series_params(asked)
        where = f"{self.resource_path}/series"
        series = await series_of(self.c8y, where, query)
        if series.truncated and complete:
            return await completed(self.c8y, where, query, series)
        if series.truncated:
            _log.truncated(where, len(series.values))
        return series

    @keywords(SeriesQuery)
    async def collect_series(
        self,
        expression: str | None = None,
        *,
        value: Names = None,
        timestamps: Timestamps = None,
        flat: bool = False,
        complete: bool = False,
        **filters: Unpack[SeriesQuery],
    ) -> list[Any]:
        """Read the values of series of one source, and list them as `Series.collect` does.

        `value` chooses keys such as `"max"`. `timestamps` prepends the time to each element. Series that were asked for
        and have no values are kept as places without values. Other parameters are those of `get_series`.
        """
        series = await self.get_series(expression, complete=complete, **filters)
        wanted = None if expression else filters.get("series")
        names = [wanted] if isinstance(wanted, str) else wanted or []
        return series.including(*names).collect(wanted, value, timestamps, flat=flat)

    async def create(
        self,
        *objects: Measurement,
        batch_size: int | None = None,
        workers: int | None = None,
        progress: ProgressOption = False,
    ) -> None:
        """Create measurements, which take their ids; see `BatchError` for what is raised when some fail.

        With `batch_size` as many are sent in one request, which is far faster. If the platform refuses one of a batch,
        none of the batch is created.
        """
        if batch_size is None:
            await self._create(objects, workers, progress)
        else:
            await in_batches(objects, batch_size, self._create_batch, workers, progress)

    async def create_bulk(
        self,
        *objects: Measurement,
        batch_size: int | None = None,
        workers: int | None = None,
        progress: ProgressOption = False,
    ) -> list[Measurement]:
        """Create measurements with few requests, and give what was created as new objects, in the same order.

        `batch_size` is how many are sent at most in one request, all if left out. See `create` for what may fail.
        """
        size = len(objects) or 1 if batch_size is None else batch_size
        created = await in_batches(objects, size, self._post_batch, workers, progress)
        return [one for batch in created for one in batch]

    async def create_from_pandas(
        self,
        frame: pd.DataFrame,
        *,
        source: Reference,
        type: str,
        series: Mapping[str, str] | Sequence[str] | None = None,
        time: str | None = None,
        units: Mapping[str, str] | None = None,
        batch_size: int = _ROWS_AT_A_TIME,
        workers: int | None = None,
        progress: ProgressOption = False,
    ) -> int:
        """Create a measurement of each row of a DataFrame that holds a value, and tell how many there were.

        `time` is the column with the time, the index if left out; naive times are a `ValueError`. `series` maps columns
        to full names such as `"c8y_Environment.temperature"`, or lists columns that are called so; all other columns
        are meant if it is left out. `units` gives units by column. Cells without value, and values that are not finite,
        are left out.

        Rows are sent `batch_size` at a time. In a `BatchError` the items are numbers of rows that hold a value.
        """
        rows = MeasurementRows(frame, source=source, type=type, series=series, time=time, units=units)
        post = partial(self._post_rows, rows)
        await in_batches(range(len(rows)), batch_size, post, workers, progress)
        return len(rows)

    async def delete(
        self,
        *objects: str | Measurement,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
    ) -> None:
        """Delete measurements, given as such or by id."""
        await self._delete(objects, workers, progress, missing_ok=missing_ok)

    @keywords(MeasurementDeletion)
    async def delete_by(
        self, expression: str | None = None, *, force: bool = False, **filters: Unpack[MeasurementDeletion]
    ) -> None:
        """Delete all measurements that match; the platform may go on doing so after it answered.

        Without any filter this deletes every measurement that the user may see, which `force=True` has to confirm. The
        platform cannot delete by series; then the measurements are searched for and deleted one by one.
        """
        refuse_reading(filters)
        if not expression and needs_ids(filters):
            found = await self._get_all(self._plan(None, {**filters, "limit": None, "page_size": MAX_PAGE_SIZE}, "id"))
            await self.delete(*found, missing_ok=True)
        else:
            await self._delete_by(expression, filters, force=force)

    @keywords(MeasurementExport)
    async def download_to(
        self, path: str | os.PathLike[str], expression: str | None = None, **filters: Unpack[MeasurementExport]
    ) -> Path:
        """Save measurements as a table to a file whose name ends with `.csv`, `.xlsx` or `.xls`; tell the path.

        A row has time, source, name of the device, series, value and unit. Everything that matches is saved, or one
        page with `page_number`. The platform makes spreadsheets of one page, which holds 2000 measurements at most; it
        is a `ValueError` where there are more. Little of the file is in memory at a time, and a download that fails
        leaves none.
        """
        if unfit := READING & filters.keys() - MeasurementExport.__annotations__.keys():
            raise TypeError(f"{', '.join(sorted(unfit))} cannot be had of a table that the platform makes")
        plan = self._plan(expression, {"page_size": MAX_PAGE_SIZE, **filters, "limit": None})
        return await download(self.c8y, plan, path)

    async def _create_batch(self, objects: Sequence[Measurement]) -> None:
        response = await self._post([one.sendable() for one in objects], accept=_COLLECTION_TYPE)
        for one, raw in zip(objects, _stored(response, len(objects)), strict=True):
            one.c8y = one.c8y or self.c8y
            one._adopt(raw)

    async def _post_batch(self, objects: Sequence[Measurement]) -> list[Measurement]:
        response = await self._post([one.sendable() for one in objects], accept=_COLLECTION_TYPE)
        return [*self._wrap(_stored(response, len(objects)))]

    async def _post_rows(self, rows: MeasurementRows, numbers: Sequence[int]) -> None:
        # Without Accept the platform does not repeat them, which nobody reads here.
        await self._post([rows[number] for number in numbers], accept="")

    async def _post(self, documents: Sequence[JSON], *, accept: str) -> Response:
        return await self.c8y.transport.request(
            "POST",
            self.resource_path,
            json={"measurements": documents},
            accept=accept,
            content_type=_COLLECTION_TYPE,
        )


def _stored(response: Response, expected: int) -> list[Any]:
    try:
        stored = Page(response.content, "measurements").raw()
    except Malformed as error:
        raise decoding_error(response) from error
    if len(stored) != expected:
        raise decoding_error(response)
    return stored
