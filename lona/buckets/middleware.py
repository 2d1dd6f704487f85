"""Switches buckets on, and off with the views that they belong to."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lona.middlewares.controller import MiddlewareData


class BucketsMiddleware:
    """As long as it is among the middlewares, the server answers the addresses of buckets."""

    async def on_startup(self, data: "MiddlewareData") -> "MiddlewareData":
        """Let the server answer."""
        data.server.buckets.is_served = True
        return data

    def on_view_cleanup(self, data: "MiddlewareData") -> "MiddlewareData":
        """Delete the buckets of a view, before its own hook."""
        data.server.buckets.close_all(data.request.id)
        return data
