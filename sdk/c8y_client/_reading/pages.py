"""Takes apart a page of a collection without building what nobody looks at."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter
from typing import Any

import orjson

from c8y_client._documents.values import Tree, Values, tree_of
from c8y_client._types import JSON, Raw


class Malformed(ValueError):
    """An answer is no page of the collection."""


class Page:
    """One page of a collection, whose documents are the list below `name`.

    `size` is the number of documents and `last_id` the id of the last one, if it has any; both are known once the
    documents were read in one way or another.
    """

    __slots__ = ("content", "last_id", "name", "size")

    def __init__(self, content: bytes, name: str) -> None:
        self.content = content
        self.name = name
        self.size = 0
        self.last_id: JSON = None

    def raw(self) -> list[Raw]:
        """Cut the page into its documents, unread; raises `Malformed` where there is no such list."""
        documents: list[Raw] = _decoded(_cutter(self.name), self.content).documents
        self.size = len(documents)
        self.last_id = _id_of(orjson.loads(bytes(documents[-1]))) if documents else None
        return documents

    def parsed(self) -> list[JSON]:
        """Parse all documents; raises `Malformed` where there is no such list."""
        try:
            documents: list[JSON] = [*orjson.loads(self.content)[self.name]]
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise Malformed(f"no list {self.name!r}: {error}") from error
        self.size = len(documents)
        self.last_id = _id_of(documents[-1]) if documents else None
        return documents

    def values(self, values: Values) -> list[Any]:
        """Read the values of all documents, building nothing but these where the paths allow it."""
        read = _reader(self.name, values) if _are_plain(values.defaults) else None
        picked = read(self) if read else None
        return [values.read(document) for document in self.parsed()] if picked is None else picked

    def ids(self) -> list[JSON]:
        """Read the ids of all documents, `None` where one has none."""
        return self.values(_ID)

    def statistics(self) -> dict[str, int]:
        """Read what the platform says about the whole collection, such as `totalPages`."""
        return _decoded(_statistics_decoder(), self.content).statistics or {}

    def total(self) -> int | None:
        """Read how many pages there are or, where the platform counts these, documents; `None` if it does not say.

        They are as many where a page holds one document.
        """
        statistics = self.statistics()
        return statistics.get("totalPages") if statistics.get("totalElements") is None else statistics["totalElements"]

    def last_number(self, page_size: int) -> int | None:
        """Read which page is the last; `None` if the platform does not say."""
        statistics = self.statistics()
        elements = statistics.get("totalElements")
        return statistics.get("totalPages") if elements is None else -(-elements // page_size)

    def may_continue(self, before: Page) -> bool:
        """Tell quickly whether the last document of the page before may stand here again; mistaken now and then."""
        if before.last_id is None:
            return False
        identifier = b'"%b"' % str(before.last_id).encode()
        at = before.content.rfind(identifier)
        # With what stands before it, usually the name of the field, it is found several times faster.
        return at >= 0 and before.content[max(0, at - _LEAD) : at + len(identifier)] in self.content


_ID = Values.of("id")
_LEAD = len('"id":')


def _id_of(document: JSON) -> JSON:
    return document.get("id") if isinstance(document, dict) else None


def _decoded(decoder: Any, content: bytes) -> Any:
    import msgspec  # noqa: PLC0415 - only those who read collections wait for it

    try:
        return decoder.decode(content)
    except msgspec.MsgspecError as error:
        raise Malformed(str(error)) from error


@lru_cache(maxsize=64)
def _cutter(name: str) -> Any:
    import msgspec  # noqa: PLC0415 - as above

    page = msgspec.defstruct("Page", [("documents", list[msgspec.Raw], msgspec.field(name=name))])
    return msgspec.json.Decoder(page)


@lru_cache(maxsize=1)
def _statistics_decoder() -> Any:
    import msgspec  # noqa: PLC0415 - as above

    return msgspec.json.Decoder(msgspec.defstruct("Page", [("statistics", dict[str, Any] | None, None)]))


@lru_cache(maxsize=256)
def _reader(name: str, values: Values) -> Callable[[Page], list[Any] | None] | None:
    """Make a function that reads the values of a page, or gives `None` for a page with documents of other shapes."""
    import msgspec  # noqa: PLC0415 - as above

    tree = tree_of([*values.paths, "id"])
    if tree is None or len(set(values.paths)) < len(values.paths):
        return None
    document: Any = _struct(tree, "", {"id": None, **dict(zip(values.paths, values.defaults, strict=True))})
    page = msgspec.defstruct("Page", [("documents", list[document], msgspec.field(name=name))])
    decoder: Any = msgspec.json.Decoder(page)
    pick = attrgetter(*values.paths)
    is_one_column = len(values.paths) == 1 and not values.is_single

    def read(page: Page) -> list[Any] | None:
        try:
            documents = decoder.decode(page.content).documents
        except msgspec.MsgspecError:
            return None
        page.size = len(documents)
        page.last_id = documents[-1].id if documents else None
        return [(pick(each),) for each in documents] if is_one_column else list(map(pick, documents))

    return read


# Equal numbers of different types would share a reader, and others cannot be defaults there.
def _are_plain(defaults: tuple[JSON, ...]) -> bool:
    return all(default is None or isinstance(default, str) for default in defaults)


def _struct(tree: Tree, above: str, defaults: dict[str, JSON]) -> type:
    import msgspec  # noqa: PLC0415 - as above

    fields: list[tuple[str, Any, Any]] = []
    for name, below in tree.items():
        path = above + name
        if below:
            kind = _struct(below, f"{path}.", defaults)
            fields.append((name, kind, kind()))
        else:
            fields.append((name, Any, defaults[path]))
    return msgspec.defstruct("Part", fields, frozen=True, gc=False)
