# Made from sdk/c8y_client/_async/_resource.py by sdk/scripts/unasync.py; change that.
"""What all collections of the platform have in common: reading, counting and bulk work."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar

from c8y_client._documents.fields import id_of
from c8y_client._documents.results import Results, named_columns
from c8y_client._documents.values import AsValues, Column
from c8y_client._errors import NotFoundError
from c8y_client._http.urls import path
from c8y_client._queries.narrowing import narrows, refuse_reading
from c8y_client._queries.params import Params, params_of
from c8y_client._queries.several import in_one_question, in_questions_of_one
from c8y_client._reading.keywords import READING, Reading, check_spelling
from c8y_client._reading.plan import Collection, Plan, plan_of
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON, Raw
from c8y_client._warning import warn
from c8y_client.sync import _reading
from c8y_client.sync._bulk import each
from c8y_client.sync._objects import CumulocityObject, require_object

if TYPE_CHECKING:
    import pandas as pd

    from c8y_client.sync.rest import CumulocityRestClient

Object = TypeVar("Object", bound=CumulocityObject)

# What query functions take beside the keywords of queries.
_OTHER_KEYWORDS: Final = frozenset({"as_values", "expression"})


class CumulocityResource(Generic[Object]):
    """A collection of the platform, whose elements are objects of one class."""

    collection: ClassVar[Collection]
    query: ClassVar[type[Any]] = Reading
    """The keywords that its query functions know."""
    one_at_a_time: ClassVar[str] = ""
    """The filter of which callers may give several values, while the platform takes one."""
    object_class: type[Object]

    def __init__(self, c8y: CumulocityRestClient) -> None:
        self.c8y = c8y

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.c8y.base_url}>"

    @property
    def resource_path(self) -> str:
        """Where the collection is."""
        return self._collection().path

    def build_object_path(self, object_id: str) -> str:
        """Tell where an object of the collection is; its id may hold any character."""
        return path(self.resource_path, object_id)

    def _collection(self) -> Collection:
        """Tell what is read; collections that lie below a tenant or an object make theirs when they are asked."""
        return self.collection

    def _params(self, filters: Mapping[str, Any]) -> Params:
        """Word the filters of a query; each collection adds what is its own."""
        return params_of(filters)

    def _deletion(self, params: Params) -> Params:
        """Word the filters of a deletion, of which some resources demand more."""
        return params

    def _wrap(self, documents: list[Raw]) -> Iterable[Object]:
        return self.object_class._from_page(documents, self.c8y)

    def _plan(
        self,
        expression: str | None,
        filters: Mapping[str, Any],
        as_values: AsValues | None = None,
        collection: Collection | None = None,
        wrap: Callable[[list[Raw]], Iterable[Any]] | None = None,
    ) -> Plan:
        """Plan a reading from what a query function was given."""
        filters = filters if expression else in_one_question(filters, self.one_at_a_time)
        asked = asked_of(self.query, expression, filters)
        return plan_of(
            collection or self._collection(),
            [] if expression else self._params(asked),
            wrap or self._wrap,
            expression=expression,
            as_values=as_values,
            reading={name: value for name, value in filters.items() if name in READING},
        )

    def _select(self, plan: Plan, progress: ProgressOption = False) -> Generator[Any]:
        return _reading.read(self.c8y, plan, progress)

    def _get_all(self, plan: Plan, progress: ProgressOption = False) -> Results[Any]:
        results: Results[Any] = Results()
        for batch in _reading.batches(self.c8y, plan, progress):
            results.extend(plan.made(batch))
        return results

    def _get_count(self, expression: str | None, filters: Mapping[str, Any]) -> int:
        plans = [
            self._plan(expression, {**each, "page_size": 1, "limit": None})
            for each in self._questions(expression, filters)
        ]
        return sum([_reading.count(self.c8y, plan) for plan in plans])

    def _delete_by(self, expression: str | None, filters: Mapping[str, Any], *, force: bool) -> None:
        refuse_reading(filters)
        for question in self._questions(expression, filters):
            plan = self._plan(expression, question)
            if not (plan.expression or force or narrows(self.query, question)):
                raise ValueError(
                    "no filter is given that is known, so this may delete everything; force=True confirms it"
                )
            params = plan.expression or self._deletion([*plan.params])
            self.c8y.transport.request("DELETE", self.resource_path, params=params)

    def _questions(self, expression: str | None, filters: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        return [filters] if expression else in_questions_of_one(filters, self.one_at_a_time)

    def _get(self, object_id: str, **params: JSON) -> Object:
        response = self.c8y.transport.request(
            "GET", self.build_object_path(object_id), params=params_of(params), accept=self.object_class.object_type
        )
        response.document()
        return self.object_class._from_raw(response.content, self.c8y)

    def _skim(self, plan: Plan, key: Callable[[Object], str | None]) -> dict[str, Object]:
        """Read from the newest on, and keep the first object of each key; those without a key are left out."""
        latest: dict[str, Object] = {}
        for one in self._select(plan):
            if (name := key(one)) is not None:
                latest.setdefault(name, one)
        return latest

    def to_dataframe(
        self,
        *args: Any,
        columns: Mapping[str, Column] | Sequence[Column | tuple[str, str]],
        workers: int | None = 5,
        parse_dates: bool | Sequence[str] = False,
        **kwargs: Any,
    ) -> pd.DataFrame:
        """Read into a DataFrame, without building objects; needs the extra `pandas`.

        `columns` are paths, pairs of name and path, or a mapping of names to paths. Everything that matches is read
        unless `limit` is given. Other parameters are those of `select`.
        """
        from c8y_client._series.analytics import frame_of  # noqa: PLC0415 - pandas is optional and slow to load

        named = named_columns(columns)
        select: Callable[..., Generator[tuple[Any, ...]]] = self.select  # type: ignore[attr-defined]
        rows = [row for row in select(*args, **{"limit": None, **kwargs}, workers=workers, as_values=[*named.values()])]
        return frame_of(
            {name: [row[number] for row in rows] for number, name in enumerate(named)}, parse_dates=parse_dates
        )

    def _create(self, objects: Sequence[Object], workers: int | None = None, progress: ProgressOption = False) -> None:
        """Create objects, which take what the platform answers, such as their id."""

        def create(one: Object) -> None:
            require_object(one)
            response = self.c8y.transport.request(
                "POST", self.resource_path, json=one.sendable(), accept=one.object_type, content_type=one.object_type
            )
            one.c8y = one.c8y or self.c8y
            one._received(response, copy=False)

        each(objects, create, workers, progress)

    def _update(
        self,
        objects: Sequence[Object],
        workers: int | None = None,
        progress: ProgressOption = False,
        **params: JSON,
    ) -> None:
        """Send what was changed in each object."""

        def update(one: Object) -> None:
            require_object(one)
            changes, where = one.changes, self.build_object_path(one._key())
            if changes:
                self._put(where, changes, **params)
                one._settle()

        each(objects, update, workers, progress)

    def _apply_to(
        self,
        model: Mapping[str, JSON] | Object,
        objects: Sequence[str | Object],
        workers: int | None = None,
        progress: ProgressOption = False,
    ) -> None:
        """Send the same document to many objects."""
        json = model.changes if isinstance(model, CumulocityObject) else dict(model)
        each(objects, lambda one: self._put(self.build_object_path(id_of(one)), json), workers, progress)

    def _delete(
        self,
        objects: Sequence[str | int | Object],
        workers: int | None = None,
        progress: ProgressOption = False,
        *,
        missing_ok: bool = False,
        **params: JSON,
    ) -> None:
        """Delete objects, given as such or by id; what is gone already is an error unless `missing_ok`."""

        def delete(one: str | int | Object) -> None:
            where = self.build_object_path(one._key() if isinstance(one, CumulocityObject) else id_of(one))
            try:
                self.c8y.transport.request("DELETE", where, params=params)
            except NotFoundError:
                if not missing_ok:
                    raise

        each(objects, delete, workers, progress)

    def _put(self, where: str, json: Mapping[str, JSON], **params: JSON) -> None:
        # Without Accept the platform does not repeat the object, which nobody reads here.
        kind = self.object_class.object_type
        self.c8y.transport.request("PUT", where, params=params, json=json, accept="", content_type=kind)


def asked_of(query: type[Any], expression: str | None, filters: Mapping[str, Any]) -> dict[str, Any]:
    """Give the filters of a query that are sent, without what is about the reading; check how they are spelt.

    `query` declares the keywords that are known. An expression takes the place of filters, which is warned of.
    """
    check_spelling(filters, frozenset(query.__annotations__) | _OTHER_KEYWORDS)
    asked = {name: value for name, value in filters.items() if name not in READING and value is not None}
    if expression and asked:
        warn(f"an expression is given, so {', '.join(asked)} has no effect")
    return asked
