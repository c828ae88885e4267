# Made from sdk/c8y_client/_async/binaries.py by sdk/scripts/unasync.py; change that.
"""The files of a tenant that belong to nothing else."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Unpack, overload

from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._http.download import FileDownload
from c8y_client._http.upload import FileSource
from c8y_client._http.urls import path
from c8y_client._queries.binaries import BinaryFilters, BinaryQuery, binary_params
from c8y_client._queries.objects import is_without_ids
from c8y_client._queries.params import Params, Reference
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import Collection, Plan
from c8y_client._reading.progress import ProgressOption
from c8y_client.sync._bulk import each
from c8y_client.sync._resource import CumulocityResource
from c8y_client.sync._streaming import StreamedResponse
from c8y_client.sync.binary import BINARIES_PATH, Binary
from c8y_client.sync.managed_object import INVENTORY_PATH


class Binaries(CumulocityResource[Binary]):
    """The stored files of a tenant."""

    collection: ClassVar[Collection] = Collection(path=BINARIES_PATH, name="managedObjects")
    query: ClassVar[type[Any]] = BinaryQuery
    object_class: type[Binary] = Binary

    def _params(self, filters: Mapping[str, Any]) -> Params:
        return binary_params(filters)

    def _plan(self, expression: str | None, filters: Mapping[str, Any], *args: Any, **kwargs: Any) -> Plan:
        plan = super()._plan(expression, filters, *args, **kwargs)
        return replace(plan, limit=0) if is_without_ids(filters) and not expression else plan

    def get(self, id: str) -> Binary:
        """Read what is known of a file, without its content; a `NotFoundError` if there is no such object."""
        where = path(INVENTORY_PATH, id)
        response = self.c8y.transport.request("GET", where, accept=Binary.object_type)
        return Binary.from_json(response.json(), self.c8y)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[BinaryQuery]
    ) -> Generator[Binary]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[BinaryQuery]
    ) -> Generator[Any]: ...
    @keywords(BinaryQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[BinaryQuery]
    ) -> Generator[Any]:
        """Query files and iterate over them while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of all filters. `as_values` gives the
        values at paths in place of objects.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[BinaryQuery]
    ) -> Results[Binary]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[BinaryQuery]
    ) -> Results[Any]: ...
    @keywords(BinaryQuery)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[BinaryQuery]
    ) -> Results[Any]:
        """Query files and give them as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    @keywords(BinaryFilters)
    def get_count(self, expression: str | None = None, **filters: Unpack[BinaryFilters]) -> int:
        """Ask how many files there are, without reading them."""
        return 0 if is_without_ids(filters) and not expression else self._get_count(expression, filters)

    def create(self, *binaries: Binary, workers: int | None = None, progress: ProgressOption = False) -> int:
        """Store files, each with its `file`, and tell how many; they take their ids.

        A `FileNotFoundError` for one whose file is missing; see `BatchError` for what is raised when some of several
        fail.
        """

        def store(one: Binary) -> None:
            one.c8y = one.c8y or self.c8y
            one.create()

        each(binaries, store, workers, progress)
        return len(binaries)

    def upload(self, file: FileSource, name: str | None = None, type: str | None = None) -> Binary:
        """Store a file: a path, a file open in binary mode, which is not closed, or bytes.

        It is read piece by piece. Without `name` it is called as the file is, and without `type`, a media type, that
        follows from the name. A missing file is a `FileNotFoundError` before anything is sent.
        """
        return Binary(self.c8y, type=type, name=name, content_type=type, file=file).create()

    def update(self, id: str, file: FileSource, type: str | None = None) -> None:
        """Replace the content of a file; `file` and `type` are as in `upload`."""
        self.c8y.put_file(self.build_object_path(id), file, content_type=type)

    def delete(
        self,
        *objects: Reference,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
    ) -> None:
        """Delete files, given as objects or by id."""
        self._delete(objects, workers, progress, missing_ok=missing_ok)

    def read_file(self, id: str) -> FileDownload:
        """Read the content of a file: `bytes` with `filename` and `content_type`."""
        return self.c8y.get_file(self.build_object_path(id))

    def stream_file(self, id: str) -> AbstractContextManager[StreamedResponse]:
        """Read the content of a file piece by piece.

        `with client.binaries.stream_file("4711") as content`, then `content.iter_bytes()`.
        """
        return self.c8y.stream_file(self.build_object_path(id))

    def download_to(self, id: str, path: str | os.PathLike[str]) -> Path:
        """Download a file to a path, or into a folder under its own name; tell the path.

        Little of it is in memory at a time, and a download that fails leaves nothing.
        """
        return self.c8y.download_to(self.build_object_path(id), path)
