"""Comparing trees by content, without recursion."""

from lona.html.abstract_node import AbstractNode


def is_equal(a: AbstractNode, b: AbstractNode) -> bool:
    """Tell whether two trees look the same; node ids, state and handlers do not count."""
    if a is b:
        return True
    # what is inherited can only differ at the top: below, the parents were found equal
    if getattr(a, "namespace", "") != getattr(b, "namespace", ""):
        return False
    pairs = [(a, b)]
    while pairs:
        a, b = pairs.pop()
        if a is b:
            continue
        if a._KIND is not b._KIND or not a._is_like(b):
            return False
        children, others = a._nodes or (), b._nodes or ()
        if len(children) != len(others):
            return False
        pairs.extend(zip(children, others, strict=True))
    return True
