"""The body of a request and the values of the form in it, or the word that it is none.

A body is only stored on the loop; what takes long, and that is whatever makes sense of it, is done
on a thread, and the large ones of a client one after the other.
"""

import asyncio
import sys
import threading
import warnings
from collections.abc import Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeVar
from weakref import WeakValueDictionary

from aiohttp import (
    BadContentDispositionHeader,
    BadContentDispositionParam,
    BodyPartReader,
    MultipartReader,
    StreamReader,
    web,
)
from aiohttp.base_protocol import BaseProtocol
from multidict import MultiDict

from lona.http import urlencoded
from lona.http.charsets import check_charset, decode
from lona.server import Server
from lona.web import effort
from lona.work.pool import NoThread

T = TypeVar("T")

# aiohttp warns of them with the text that a client sent, and Python keeps every text it warned of:
# a line on the terminal and some memory for each request.
for _category in (BadContentDispositionHeader, BadContentDispositionParam):
    warnings.simplefilter("ignore", _category)

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

MOST_FIELDS = 1000
IN_MEMORY = 1024 * 1024
"""Bytes of a body, and of a file in it, that are not written to the disk."""

LARGE = 16 * 1024
"""Bytes of a body that takes a while."""

PIECE = 64 * 1024
STEP = 256
"""Bytes that are taken from a socket at first; each may be a chunk of its own.

Twice as many are taken the next time, as long as that takes no time.
"""


class Posted:
    """What came with a request: its body, and the values of the form in it.

    `values` are None if the method is GET or HEAD. Whoever has used it all calls `close`.
    """

    def __init__(self, body: IO[bytes] | None = None) -> None:
        self.values: Mapping[str, Any] | None = None
        self._body = body
        self._lock = threading.Lock()

    def read_body(self) -> bytes:
        """Return the body; on any thread. `ValueError` after `close`."""
        if self._body is None:
            return b""
        with self._lock:
            self._body.seek(0)
            return self._body.read()

    def close(self) -> None:
        """Forget the body, and the files in it."""
        if self._body is not None:
            self._body.close()
        for value in (self.values or {}).values():
            if isinstance(value, web.FileField):
                value.file.close()


class BrokenForm(Exception):
    """The body of a request is not the form that its headers promise.

    `status` is that of the answer.
    """

    status = 400


class CompressedBody(BrokenForm):
    """The body of a request is compressed; no browser does that (RFC 9110 §15.5.16)."""

    status = 415


_NOT_THE_BODY = (web.HTTPException, OSError, NoThread)
"""Errors of reading a form that the form is not to blame for."""


class FormReader:
    """Reads what is sent to one server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._limit = server.settings.AIOHTTP_CLIENT_MAX_SIZE
        self._lanes: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def read(self, request: web.Request, any_kind: bool = False) -> Posted:
        """Return the body of a request and the values of a form in it.

        What is no form is read with `any_kind` only, else it stays on the socket. Raises
        `BrokenForm` for what cannot be decoded, aiohttp's errors for what is too large, and
        `NoThread`.
        """
        parse = _PARSERS.get(request.content_type)
        if request.method not in request.POST_METHODS:
            parse = None
        body: IO[bytes] | None = None
        if parse or (any_kind and request.can_read_body):
            if is_compressed(request):
                raise CompressedBody("its body is compressed")
            body = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (`Posted.close` closes it)
        posted = Posted(body)
        if request.method not in ("GET", "HEAD"):
            posted.values = {}
        if body is None:
            return posted
        try:
            size = await self._store(request, body)
            if parse is not None:
                async with self._lane(request, size):
                    posted.values = await self._server.run_function_async(parse, request, body)
            return posted
        except BaseException as error:
            posted.close()
            if not isinstance(error, Exception) or isinstance(error, _NOT_THE_BODY):
                raise
            # Whatever the parsers raise, the body is to blame. Not what they say of it: that may
            # hold what somebody typed.
            raise BrokenForm(f"its form is broken ({type(error).__name__})") from None

    def _lane(self, request: web.Request, size: int) -> AbstractAsyncContextManager[None]:
        """Return what lets one large form of a client pass at a time."""
        if size <= LARGE:
            return nullcontext()
        return self._lanes.setdefault(self._server.client_of(request), asyncio.Lock())

    async def _store(self, request: web.Request, body: IO[bytes]) -> int:
        """Take the body from the socket; return how large it is."""
        content = request.content
        size, step = 0, STEP
        while first := await content.read(1):
            began = effort.begin()
            piece = first + content.read_nowait(step)
            size += len(piece)
            if 0 < self._limit < size:
                raise web.HTTPRequestEntityTooLarge(max_size=self._limit, actual_size=size)
            body.write(piece)
            rest = effort.rest_after(began)
            step = STEP if rest else min(2 * step, PIECE)
            await asyncio.sleep(rest)
        body.seek(0)
        return size


def is_compressed(request: web.Request) -> bool:
    """Whether the body of a request is not what it says to be before it is unpacked."""
    return request.headers.get("Content-Encoding", "identity").strip().lower() != "identity"


def _parse_urlencoded(request: web.Request, body: IO[bytes]) -> Mapping[str, Any]:
    charset = check_charset(request.charset or "utf-8")
    data = body.read().rstrip()
    _check_count(data.count(b"&") + 1)
    return urlencoded.parse(data, charset)


def _parse_multipart(request: web.Request, body: IO[bytes]) -> Mapping[str, Any]:
    return _run(_read_parts(MultipartReader(request.headers, _StoredBody(request, body))))


_PARSERS = {URLENCODED: _parse_urlencoded, "": _parse_urlencoded, MULTIPART: _parse_multipart}


class _StoredBody(StreamReader):
    """aiohttp's reader of a body, of one that is there already: it never waits."""

    def __init__(self, request: web.Request, body: IO[bytes]) -> None:
        loop = request.task.get_loop()  # with which it would wait
        super().__init__(BaseProtocol(loop), sys.maxsize, loop=loop)
        self._body = body

    async def _wait(self, func_name: str) -> None:
        piece = self._body.read(PIECE)
        if piece:
            self.feed_data(piece)
        else:
            self.feed_eof()


async def _read_parts(parts: MultipartReader) -> Mapping[str, Any]:
    values: MultiDict[Any] = MultiDict()
    count = 0
    while (part := await parts.next()) is not None:
        count += 1
        _check_count(count)
        # Parts are neither forms themselves nor compressed (RFC 7578 §4.3, §4.8).
        if not isinstance(part, BodyPartReader) or "Content-Encoding" in part.headers:
            raise ValueError("no part of a form")
        name, filename = part.name, part.filename
        if name is None:
            raise ValueError("a part has no name")
        values.add(name, await (_read_file(part, name, filename) if filename else _read_text(part)))
    return values


async def _read_file(part: BodyPartReader, name: str, filename: str) -> web.FileField:
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (`Posted.close` closes it)
    while piece := await part.read_chunk(PIECE):
        file.write(part.decode(piece))
    file.seek(0)
    content_type = part.headers.get("Content-Type", "application/octet-stream")
    return web.FileField(name, filename, file, content_type, part.headers)


async def _read_text(part: BodyPartReader) -> str:
    return decode(part.decode(await part.read()), part.get_charset(default="utf-8"))


def _check_count(count: int) -> None:
    if count > MOST_FIELDS:
        reason = f"Maximum number of form fields {MOST_FIELDS} exceeded."
        raise web.HTTPRequestEntityTooLarge(MOST_FIELDS, count, text=reason)


def _run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine returns that never waits."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    coroutine.close()
    raise RuntimeError("it waits")
