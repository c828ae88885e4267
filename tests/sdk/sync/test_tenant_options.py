# Made from tests/sdk/_async/test_tenant_options.py by sdk/scripts/unasync.py; change that.
"""Tenant options against the mock."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from c8y_client import AccessDeniedError, BasicAuth, BatchError, NotFoundError
from c8y_client.sync.client import CumulocityClient
from c8y_client.sync.tenant_option import TenantOption
from tests import archives
from tests.sdk.sync._connected import connected, operating

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

HIDDEN = "<<Encrypted>>"


def option(key: str, value: str = "1", category: str = "pumps", *, encrypted: bool = False) -> TenantOption:
    """Make an option that is not created yet."""
    return TenantOption(category=category, key=key, value=value, encrypted=encrypted)


def test_option_is_created_read_changed_and_deleted(c8y_mock: MockTenant) -> None:
    """The object keeps up with the platform in each step."""
    with connected(c8y_mock) as c8y:
        made = TenantOption(c8y, category="pumps", key="pace", value="slow").create()
        read = c8y.tenant_options.get("pumps", "pace")
        assert (read.category, read.key, read.value, read.is_encrypted) == ("pumps", "pace", "slow", False)
        assert read == made

        read.value = "fast"
        read.update()
        assert c8y.tenant_options.get_value("pumps", "pace") == "fast"

        read.delete()
        with pytest.raises(NotFoundError):
            c8y.tenant_options.get("pumps", "pace")


def test_option_is_read_again(c8y_mock: MockTenant) -> None:
    """What others changed is there afterwards."""
    with connected(c8y_mock) as c8y:
        made = TenantOption(c8y, category="pumps", key="pace", value="slow").create()
        c8y.tenant_options.set_value("pumps", "pace", "fast")

        assert (made.reload(copy=True)).value == "fast"
        assert made.value == "slow"
        assert (made.reload()).value == "fast"
        assert made.changes == {}


def test_encrypted_option_is_changed_and_deleted_under_its_stored_key(c8y_mock: MockTenant) -> None:
    """The key that people see has no prefix, the option on the platform has."""
    with connected(c8y_mock) as c8y:
        c8y.tenant_options.create(option("password", "secret", encrypted=True))
        read = c8y.tenant_options.get("pumps", "credentials.password")
        assert (read.key, read.is_encrypted, read.value) == ("password", True, HIDDEN)

        read.value = "other"
        c8y.tenant_options.update(read)
        assert c8y.tenant_options.get_all(category="pumps", as_values="key") == ["credentials.password"]
        assert c8y_mock.tenant.options.get(("pumps", "password")) is None

        c8y.tenant_options.delete(read)
        assert c8y.tenant_options.get_values("pumps") == {}


def test_encrypted_option_keeps_its_stored_key_for_the_owner_of_its_category(c8y_mock: MockTenant) -> None:
    """A microservice gets its secrets in clear and without prefix, yet changes and deletes the right option."""
    with connected(c8y_mock) as c8y:
        application = c8y.post(
            "/application/applications", json={"name": "feeder", "key": "feeder-key", "type": "MICROSERVICE"}
        )
        roles = ["ROLE_OPTION_MANAGEMENT_READ", "ROLE_OPTION_MANAGEMENT_ADMIN"]
        archive = archives.microservice(settingsCategory="feeding", requiredRoles=roles)
        c8y.applications.upload_attachment(application["id"], archive)
        reference = f"/tenant/tenants/{c8y_mock.tenant_id}/applications"
        c8y.post(reference, json={"application": {"id": application["id"]}})
        c8y.tenant_options.create(option("password", "secret", "feeding", encrypted=True))
        bootstrap = c8y.applications.get_bootstrap_user(application["id"])

    auth = BasicAuth(str(bootstrap.username), str(bootstrap.password))
    with CumulocityClient("http://mockc8y.local", c8y_mock.tenant_id, auth, transport=c8y_mock.transport) as starting:
        (user,) = starting.applications.get_current_subscriptions()
        starting.auth = BasicAuth(str(user.username), str(user.password))
        read = starting.tenant_options.get("feeding", "credentials.password")
        assert (read.key, read.value) == ("password", "secret")

        read.value = "other"
        read.update()
        assert (read.reload()).value == "other"
        read.delete()

    assert c8y_mock.tenant.options.get(("feeding", "credentials.password")) is None


def test_options_of_a_category_are_found(c8y_mock: MockTenant) -> None:
    """In one request, with all that shapes results: limit, filters on this side, values in place of objects."""
    with connected(c8y_mock) as c8y:
        c8y.tenant_options.create(*map(option, "abcdefg"), option("x", category="other"))
        ask = c8y.tenant_options.get_all

        assert [each.key for each in ask(category="pumps", limit=None)] == [*"abcdefg"]
        assert [each.key for each in ask(category="pumps")] == [*"abcde"]
        assert ask(category="pumps", limit=2, as_values=["key", "value"]) == [("a", "1"), ("b", "1")]
        assert ask(category="pumps", include=lambda found: found["key"] > "f", as_values="key") == ["g"]
        assert ask(category="pumps", limit=0) == []
        assert [each.key for each in c8y.tenant_options.select(category="other")] == ["x"]
        assert ask(category="none") == []


def test_category_that_is_cut_short_is_noted(c8y_mock: MockTenant, caplog: pytest.LogCaptureFixture) -> None:
    """As for every other reading: the default of a few results surprises."""
    with connected(c8y_mock) as c8y:
        c8y.tenant_options.create(*map(option, "abcdef"))
        with caplog.at_level(logging.DEBUG, "c8y_client"):
            c8y.tenant_options.get_all(category="pumps", limit=6)
            assert "stopped after" not in caplog.text
            c8y.tenant_options.get_all(category="pumps")

    assert "stopped after 5 results" in caplog.text


def test_options_are_read_as_a_map_without_limit(c8y_mock: MockTenant) -> None:
    """By category and key, or by key for one category, without the prefix of secrets."""
    with connected(c8y_mock) as c8y:
        c8y.tenant_options.create(*map(option, "abcdefg"), option("x", category="other", encrypted=True))
        ask = c8y.tenant_options.get_all

        everything = ask(as_map=True)
        assert everything["pumps"] == dict.fromkeys("abcdefg", "1")
        assert everything["other"] == {"x": HIDDEN}
        assert ask(category="pumps", as_map=True) == everything["pumps"]
        assert ask(category="none", as_map=True) == {}
        assert len(ask(category="pumps", as_map=True, limit=2)) == 2


def test_map_and_values_exclude_each_other(c8y_mock: MockTenant) -> None:
    """There is one shape at a time."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="as_map and as_values"):
            c8y.tenant_options.get_all(as_map=True, as_values="key")  # type: ignore[call-overload]


def test_options_are_listed_and_counted(c8y_mock: MockTenant) -> None:
    """Five at most unless the limit says otherwise, in pages of any size."""
    with connected(c8y_mock) as c8y:
        before = c8y.tenant_options.get_count()
        c8y.tenant_options.create(*map(option, "abcdefg"), workers=3)

        assert c8y.tenant_options.get_count() == before + 7
        assert c8y.tenant_options.get_count(category="pumps") == 7
        assert len(c8y.tenant_options.get_all()) == 5
        assert len(c8y.tenant_options.get_all(limit=None, page_size=2, workers=3)) == before + 7


def test_expression_takes_the_place_of_the_category(c8y_mock: MockTenant) -> None:
    """A warning tells that the category had no effect."""
    with connected(c8y_mock) as c8y:
        c8y.tenant_options.create(option("a"), option("b", category="other"))

        with pytest.warns(UserWarning, match="category has no effect"):
            found = c8y.tenant_options.get_all("pageSize=100", category="pumps", limit=None)

        assert {each.category for each in found} >= {"pumps", "other"}


def test_values_of_a_category_are_read_and_set_together(c8y_mock: MockTenant) -> None:
    """Those that are not named stay; secrets come without their prefix."""
    with connected(c8y_mock) as c8y:
        c8y.tenant_options.set_value("pumps", "pace", "slow")
        c8y.tenant_options.update_values("pumps", {"size": "7", "credentials.password": "secret"})

        assert c8y.tenant_options.get_values("pumps") == {"pace": "slow", "size": "7", "password": HIDDEN}
        assert c8y.tenant_options.get_values("none") == {}


def test_option_is_deleted_by_category_and_key(c8y_mock: MockTenant) -> None:
    """One that is gone is an error unless that does not matter."""
    with connected(c8y_mock) as c8y:
        c8y.tenant_options.set_value("pumps", "pace", "slow")
        c8y.tenant_options.delete(category="pumps", key="pace")

        with pytest.raises(NotFoundError):
            c8y.tenant_options.delete(category="pumps", key="pace")
        c8y.tenant_options.delete(category="pumps", key="pace", missing_ok=True)


def test_deleting_needs_options_or_category_and_key(c8y_mock: MockTenant) -> None:
    """Half an option is not taken for all of a category."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="give options"):
            c8y.tenant_options.delete()
        with pytest.raises(ValueError, match="give options"):
            c8y.tenant_options.delete(option("a"), category="pumps", key="a")
        with pytest.raises(ValueError, match="needs a category and a key"):
            c8y.tenant_options.delete(category="pumps")


def test_options_that_are_missing_are_told_together(c8y_mock: MockTenant) -> None:
    """The others are changed nevertheless."""
    with connected(c8y_mock) as c8y:
        c8y.tenant_options.create(option("a"))

        with pytest.raises(BatchError) as caught:
            c8y.tenant_options.update(option("a", "2"), option("b", "2"))

        assert [context.item.key for context in caught.value.contexts] == ["b"]
        assert c8y.tenant_options.get_value("pumps", "a") == "2"


def test_management_makes_an_option_uneditable(c8y_mock: MockTenant) -> None:
    """The tenant is refused until it is editable again."""
    with connected(c8y_mock) as c8y:
        c8y.tenant_options.set_value("pumps", "pace", "slow")
        with operating(c8y_mock) as operator:
            tell = operator.tenant_options.set_editable
            tell("pumps", "pace", tenant_id=c8y_mock.tenant_id, editable=False)
            with pytest.raises(AccessDeniedError):
                c8y.tenant_options.set_value("pumps", "pace", "fast")

            tell("pumps", "pace", tenant_id=c8y_mock.tenant_id, editable=True)
            c8y.tenant_options.set_value("pumps", "pace", "fast")


def test_keys_may_hold_what_means_something_in_paths(c8y_mock: MockTenant) -> None:
    """They are encoded, so the option that is meant is the one that is found."""
    with connected(c8y_mock) as c8y:
        key = "a/b?c#d%2F e"
        c8y.tenant_options.set_value("pumps", key, "1")

        found = c8y.tenant_options.get("pumps", key)
        assert found.key == key
        found.delete()
        assert c8y.tenant_options.get_values("pumps") == {}


def test_option_shows_no_value() -> None:
    """It may be a secret."""
    assert repr(option("a", "secret")) == "TenantOption(category='pumps', key='a')"


def test_prefix_is_not_put_twice() -> None:
    """Whoever gives the stored key means the same option."""
    assert option("credentials.a", encrypted=True).object_path == "/tenant/options/pumps/credentials.a"


def test_option_without_key_is_nowhere() -> None:
    """There is nothing to ask the platform for."""
    with pytest.raises(ValueError, match="needs a category and a key"):
        _ = TenantOption(category="pumps").object_path
    assert TenantOption(category="pumps").key is None
