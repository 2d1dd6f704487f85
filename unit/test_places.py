import functools
import inspect

from lona.places import at, place_of, place_of_caller


class Here:
    def method(self):
        pass


def decorated(function):
    @functools.wraps(function)
    def wrapper():
        return function()

    return wrapper


@decorated
def inner():
    pass


def line_of(text):
    lines = inspect.getsource(inspect.getmodule(Here)).splitlines()
    return 1 + next(number for number, line in enumerate(lines) if line.startswith(text))


def test_functions_methods_and_classes_stand_somewhere():
    assert place_of(Here) == f"{__file__}:{line_of('class Here')}"
    assert place_of(Here.method) == place_of(Here().method)
    assert place_of(Here.method) == f"{__file__}:{line_of('    def method')}"
    assert place_of(inner) == f"{__file__}:{line_of('@decorated')}"


def test_what_stands_nowhere_has_no_place():
    assert [place_of(thing) for thing in (int, len, 5, None, "x")] == [""] * 5
    assert (at(""), at("a.py:1")) == ("", " (a.py:1)")


def test_the_caller_is_code_outside_of_lona():
    assert place_of_caller().startswith(f"{__file__}:")
