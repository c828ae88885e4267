"""Forms that bring the archive of an application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mockc8y.api import files, multipart
from mockc8y.api.multipart import Part
from mockc8y.api.request import Request
from mockc8y.domain.applications import AREA
from mockc8y.domain.errors import error
from mockc8y.domain.files import File

FILE_NAME = "fileName"
"""The part in which some clients send the name of the archive."""


def parts(request: Request, needed: Sequence[str]) -> Mapping[str, Part]:
    """Return the parts of a form, or raise 400 where one that is needed is missing."""
    form = multipart.form(request)
    missing = [name for name in needed if name not in form]
    if missing:
        reason = f"The form lacks {', '.join(missing)}; found: {', '.join(form) or 'none'}"
        raise error("request.bad", area=AREA, reason=reason)
    return form


def archive(request: Request, form: Mapping[str, Part], name: str) -> File:
    """Return the archive in a part of a form, under the name it was sent with."""
    file = files.of_part(request, form[name])
    named = form.get(FILE_NAME)
    if file.name or named is None:
        return file
    return file._replace(name=named.content.decode(errors="replace"))
