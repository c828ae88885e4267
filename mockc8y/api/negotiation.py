"""Media types: which one an answer gets, and what a request's body says it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from mockc8y.domain.errors import error

JSON = "application/json"
_VENDOR = "application/vnd.com.nsn.cumulocity."
_VENDOR_PARAMETERS = ";charset=UTF-8;ver=0.9"


def vendor(name: str) -> str:
    """Spell out the platform's media type of that name as answers carry it.

    >>> vendor("alarm")
    'application/vnd.com.nsn.cumulocity.alarm+json;charset=UTF-8;ver=0.9'
    """
    return f"{_VENDOR}{name}+json{_VENDOR_PARAMETERS}"


ERROR = vendor("error")


@lru_cache(maxsize=2048)
def negotiate(accept: str | None, offers: tuple[str, ...]) -> str:
    """Pick the media type of an answer among the offers, the first being the default.

    Any of the platform's own types in `Accept` is served with the resource's own one. Raises 406 when the client
    accepts none of the offers.
    """
    if not accept:
        return offers[0]
    for wanted in _by_preference(accept):
        for offer in offers:
            if _satisfies(offer, wanted):
                return offer
    raise error("accept.unsupported", accept=accept)


@lru_cache(maxsize=1024)
def body_kind(content_type: str | None) -> str:
    """Name what a request body is: a vendor type's bare name in lower case, else the media type itself.

    >>> body_kind("application/vnd.com.nsn.cumulocity.managedObject+json;ver=0.9")
    'managedobject'
    """
    bare = (content_type or "").partition(";")[0].strip().lower()
    if bare.startswith(_VENDOR) and bare.endswith("+json"):
        return bare[len(_VENDOR) : -len("+json")]
    return bare


def is_json(kind: str) -> bool:
    """Tell whether a body kind is read as JSON. A missing type counts, as curl users often forget it."""
    return not kind or "/" not in kind or kind == JSON or kind.endswith("+json") or kind == "text/json"


def _by_preference(accept: str) -> Sequence[str]:
    ranked = []
    for place, item in enumerate(accept.split(",")):
        # pyc8y writes blanks around the slash of one of its types.
        media, *options = ("".join(part.split()).lower() for part in item.split(";"))
        quality = _quality(options)
        if quality > 0 and media:
            ranked.append((-quality, place, media))
    return [media for _, _, media in sorted(ranked)]


def _quality(options: Sequence[str]) -> float:
    for option in options:
        name, _, value = option.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0
    return 1


def _satisfies(offer: str, wanted: str) -> bool:
    bare = offer.partition(";")[0].lower()
    if wanted in ("*/*", bare):
        return True
    if wanted.endswith("/*"):
        return bare.startswith(wanted[:-1])
    return wanted.startswith(_VENDOR) and bare.startswith(_VENDOR)
