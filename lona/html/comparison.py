"""Comparing trees by content, without recursion."""

from lona.html.abstract_node import HOLDS_HTML, AbstractNode
from lona.protocol import NodeKind


def is_equal(a: AbstractNode, b: AbstractNode) -> bool:
    """Tell whether two trees look the same; node ids, state and handlers do not count."""
    if a is b:
        return True
    # with the namespaces that they inherit; two widgets or texts have none that would be visible
    pairs = [(a, b, a._inherited_namespace(), b._inherited_namespace())]
    while pairs:
        a, b, around_a, around_b = pairs.pop()
        if a._KIND is not b._KIND or not a._is_like(b):
            return False
        if a._KIND is NodeKind.ELEMENT:
            around_a = getattr(a, "_namespace", "") or around_a
            around_b = getattr(b, "_namespace", "") or around_b
            if around_a != around_b:
                return False
            if getattr(a, "_tag_name", "") == HOLDS_HTML:
                around_a = around_b = ""
        # copies: another thread may change a tree that is compared without its lock
        children, others = list(a._nodes or ()), list(b._nodes or ())
        if len(children) != len(others):
            return False
        pairs.extend(
            (child, other, around_a, around_b)
            for child, other in zip(children, others, strict=True)
        )
    return True
