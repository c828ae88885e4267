# Made from sdk/c8y_client/_async/subscriptions.py by sdk/scripts/unasync.py; change that.
"""Subscriptions of Notification 2.0: what is put aside for listeners."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, Unpack, overload

from c8y_client._documents.fields import Field, ReferenceField
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._queries.params import Reference
from c8y_client._queries.subscriptions import ApiFilter, Context, SubscriptionFilters, SubscriptionQuery
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import Collection
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON
from c8y_client.sync._objects import WithId
from c8y_client.sync._resource import CumulocityResource

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient


class Subscription(WithId):
    """A rule that puts changes aside for the listeners of a topic, which has the name of the subscription.

    Several subscriptions may have one name and so fill one topic; name, context and source together are unique. A
    subscription cannot be changed: delete it and create another.

    >>> levels = Subscription(name="levels", context="mo", source_id="4711", api_filter=["measurements"])
    >>> levels.name, levels.source_id, levels.api_filter
    ('levels', '4711', ['measurements'])
    """

    __slots__ = ()

    Context = Context
    ApiFilter = ApiFilter

    resource_path: ClassVar[str] = "/notification2/subscriptions"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.subscription+json"

    name: Field[str] = Field("subscription", doc="The name of the topic: letters and digits only.")
    context: Field[str] = Field("context", doc="`mo` for one managed object, `tenant` for the whole tenant.")
    source_id: ReferenceField = ReferenceField("source", doc="The managed object that is watched, in the context `mo`.")
    api_filter: Field[Sequence[str]] = Field(
        "subscriptionFilter.apis", doc="See `ApiFilter`; everything while it is `None`."
    )
    type_filter: Field[str] = Field(
        "subscriptionFilter.typeFilter", doc="The type that changes have to be of, or several: `'a' or 'b'`."
    )
    fragments: Field[Sequence[str]] = Field(
        "fragmentsToCopy", doc="The only custom fragments that are forwarded; all of them while it is `None`."
    )
    non_persistent: Field[bool] = Field(
        "nonPersistent", doc="Whether nothing is kept for listeners that are not connected."
    )

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        name: str | None = None,
        context: str | None = None,
        source_id: Reference | None = None,
        api_filter: Sequence[str] | None = None,
        type_filter: str | None = None,
        fragments: Sequence[str] | None = None,
        non_persistent: bool | None = None,
    ) -> None:
        """Make a subscription that the platform does not know yet."""
        super().__init__(c8y)
        self.name, self.context, self.source_id = name, context, source_id
        self.api_filter, self.type_filter = api_filter, type_filter
        self.fragments, self.non_persistent = fragments, non_persistent

    def _title(self) -> dict[str, JSON]:
        return {name: self.json[name] for name in ("id", "subscription", "context") if name in self.json}

    def create(self, copy: bool = False) -> Self:
        """Create the subscription; a `ConflictError` if there is one of the same name, context and source.

        Takes what the platform made of it, or gives that as a new object with `copy`.
        """
        return self._create(copy)

    def reload(self, copy: bool = False) -> Self:
        """Read the subscription again."""
        return self._reload(copy)

    def delete(self, **_: JSON) -> None:
        """Delete the subscription. What is put aside already stays until listeners read it or are unsubscribed."""
        self._delete()


class Subscriptions(CumulocityResource[Subscription]):
    """The Notification 2.0 subscriptions of a tenant."""

    collection: ClassVar[Collection] = Collection(path="/notification2/subscriptions", name="subscriptions")
    query = SubscriptionQuery
    object_class = Subscription

    def get(self, subscription_id: str) -> Subscription:
        """Read one subscription; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return self._get(subscription_id)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[SubscriptionQuery]
    ) -> Generator[Subscription]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[SubscriptionQuery]
    ) -> Generator[Any]: ...
    @keywords(SubscriptionQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[SubscriptionQuery]
    ) -> Generator[Any]:
        """Query subscriptions and iterate over them while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of all filters. `as_values` gives the
        values at paths in place of objects.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[SubscriptionQuery]
    ) -> Results[Subscription]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[SubscriptionQuery]
    ) -> Results[Any]: ...
    @keywords(SubscriptionQuery)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[SubscriptionQuery]
    ) -> Results[Any]:
        """Query subscriptions and give them as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    @keywords(SubscriptionFilters)
    def get_count(self, expression: str | None = None, **filters: Unpack[SubscriptionFilters]) -> int:
        """Ask how many subscriptions there are, without reading them."""
        return self._get_count(expression, filters)

    def create(
        self, *subscriptions: Subscription, workers: int | None = None, progress: ProgressOption = False
    ) -> None:
        """Create subscriptions, which take their ids; see `BatchError` for what is raised when some fail."""
        self._create(subscriptions, workers, progress)

    def delete(
        self,
        *subscriptions: str | Subscription,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
    ) -> None:
        """Delete subscriptions, given as such or by id."""
        self._delete(subscriptions, workers, progress, missing_ok=missing_ok)

    def delete_by(
        self, expression: str | None = None, *, context: str | None = None, source: Reference | None = None
    ) -> None:
        """Delete the subscriptions of a managed object by `source`, or all of the tenant's by `context="tenant"`.

        The platform knows no other way to delete several of them, so anything less is a `ValueError`.
        """
        if not expression and source is None and context != Context.TENANT:
            raise ValueError('give source= for the subscriptions of an object, or context="tenant" for the tenant\'s')
        self._delete_by(expression, {"context": context, "source": source}, force=False)
