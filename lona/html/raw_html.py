"""HTML that is never parsed on the server."""

from typing import Any, ClassVar, NoReturn

from lona.html.node import Node
from lona.html.node_list import NodeList
from lona.protocol.codes import PatchCode


class _FrozenNodeList(NodeList):
    """The children of a node that has none and gets none."""

    __slots__ = ()

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RuntimeError("RawHTML has no nodes; assign its inner_html instead")

    append = append_new = insert = extend = remove = pop = clear = replace = _refuse
    sort = reverse = _refuse
    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse


class RawHTML(Node):
    """A `div` whose content is the string `inner_html`, rendered by the browser only.

    Links, forms and event attributes in it are ordinary HTML: Lona does not intercept them.
    The string is not escaped; do not put text of users into it.
    """

    TAG_NAME = "div"

    _EXTRA_SPEC: ClassVar[bool] = True

    def __init__(self, inner_html: str = "", **kwargs: Any) -> None:
        self._inner_html = _check(inner_html)
        super().__init__(**kwargs)

    @property
    def nodes(self) -> NodeList:
        """Always empty; every change raises `RuntimeError`."""
        if self._nodes is None:
            self._nodes = _FrozenNodeList(self)
        return self._nodes

    @nodes.setter
    def nodes(self, value: Any) -> None:
        self.nodes.replace(value)

    @property
    def inner_html(self) -> str:
        """The HTML in the element."""
        return self._inner_html

    @inner_html.setter
    def inner_html(self, inner_html: str) -> None:
        inner_html = _check(inner_html)
        with self.lock:
            if inner_html != self._inner_html:
                self._inner_html = inner_html
                if self._sent is not None:
                    self._sent.mark_set(self, PatchCode.SET_RAW_HTML)

    def _render_content(self, escape: bool) -> str | None:
        return self._inner_html

    def _wire_spec(self, spec: dict[str, Any]) -> None:
        super()._wire_spec(spec)
        spec["h"] = self._inner_html

    def _is_like(self, other: Any) -> bool:
        html = other._inner_html if isinstance(other, RawHTML) else None
        return html == self._inner_html and super()._is_like(other)


def _check(inner_html: object) -> str:
    if not isinstance(inner_html, str):
        raise ValueError(f"inner_html has to be a string, not {inner_html!r}")
    return inner_html
