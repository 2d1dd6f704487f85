"""Finds the node classes whose static files a server collects."""

from lona.html.abstract_node import AbstractNode


def node_classes() -> list[type]:
    """Give all node classes of the process in the order of their definition, as far as known.

    Python keeps the direct subclasses of a class in the order of definition; a class is always
    defined after its bases.
    """
    found: dict[type, None] = {}
    level: list[type] = [AbstractNode]
    while level:
        below: list[type] = []
        for cls in level:
            subclasses: list[type] = cls.__subclasses__()
            for subclass in subclasses:
                if subclass not in found:
                    found[subclass] = None
                    below.append(subclass)
        level = below
    return list(found)
