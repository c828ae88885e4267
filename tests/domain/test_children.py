"""The rules of children."""

from __future__ import annotations

import pytest

from mockc8y.domain import children
from mockc8y.domain.changes import Change
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.hierarchy import ADDITIONS, ASSETS, CHILD_KINDS, DEVICES
from mockc8y.domain.tenant import Tenant
from tests.domain.inventory_cases import ANA, NOW, announced, later, made, names, seen


@pytest.fixture
def site(tenant: Tenant) -> str:
    """Make the parent."""
    return made(tenant, "Site")


def listed(tenant: Tenant, site: str, kind: str = ASSETS, query: str = "") -> list[str]:
    """Return the names of children."""
    return names(children.select(tenant, kind, site, query))


@pytest.mark.parametrize("kind", CHILD_KINDS)
def test_child_is_linked_in_its_kind_alone(tenant: Tenant, site: str, kind: str) -> None:
    """A child of one kind is none of the others."""
    children.add(tenant, kind, site, [made(tenant, "Pump")])

    assert {each: listed(tenant, site, each) for each in CHILD_KINDS if listed(tenant, site, each)} == {kind: ["Pump"]}


def test_children_are_listed_in_the_order_of_their_links(tenant: Tenant, site: str) -> None:
    """The oldest link comes first, whatever the ids."""
    first, second, third = (made(tenant, name) for name in "abc")

    children.add(tenant, ASSETS, site, [third])
    children.add(tenant, ASSETS, site, [second, first])

    assert listed(tenant, site) == ["c", "b", "a"]


def test_children_are_filtered_and_ordered_by_a_query(tenant: Tenant, site: str) -> None:
    """A query on the list looks at the children."""
    made(tenant, "c", acme_Tag={})
    children.add(
        tenant, ASSETS, site, [made(tenant, "b", acme_Tag={}), made(tenant, "x"), made(tenant, "a", acme_Tag={})]
    )

    assert listed(tenant, site, query="$filter=(has(acme_Tag)) $orderby=name") == ["a", "b"]
    assert listed(tenant, site, query=f"bygroupid({site})") == ["b", "x", "a"]
    assert listed(tenant, site, query="bygroupid(4711)") == []


def test_linking_again_changes_nothing(tenant: Tenant, site: str) -> None:
    """There is never a second link, and the parent is not touched."""
    pump = made(tenant, "Pump")
    children.add(tenant, ASSETS, site, [pump])
    later(tenant)

    children.add(tenant, ASSETS, site, [pump])

    assert listed(tenant, site) == ["Pump"]
    assert seen(tenant, site)["lastUpdated"] == NOW


def test_new_child_counts_as_a_change_of_the_parent(tenant: Tenant, site: str) -> None:
    """The parent's `lastUpdated` moves and listeners hear of it once, however many children come; theirs stays."""
    pumps = [made(tenant, name) for name in "ab"]
    now = later(tenant)
    heard: list[Change] = []
    tenant.changes.subscribe(heard.append)

    children.add(tenant, ASSETS, site, pumps)

    assert (seen(tenant, site)["lastUpdated"], seen(tenant, pumps[0])["lastUpdated"]) == (now, NOW)
    assert announced(heard) == [("UPDATE", site)]


def test_child_may_have_several_parents(tenant: Tenant, site: str) -> None:
    """An object can belong to more than one other."""
    pump, other = made(tenant, "Pump"), made(tenant, "Other")

    children.add(tenant, ASSETS, site, [pump])
    children.add(tenant, DEVICES, other, [pump])

    assert (listed(tenant, site), listed(tenant, other, DEVICES)) == (["Pump"], ["Pump"])


def test_object_is_not_its_own_child(tenant: Tenant, site: str) -> None:
    """A link to itself is refused."""
    with pytest.raises(
        PlatformError, match=f"^422 inventory/Unprocessable Entity: managedObject {site} is an ancestor"
    ):
        children.add(tenant, ASSETS, site, [site])


def test_links_never_form_a_circle(tenant: Tenant, site: str) -> None:
    """No ancestor becomes a child, along links of whatever kinds; nothing else of the request is linked either."""
    middle, leaf, other = (made(tenant, name) for name in ("middle", "leaf", "other"))
    children.add(tenant, ASSETS, site, [middle])
    children.add(tenant, DEVICES, middle, [leaf])

    with pytest.raises(PlatformError, match=r"^422 "):
        children.add(tenant, ADDITIONS, leaf, [other, site])

    assert listed(tenant, leaf, ADDITIONS) == []


def test_unknown_parent_or_child_is_not_found(tenant: Tenant, site: str) -> None:
    """Both ends of a link must exist; otherwise nothing is linked."""
    pump = made(tenant, "Pump")

    for parent, child_ids in (("4711", [pump]), (site, [pump, "4711"]), (site, [pump, "x"])):
        with pytest.raises(PlatformError, match=r"^404 inventory/Not Found"):
            children.add(tenant, ASSETS, parent, child_ids)

    assert listed(tenant, site) == []


def test_new_object_may_be_born_as_a_child(tenant: Tenant, site: str) -> None:
    """Creating and linking are one step, and the parent counts as changed."""
    now = later(tenant)

    record = children.create(tenant, ADDITIONS, site, {"name": "Config"}, ANA)

    assert listed(tenant, site, ADDITIONS) == ["Config"]
    assert (record.document["owner"], seen(tenant, site)["lastUpdated"]) == ("ana", now)


@pytest.mark.parametrize(("parent", "name"), [("4711", "Config"), ("1001", 7)])
def test_refused_child_is_not_created(tenant: Tenant, site: str, parent: str, name: object) -> None:
    """Without a parent, or with a wrong document, nothing is stored."""
    with pytest.raises(PlatformError):
        children.create(tenant, ADDITIONS, parent, {"name": name}, ANA)

    assert (len(tenant.inventory), listed(tenant, site, ADDITIONS)) == (1, [])


def test_one_child_is_returned(tenant: Tenant, site: str) -> None:
    """A child is found by its id below its parent."""
    pump = made(tenant, "Pump")
    children.add(tenant, ASSETS, site, [pump])

    assert str(children.get(tenant, ASSETS, site, pump).id) == pump


@pytest.mark.parametrize("kind", [DEVICES, ADDITIONS])
def test_what_is_no_child_is_named_so(tenant: Tenant, site: str, kind: str) -> None:
    """An object that exists, but is no child of this kind, is refused with 422."""
    pump = made(tenant, "Pump")
    children.add(tenant, ASSETS, site, [pump])

    message = f"^422 inventory/Invalid Data: managedObject {pump} is not a child of {site}$"
    with pytest.raises(PlatformError, match=message):
        children.get(tenant, kind, site, pump)
    with pytest.raises(PlatformError, match=message):
        children.remove(tenant, kind, site, [pump])


def test_parting_leaves_the_object(tenant: Tenant, site: str) -> None:
    """Only the link goes, and the parent counts as changed."""
    pump = made(tenant, "Pump")
    children.add(tenant, ASSETS, site, [pump])
    now = later(tenant)

    children.remove(tenant, ASSETS, site, [pump])

    assert (listed(tenant, site), seen(tenant, site)["lastUpdated"]) == ([], now)
    assert seen(tenant, pump)["lastUpdated"] == NOW


def test_parting_from_one_that_is_no_child_parts_from_none(tenant: Tenant, site: str) -> None:
    """Several links go together or not at all."""
    pump = made(tenant, "Pump")
    children.add(tenant, ASSETS, site, [pump])

    with pytest.raises(PlatformError, match=r"^422 "):
        children.remove(tenant, ASSETS, site, [pump, "4711"])

    assert listed(tenant, site) == ["Pump"]


def test_no_links_to_cut_is_no_change(tenant: Tenant, site: str) -> None:
    """An empty list of references leaves the parent alone."""
    later(tenant)

    children.remove(tenant, ASSETS, site, [])

    assert seen(tenant, site)["lastUpdated"] == NOW


@pytest.mark.parametrize(
    "document", [{}, {"managedObject": None}, {"managedObject": "7"}, {"managedObject": {"id": None}}]
)
def test_reference_names_an_object(document: dict[str, object]) -> None:
    """A reference without an id says nothing."""
    assert children.reference_of({"managedObject": {"id": 7}}) == "7"
    with pytest.raises(PlatformError, match=r"^422 undefined/validationError: .*managedObject.id$"):
        children.reference_of(document)


@pytest.mark.parametrize("references", [None, {}, "7", [{}], ["7"]])
def test_references_are_a_list_of_references(references: object) -> None:
    """Anything else is refused."""
    assert children.references_of({"references": [{"managedObject": {"id": "7"}}]}) == ["7"]
    with pytest.raises(PlatformError, match=r"^4(00|22) "):
        children.references_of({"references": references})
