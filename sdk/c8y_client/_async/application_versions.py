"""Versions of hosted applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from c8y_client._documents.application_parts import ApplicationVersion
from c8y_client._http.upload import FileSource
from c8y_client._http.urls import path

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient

_ONE: Final = "application/vnd.com.nsn.cumulocity.applicationVersion+json"
_ALL: Final = "application/vnd.com.nsn.cumulocity.applicationVersionCollection+json"


class ApplicationVersions:
    """The archives of applications by version and tag.

    Versions and tags consist of letters, digits, `.`, `+` and `-`, and none of them comes twice in an application.
    Where `version` and `tag` are parameters, one of them names the version that is meant.
    """

    def __init__(self, c8y: CumulocityRestClient) -> None:
        self.c8y = c8y

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.c8y.base_url}>"

    async def get_all(self, application_id: str) -> list[ApplicationVersion]:
        """List the versions of an application; an `InvalidRequestError` for one that was never given a version."""
        answer = await self.c8y.get(_versions(application_id), accept=_ALL)
        return [ApplicationVersion(each) for each in answer["versions"]]

    async def get(self, application_id: str, version: str | None = None, tag: str | None = None) -> ApplicationVersion:
        """Read one version; a `NotFoundError` if there is none."""
        chosen = _choice(version, tag)
        return ApplicationVersion(await self.c8y.get(_versions(application_id), params=chosen, accept=_ONE))

    async def create(self, application_id: str, file: FileSource, version: str, *tags: str) -> ApplicationVersion:
        """Upload an archive as a version. The tag `latest` is taken from the version that had it."""
        answer = await self.c8y.post_file(
            _versions(application_id),
            file,
            form_data={"applicationVersion": {"version": version, "tags": list(tags)}},
            accept=_ONE,
            part="applicationBinary",
        )
        return ApplicationVersion(answer)

    async def set_tags(self, application_id: str, version: str, *tags: str) -> ApplicationVersion:
        """Replace the tags of a version."""
        where = path(_versions(application_id), version)
        return ApplicationVersion(await self.c8y.put(where, json={"tags": list(tags)}, accept=_ONE))

    async def delete(self, application_id: str, version: str | None = None, tag: str | None = None) -> None:
        """Remove a version with its archive; a `ConflictError` for that with the tag `latest`."""
        await self.c8y.delete(_versions(application_id), params=_choice(version, tag))


def _versions(application_id: str) -> str:
    return path("/application/applications", application_id, "versions")


def _choice(version: str | None, tag: str | None) -> dict[str, str]:
    """Name one version; a `ValueError` unless exactly one of the two is given."""
    given = {name: value for name, value in (("version", version), ("tag", tag)) if value is not None}
    if len(given) != 1:
        raise ValueError("give version= or tag=, and one of them only")
    return given
