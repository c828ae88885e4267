# Made from sdk/c8y_client/_async/applications.py by sdk/scripts/unasync.py; change that.
"""The applications of a tenant, and what an application can ask about itself."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final, Unpack, overload

from c8y_client._documents.application_parts import ApplicationArchive, ApplicationSubscription
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._http.download import FileDownload
from c8y_client._http.upload import FileSource
from c8y_client._http.urls import path
from c8y_client._queries.applications import ApplicationFilters, ApplicationQuery
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import Collection
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON
from c8y_client.sync._resource import CumulocityResource
from c8y_client.sync.application import Application

CURRENT: Final = "/application/currentApplication"


class Applications(CumulocityResource[Application]):
    """The applications that a tenant owns or is subscribed to.

    The functions whose names have `current` in them are for the users of a microservice: the bootstrap user that it
    starts with and, for the settings, its service users as well. Others get an `AccessDeniedError`.
    """

    collection: ClassVar[Collection] = Collection(path="/application/applications", name="applications")
    query = ApplicationQuery
    object_class = Application

    def get(self, application_id: str) -> Application:
        """Read one application; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return self._get(application_id)

    def get_by_name(self, name: str) -> Results[Application]:
        """Read the applications of a name: at most one for each tenant that owns one."""
        return self._get_below("/application/applicationsByName", name)

    def get_by_owner(self, tenant_id: str) -> Results[Application]:
        """Read all applications that a tenant owns."""
        return self._get_below("/application/applicationsByOwner", tenant_id)

    def get_by_tenant(self, tenant_id: str) -> Results[Application]:
        """Read all applications that a tenant owns or is subscribed to."""
        return self._get_below("/application/applicationsByTenant", tenant_id)

    def get_by_user(self, username: str) -> Results[Application]:
        """Read all applications that a user has access to."""
        return self._get_below("/application/applicationsByUser", username)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[ApplicationQuery]
    ) -> Generator[Application]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[ApplicationQuery]
    ) -> Generator[Any]: ...
    @keywords(ApplicationQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[ApplicationQuery]
    ) -> Generator[Any]:
        """Query applications and iterate over them while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of all filters. `as_values` gives the
        values at paths in place of objects. With `workers` the order is open.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[ApplicationQuery]
    ) -> Results[Application]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[ApplicationQuery]
    ) -> Results[Any]: ...
    @keywords(ApplicationQuery)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[ApplicationQuery]
    ) -> Results[Any]:
        """Query applications and give them as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    @keywords(ApplicationFilters)
    def get_count(self, expression: str | None = None, **filters: Unpack[ApplicationFilters]) -> int:
        """Ask how many applications there are, without reading them."""
        return self._get_count(expression, filters)

    def create(self, *applications: Application, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Create applications, which take their ids; see `BatchError` for what is raised when some fail."""
        self._create(applications, workers, progress)

    def update(self, *applications: Application, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Send what was changed in applications."""
        self._update(applications, workers, progress)

    def delete(
        self,
        *applications: str | Application,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
        force: bool = False,
    ) -> None:
        """Delete applications, given as such or by id.

        While other tenants are subscribed to one this is an error, unless `force` ends their subscriptions.
        """
        self._delete(applications, workers, progress, missing_ok=missing_ok, force=force or None)

    def clone(self, application_id: str, version: str | None = None, tag: str | None = None) -> Application:
        """Make a copy of a hosted application, with `clone` before its name, key and context path.

        It begins with the archive that is served, or with that of a `version` or `tag`, of which one can be given.
        """
        where = f"{self.build_object_path(application_id)}/clone"
        answer = self.c8y.post(where, params={"version": version, "tag": tag}, accept=Application.object_type)
        return Application.from_json(answer, self.c8y)

    def upload_attachment(self, application_id: str, file: FileSource, clear_conflicting_options: bool = False) -> JSON:
        """Upload the archive of an application: the files of a hosted one, or the image of a microservice.

        A microservice runs it at once, a hosted application when it is told to: the `id` of the answer is that of the
        archive, for `activate`. A microservice whose settings category is in use already is refused, unless
        `clear_conflicting_options` removes the tenant options there.
        """
        query = "?clearConflictingOptions=true" if clear_conflicting_options else ""
        where = f"{self.build_object_path(application_id)}/binaries{query}"
        return self.c8y.post_file(where, file, accept=Application.object_type)

    def get_attachments(self, application_id: str) -> list[ApplicationArchive]:
        """List the archives of a hosted application."""
        answer = self.c8y.get(f"{self.build_object_path(application_id)}/binaries")
        return [ApplicationArchive(each) for each in answer["attachments"]]

    def download_attachment(self, application_id: str, attachment_id: str) -> FileDownload:
        """Read an archive."""
        return self.c8y.get_file(self._attachment(application_id, attachment_id))

    def delete_attachment(self, application_id: str, attachment_id: str) -> None:
        """Remove an archive; the one that is served cannot be removed."""
        self.c8y.delete(self._attachment(application_id, attachment_id))

    def activate(self, application_id: str, attachment_id: str) -> Application:
        """Serve another archive of a hosted application from now on."""
        kind = Application.object_type
        where, document = self.build_object_path(application_id), {"activeVersionId": attachment_id}
        answer = self.c8y.put(where, json=document, accept=kind, content_type=kind)
        return Application.from_json(answer, self.c8y)

    def get_bootstrap_user(self, application_id: str) -> ApplicationSubscription:
        """Read the user that a microservice starts with; an `InvalidRequestError` for other applications."""
        return ApplicationSubscription(self.c8y.get(f"{self.build_object_path(application_id)}/bootstrapUser"))

    def get_current(self) -> Application:
        """Read the application that the user of this connection belongs to."""
        return Application.from_json(self.c8y.get(CURRENT, accept=Application.object_type), self.c8y)

    def update_current(self, changes: Mapping[str, JSON] | Application) -> Application:
        """Send a document, or the changes of an application, to the current application; the platform deprecates it."""
        kind, document = Application.object_type, changes.changes if isinstance(changes, Application) else dict(changes)
        answer = self.c8y.put(CURRENT, json=document, accept=kind, content_type=kind)
        return Application.from_json(answer, self.c8y)

    def get_current_settings(self) -> dict[str, str]:
        """Read the current application's settings: the tenant options of its category, by key.

        The platform decrypts those that are stored encrypted and gives their keys without `credentials.` before them.
        What it answers is passed on as it is.
        """
        settings: dict[str, str] = self.c8y.get(
            f"{CURRENT}/settings", accept="application/vnd.com.nsn.cumulocity.option+json"
        )
        return settings

    def get_current_subscriptions(self) -> list[ApplicationSubscription]:
        """Read the service users of the current application, one for each tenant that is subscribed."""
        answer = self.c8y.get(
            f"{CURRENT}/subscriptions", accept="application/vnd.com.nsn.cumulocity.applicationusercollection+json"
        )
        return [ApplicationSubscription(each) for each in answer["users"]]

    def _attachment(self, application_id: str, attachment_id: str) -> str:
        return path(self.resource_path, application_id, "binaries", attachment_id)

    def _get_below(self, where: str, identifier: str) -> Results[Application]:
        collection = replace(self.collection, path=path(where, identifier))
        return self._get_all(self._plan(None, {"limit": None}, collection=collection))
