# Made from sdk/c8y_client/_async/tenant_options.py by sdk/scripts/unasync.py; change that.
"""The options of a tenant."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any, ClassVar, Literal, Unpack, overload

import orjson

from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._errors import NotFoundError
from c8y_client._http import log as _log
from c8y_client._http.urls import path
from c8y_client._queries.options import OptionFilters, OptionQuery, by_category, by_visible_key
from c8y_client._queries.params import Params, params_of
from c8y_client._reading.keywords import Reading, keywords
from c8y_client._reading.pages import Page
from c8y_client._reading.plan import Collection, Plan
from c8y_client._reading.progress import ProgressOption
from c8y_client.sync._bulk import each
from c8y_client.sync._resource import CumulocityResource
from c8y_client.sync.tenant_option import TenantOption


class TenantOptions(CumulocityResource[TenantOption]):
    """The options of a tenant: texts by category and key.

    Where a key is a parameter it is the stored one: that of an encrypted option begins with `credentials.`.
    """

    collection: ClassVar[Collection] = Collection(path="/tenant/options", name="options")
    query = OptionQuery
    object_class = TenantOption

    def build_object_path(self, category: str, key: str) -> str:  # type: ignore[override] # options have two names
        """Tell where an option is; category and key may hold any character."""
        return path(self.resource_path, category, key)

    def _params(self, filters: Mapping[str, Any]) -> Params:
        return params_of({name: value for name, value in filters.items() if name != "category"})

    def get(self, category: str, key: str) -> TenantOption:
        """Read one option; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return TenantOption(self.c8y, category=category, key=key).reload()

    def get_value(self, category: str, key: str) -> str:
        """Read the value of one option; a `NotFoundError`, which is a `KeyError`, if there is none."""
        response = self.c8y.transport.request("GET", self.build_object_path(category, key))
        return str(response.value("value"))

    def get_values(self, category: str) -> dict[str, str]:
        """Read the values of a category by key, in which the prefix of encrypted options is left out.

        A category without options is empty. Encrypted values are placeholders, except to the owner of the category.
        """
        return by_visible_key(self.c8y.get(path(self.resource_path, category)))

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[OptionQuery]
    ) -> Generator[TenantOption]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[OptionQuery]
    ) -> Generator[Any]: ...
    @keywords(OptionQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[OptionQuery]
    ) -> Generator[Any]:
        """Iterate over options while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of `category`. `as_values` gives the values
        at paths in place of objects. With `workers` the order is open.
        """
        plan = self._plan(expression, filters, as_values)
        category = None if expression else filters.get("category")
        if category is not None:
            return self._select_category(category, plan)
        return self._select(plan, filters.get("progress", False))

    @overload
    def get_all(
        self,
        expression: str | None = None,
        *,
        category: str,
        as_map: Literal[True],
        as_values: None = None,
        **filters: Unpack[Reading],
    ) -> dict[str, str]: ...
    @overload
    def get_all(
        self,
        expression: str | None = None,
        *,
        category: None = None,
        as_map: Literal[True],
        as_values: None = None,
        **filters: Unpack[Reading],
    ) -> dict[str, dict[str, str]]: ...
    @overload
    def get_all(
        self,
        expression: str | None = None,
        *,
        as_map: Literal[False] = False,
        as_values: None = None,
        **filters: Unpack[OptionQuery],
    ) -> Results[TenantOption]: ...
    @overload
    def get_all(
        self,
        expression: str | None = None,
        *,
        as_map: Literal[False] = False,
        as_values: AsValues,
        **filters: Unpack[OptionQuery],
    ) -> Results[Any]: ...
    @keywords(OptionQuery)
    def get_all(
        self,
        expression: str | None = None,
        *,
        as_map: bool = False,
        as_values: AsValues | None = None,
        **filters: Unpack[OptionQuery],
    ) -> Any:
        """Read options as a list; 5 at most unless `limit` says otherwise. See `select`.

        With `as_map` the values come in a dictionary instead: those of a `category` by key, or all by category and key.
        Then everything is read unless `limit` is given, and keys are without the prefix of encrypted options.
        """
        if not as_map:
            return Results([one for one in self.select(expression, as_values=as_values, **filters)])
        if as_values is not None:
            raise ValueError("as_map and as_values are two ways to shape the results; give one of them")
        everything: OptionQuery = {"limit": None, **filters}
        columns = ["category", "key", "value"]
        values = by_category([one for one in self.select(expression, as_values=columns, **everything)])
        category = None if expression else filters.get("category")
        return values if category is None else values.get(category, {})

    @keywords(OptionFilters)
    def get_count(self, expression: str | None = None, **filters: Unpack[OptionFilters]) -> int:
        """Ask how many options there are; those of a category are read to be counted."""
        category = None if expression else filters.get("category")
        if category is not None:
            return len(self.c8y.get(path(self.resource_path, category)))
        return self._get_count(expression, filters)

    def set_value(self, category: str, key: str, value: str) -> None:
        """Create an option, or overwrite the one that is there."""
        self.c8y.post(self.resource_path, json={"category": category, "key": key, "value": value})

    def update_values(self, category: str, values: Mapping[str, str]) -> None:
        """Set several options of a category by key; others stay."""
        self.c8y.put(path(self.resource_path, category), json=dict(values))

    def set_editable(self, category: str, key: str, *, tenant_id: str, editable: bool) -> None:
        """Tell whether another tenant may change one of its options; only the management tenant can."""
        where = f"{self.build_object_path(category, key)}/editable"
        self.c8y.put(where, params={"targetTenant": tenant_id}, json={"editable": editable})

    def create(self, *options: TenantOption, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Create options, or overwrite those that are there; see `BatchError` for what is raised when some fail."""
        self._create(options, workers, progress)

    def update(self, *options: TenantOption, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Send the values that were changed in options."""

        def update(option: TenantOption) -> None:
            changes, where = option.changes, option.object_path
            if changes:
                self._put(where, changes)
                option._settle()

        each(options, update, workers, progress)

    def delete(
        self,
        *options: TenantOption,
        category: str | None = None,
        key: str | None = None,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
    ) -> None:
        """Delete options, or the one of a `category` and `key`."""

        def delete(option: TenantOption) -> None:
            try:
                self.c8y.delete(option.object_path)
            except NotFoundError:
                if not missing_ok:
                    raise

        if bool(options) == (category is not None or key is not None):
            raise ValueError("give options, or category= and key=")
        each(options or (TenantOption(category=category, key=key),), delete, workers, progress)

    def _select_category(self, category: str, plan: Plan) -> Generator[Any]:
        if plan.limit == 0:
            return
        values = self.c8y.get(path(self.resource_path, category))
        options = [{"category": category, "key": key, "value": value} for key, value in values.items()]
        # The platform does not page here, so neither do the page size and number mean anything.
        page = Page(orjson.dumps({plan.collection.name: options}), plan.collection.name)
        results = [*plan.made(plan.results(page))]
        if plan.limit is not None and len(results) > plan.limit:
            _log.cut(plan.collection.path, plan.limit)
        for result in results[: plan.limit]:
            yield result
