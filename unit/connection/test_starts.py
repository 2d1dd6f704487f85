import pytest

from lona.connection.starts import Starts


class Start:
    def __init__(self, error=None):
        self.has_begun = False
        self.is_under_way = True
        self._error = error

    def go(self):
        if self._error is not None:
            raise self._error
        self.has_begun = True


def begun(starts):
    return [start.has_begun for start in starts]


def test_those_beyond_the_limit_wait_until_others_are_there():
    starts = Starts(2)
    views = [Start() for _ in range(4)]
    for window, view in enumerate(views):
        starts.add(window, view)
    assert begun(views) == [True, True, False, False]
    views[0].is_under_way = False
    starts.go_on()
    assert begun(views) == [True, True, True, False]
    starts.end(views[1])
    starts.go_on()
    assert begun(views) == [True, True, True, True]


def test_a_window_waits_for_what_it_asked_for_last():
    starts = Starts(1)
    first, second, third = Start(), Start(), Start()
    starts.add(1, first)
    starts.add(1, second)
    starts.add(1, third)
    starts.end(first)
    starts.go_on()
    assert begun([first, second, third]) == [True, False, True]


def test_a_view_that_was_left_and_goes_on_counts_again():
    starts = Starts(1)
    left = Start()
    starts.add(1, left)
    left.is_under_way = False
    left.is_under_way = True
    following = Start()
    starts.add(1, following)
    assert not following.has_begun


def test_what_cannot_begin_takes_no_place():
    starts = Starts(1)
    with pytest.raises(ZeroDivisionError):
        starts.add(1, Start(ZeroDivisionError()))
    view = Start()
    starts.add(1, view)
    assert view.has_begun


def test_those_that_wait_can_be_forgotten():
    starts = Starts(1)
    first, second = Start(), Start()
    starts.add(1, first)
    starts.add(2, second)
    starts.clear()
    starts.end(first)
    starts.go_on()
    assert not second.has_begun


def test_a_limit_of_zero_lets_all_begin():
    starts = Starts(0)
    views = [Start() for _ in range(100)]
    for window, view in enumerate(views):
        starts.add(window, view)
    assert all(begun(views))
