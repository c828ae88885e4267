"""What may be said about a user."""

from __future__ import annotations

import pytest

from mockc8y.domain import user_fields
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.users import User

ANA = User("ana", None, profile={"email": "ana@acme.test", "customProperties": {"userOrigin": "OAUTH2", "acme": 1}})
BAD = [
    {"firstName": 5},
    {"lastName": ["Ruiz"]},
    {"displayName": "x" * 257},
    {"alias": "an a"},
    {"alias": ""},
    {"email": "ana"},
    {"email": "ana@"},
    {"email": f"ana@{'x' * 256}"},
    {"email": 5},
    {"phone": "0211 555010"},
    {"phone": "+49"},
    {"phone": "+49 211 555010 ext"},
    {"phone": "+" + "1" * 21},
    {"phone": "+١٢٣٤٥٦"},
    {"enabled": "true"},
    {"enabled": 1},
    {"newsletter": "no"},
    {"shouldResetPassword": 0},
    {"sendPasswordResetEmail": "yes"},
    {"customProperties": []},
    {"customProperties": {"language": None}},
    {"applications": "1"},
]


@pytest.mark.parametrize("name", ["a", "ana@acme.test", "x" * 1000, "Ana-Ruiz_7%", "\N{SNOWMAN}"])
def test_name_is_free_text(name: str) -> None:
    """Most characters can be part of a name."""
    assert user_fields.user_name(name) == name


@pytest.mark.parametrize(
    "name", ["", "ana ruiz", "ana\truiz", "a/b", "a+b", "a$b", "a:b", "a\n", "a\x00b", "x" * 1001, 5, None, ["ana"]]
)
def test_name_that_could_not_be_used_is_refused(name: object) -> None:
    """Blanks and characters that mean something in addresses and logins are not allowed, nor more than 1000."""
    with pytest.raises(PlatformError, match="422 users/Invalid Data: 'userName' must be"):
        user_fields.user_name(name)


@pytest.mark.parametrize("phone", ["+49 211 555010", "+1-541-754-3010", "+123456", ""])
def test_plausible_phone_number_is_accepted(phone: str) -> None:
    """International numbers with blanks and dashes, and the empty text by which a client deletes one."""
    assert user_fields.checked({"phone": phone}) == {"phone": phone}


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_bad_value_is_refused(bad: dict[str, object]) -> None:
    """A value of the wrong kind is refused with what is expected."""
    with pytest.raises(PlatformError, match=f"422 users/Invalid Data: '{next(iter(bad))}' must be"):
        user_fields.checked(bad)


def test_what_nobody_can_set_is_passed_over() -> None:
    """Server-kept and unknown properties say nothing."""
    assert user_fields.checked({"id": "x", "self": "y", "owner": "z", "roles": {}, "acme": 1, "userName": "x"}) == {}


def test_null_removes_what_is_optional() -> None:
    """Enabled or not a user always is."""
    changed = user_fields.applied(ANA, user_fields.checked({"email": None, "enabled": None, "applications": None}))

    assert changed.profile == {"customProperties": ANA.profile["customProperties"]}
    assert changed.enabled is True
    assert changed.applications == ()


@pytest.mark.parametrize("said", [{"language": "de", "userOrigin": "BASIC"}, {"language": "de"}])
def test_origin_of_a_user_is_kept(said: dict[str, str]) -> None:
    """Only the platform says where a user comes from."""
    changed = user_fields.applied(ANA, {"customProperties": said})

    assert changed.profile["customProperties"] == {"language": "de", "userOrigin": "OAUTH2"}


def test_applications_are_listed_by_id() -> None:
    """Each once, as number or text."""
    changed = user_fields.applied(ANA, {"applications": [{"id": "7"}, {"id": 3, "type": "HOSTED"}, {"id": 7}]})

    assert changed.applications == (7, 3)


@pytest.mark.parametrize("listed", [["7"], [{}], [{"id": "x"}], [{"id": "7"}, {"id": True}]], ids=str)
def test_application_without_an_id_is_refused(listed: list[object]) -> None:
    """None of the others is taken then."""
    with pytest.raises(PlatformError, match="422 users/Invalid Data: 'applications' must be"):
        user_fields.applied(ANA, {"applications": listed})
