"""What browsers get while live reload has no server to show: why it fell, until it is back."""

import html
import re
import secrets
import socket
from types import TracebackType

from aiohttp import web

from lona.http.forwarded import parse_address

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_POLICY = "default-src 'none'; connect-src 'self'; style-src 'nonce-{0}'; script-src 'nonce-{0}'"
_MARK = "X-Lona-Fallen"
_LOOK_MILLISECONDS = 300

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>The server does not start</title>
  <style nonce="{nonce}">
    body {{ max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif }}
    h1 {{ color: #b00020 }}
    pre {{ padding: 1rem; overflow: auto; background: #f5f5f5; border-left: .3rem solid #b00020 }}
    @media (prefers-color-scheme: dark) {{
      body {{ color: #eee; background: #1b1b1b }}
      h1 {{ color: #ff7b8a }}
      pre {{ background: #262626 }}
    }}
  </style>
</head>
<body>
  <h1>The server does not start</h1>
  <p>It ended with status {status}, and starts again when you save a file. This page comes back by
  itself.</p>
  <pre>{words}</pre>
  <script nonce="{nonce}">
    const look = async () => {{
      try {{
        const answer = await fetch(location.href, {{method: "HEAD", cache: "no-store"}});
        if (answer.headers.get("{mark}") !== "{nonce}") return location.reload();
      }} catch {{ /* the server is on its way */ }}
      setTimeout(look, {look});
    }};
    setTimeout(look, {look});
  </script>
</body>
</html>
"""


class FallenPage:
    """Serves one page on listening sockets while the body runs (`async with`).

    `words` is what the server said before it ended with a status. A websocket is accepted, so that
    the page that has opened it notices that it is to reload.
    """

    def __init__(self, sockets: list[socket.socket], words: str, status: int) -> None:
        self._sockets = sockets
        self._nonce = secrets.token_urlsafe(16)
        self._text = _PAGE.format(
            words=html.escape(_ESCAPES.sub("", words).strip()),
            status=status,
            nonce=self._nonce,
            mark=_MARK,
            look=_LOOK_MILLISECONDS,
        )
        self._runner = web.ServerRunner(
            web.Server(self._answer, access_log=None), shutdown_timeout=0.1
        )

    async def __aenter__(self) -> "FallenPage":
        await self._runner.setup()
        for each in self._sockets:
            # The end of a site closes its socket.
            await web.SockSite(self._runner, each.dup()).start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if not self._is_for_us(request):
            return web.Response(status=400, text="400: Bad Request")
        if "websocket" in request.headers.get("Upgrade", "").lower():
            websocket = web.WebSocketResponse()
            await websocket.prepare(request)
            async for _ in websocket:
                pass
            return websocket
        return web.Response(
            status=500,
            text=self._text,
            content_type="text/html",
            headers={
                _MARK: self._nonce,
                "Cache-Control": "no-store",
                "Content-Security-Policy": _POLICY.format(self._nonce),
            },
        )

    def _is_for_us(self, request: web.BaseRequest) -> bool:
        """Whether the host is no foreign name that leads to this machine: the page shows code."""
        name = request.url.host or ""
        peer = request.transport and request.transport.get_extra_info("sockname")
        own = parse_address(peer[0]) if peer else None
        if own is None or not own.is_loopback:
            return True
        address = parse_address(name)
        return (
            name == "localhost"
            or name.endswith(".localhost")
            or bool(address and address.is_loopback)
        )
