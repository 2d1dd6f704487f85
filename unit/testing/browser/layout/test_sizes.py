import pytest

from lona_testing.browser.dom import Element
from lona_testing.browser.layout.sizes import all_of, any_of, certain, honest
from lona_testing.browser.style.cascade import NotKnown

DOUBT = NotKnown(Element("p"), "the size", "it is a test")


def test_one_sure_size_is_enough() -> None:
    assert any_of([False, DOUBT, True]) is True
    assert any_of([False, DOUBT]) is DOUBT
    assert any_of([False]) is False


def test_one_that_is_surely_missing_is_enough() -> None:
    assert all_of([True, DOUBT, False]) is False
    assert all_of([True, DOUBT]) is DOUBT
    assert all_of([True]) is True


def test_what_is_not_known_is_raised_at_the_end_only() -> None:
    @honest
    def measure() -> bool:
        raise DOUBT

    assert measure() is DOUBT
    with pytest.raises(NotKnown):
        certain(DOUBT)
