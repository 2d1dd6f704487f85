"""Node properties that live in one attribute."""

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from lona.html.node import Node


def is_on(node: "Node", name: str) -> bool:
    """Whether a boolean attribute is on: it is there, with any value but False."""
    attributes = node._attributes
    return attributes is not None and attributes.get(name, False) is not False


def switch(node: "Node", name: str, on: bool, issuer: object = None) -> None:
    """Set a boolean attribute to `''`, or remove it; nothing happens if it is so already.

    The client `issuer`, where it was done, does not get the change back.
    """
    with node.lock:
        if on != is_on(node, name):
            if on:
                node.attributes.set(name, "", issuer)
            else:
                node.attributes.discard(name, issuer)


class BooleanAttribute:
    """Property that sets a boolean attribute to `''` or removes it.

    Values other than bool raise `TypeError`, unless the property is made with `strict=False`.
    """

    def __init__(self, name: str, strict: bool = True) -> None:
        self._name = name
        self._strict = strict
        self.__doc__ = f"Whether the attribute `{name}` is on."

    @overload
    def __get__(self, node: None, owner: type) -> "BooleanAttribute": ...

    @overload
    def __get__(self, node: "Node", owner: type) -> bool: ...

    def __get__(self, node: "Node | None", owner: type) -> "bool | BooleanAttribute":
        return self if node is None else is_on(node, self._name)

    def __set__(self, node: "Node", value: bool) -> None:
        switch(node, self._name, check_bool(self._name, value) if self._strict else bool(value))


def check_bool(name: str, value: object) -> bool:
    """Return the value if it is a bool, else raise `TypeError`."""
    if not isinstance(value, bool):
        raise TypeError(f"{name} has to be True or False, not {value!r}")
    return value
