"""Buckets over HTTP: files go to the disk while they come, so that memory does not grow with them.

The loop only takes pieces from the socket; threads write them.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web

from lona.buckets.desk import ADD
from lona.buckets.incoming import BATCH, Incoming
from lona.buckets.refused import GONE, Refused
from lona.buckets.registry import Address
from lona.http.answer import HttpAnswer
from lona.http.dispositions import file_name_of
from lona.server import Server
from lona.web.forms import MOST_FIELDS, MULTIPART, PIECE, BrokenForm, FormReader, is_compressed
from lona.web.responses import to_aiohttp
from lona.work.pool import NoThread

MOST_BESIDE = 1024 * 1024
"""Bytes of a request that belong to no file."""


class BucketHandler:
    """Answers requests for the buckets of one server."""

    def __init__(self, server: Server, forms: FormReader) -> None:
        self._server = server
        self._desk = server.bucket_desk
        self._forms = forms

    async def handle(self, request: web.Request, address: Address) -> web.StreamResponse:
        """Answer a request; raises `NoThread`."""
        if request.method != "POST":
            return to_aiohttp(await self._in_worker(self._desk.read, request, address))
        take = self._add if address.name == ADD else self._delete
        try:
            return to_aiohttp(await take(request, address))
        except Refused as refused:
            return to_aiohttp(self._desk.refuse(refused))

    async def _delete(self, request: web.Request, address: Address) -> HttpAnswer:
        bucket = await self._in_worker(self._desk.check_post, request, address)
        try:
            posted = await self._forms.read(request)
        except BrokenForm as error:
            return self._server.gate.answer(request, error.status, error)
        try:
            answer: HttpAnswer
            answer = await self._in_worker(self._desk.delete, request, bucket, posted.values)
            return answer
        finally:
            posted.close()

    async def _add(self, request: web.Request, address: Address) -> HttpAnswer:
        loop = asyncio.get_running_loop()
        gone = asyncio.Event()

        def stop() -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(gone.set)

        async with self._incoming(request, address, stop) as incoming:
            try:
                if not await _until(self._take(request, incoming), gone):
                    raise Refused(404, GONE)
            except (Refused, web.HTTPException, OSError, NoThread, web.RequestPayloadError):
                raise
            except Exception as error:  # whatever the parser raises, the body is to blame
                # Not what it says of it: that may hold what somebody typed.
                text = f"The form is broken ({type(error).__name__})."
                raise Refused(400, text) from None
            answer: HttpAnswer
            answer = await self._in_worker(self._desk.finish, request, incoming)
        return answer

    @asynccontextmanager
    async def _incoming(
        self, request: web.Request, address: Address, stop: Any
    ) -> AsyncIterator[Incoming]:
        """Give what takes the files; whatever goes wrong, nothing of them is left."""
        incoming: Incoming = await self._in_worker(self._desk.begin, request, address, stop)
        try:
            yield incoming
        except Refused as refused:
            await self._in_worker(incoming.give_up, str(refused))
            raise
        except BaseException:  # the client has gone, or the server ends: nobody waits for it
            self._server.work.start(incoming.give_up, must_run=True)
            raise

    async def _take(self, request: web.Request, incoming: Incoming) -> None:
        """Hand on all files of a request; raises what aiohttp raises, and `Refused`."""
        if is_compressed(request):
            raise Refused(415, "Files are posted as they are.")
        if request.content_type != MULTIPART:
            raise Refused(400, f"Files are posted as {MULTIPART}.")
        parts = MultipartReader(request.headers, request.content)
        in_files = count = 0
        while (part := await parts.next()) is not None:
            count += 1
            # Parts are neither forms themselves nor compressed (RFC 7578 §4.3, §4.8).
            if not isinstance(part, BodyPartReader) or "Content-Encoding" in part.headers:
                raise ValueError("no part of a form")
            name = file_name_of(part.headers.get("Content-Disposition", ""))
            if name:
                in_files += await self._take_file(part, name, incoming)
                count -= 1
            else:  # no file, or a control in which none was chosen
                while await part.read_chunk(PIECE):
                    self._check_rest(request, in_files, count)
            self._check_rest(request, in_files, count)

    async def _take_file(self, part: BodyPartReader, name: str, incoming: Incoming) -> int:
        """Hand on one file; return how many bytes it took."""
        content_type = part.headers.get("Content-Type", "")
        await self._in_worker(incoming.begin_file, name, content_type)
        is_encoded = "Content-Transfer-Encoding" in part.headers
        batch = bytearray()
        size = 0
        while piece := await part.read_chunk(PIECE):
            size += len(piece)
            batch += part.decode(piece) if is_encoded else piece
            if len(batch) >= BATCH:
                await self._in_worker(incoming.write, bytes(batch[:BATCH]))
                del batch[:BATCH]
        if batch:
            await self._in_worker(incoming.write, bytes(batch))
        return size

    def _check_rest(self, request: web.Request, in_files: int, count: int) -> None:
        if count > MOST_FIELDS or request.content.total_bytes - in_files > MOST_BESIDE + BATCH:
            raise Refused(400, "There is too much in the form beside its files.")

    def _in_worker(self, function: Any, *args: Any) -> "asyncio.Future[Any]":
        return self._server.run_function_async(function, *args)


async def _until(work: Coroutine[Any, Any, None], event: asyncio.Event) -> bool:
    """Do some work, but no longer than until an event is set; tell whether it was done."""
    tasks = working, waiting = asyncio.ensure_future(work), asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        is_done = working.done()
        if is_done:
            working.result()
        return is_done
    finally:
        working.cancel()
        waiting.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
