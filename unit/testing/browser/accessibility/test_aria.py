"""lona_testing.browser.accessibility.aria: the table of roles."""

from lona_testing.browser.accessibility.aria import PRESENTATIONAL, ROLES, has, roles_with

_STATES = {"checked", "disabled", "expanded", "invalid", "level", "pressed", "selected"}


def test_only_what_is_explained_stands_in_the_table() -> None:
    known = _STATES | {"content", "part", "unnamed", "readonly"}
    assert set().union(*ROLES.values()) == known


def test_no_role_is_named_by_content_and_may_have_no_name() -> None:
    assert not [role for role, what in ROLES.items() if {"content", "unnamed"} <= what]


def test_what_a_role_has_can_be_asked() -> None:
    assert has("button", "pressed")
    assert not has("link", "pressed")
    assert not has(None, "pressed")
    assert roles_with("pressed") == ["button"]
    assert set(ROLES) >= PRESENTATIONAL
