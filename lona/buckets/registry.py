"""All buckets of a server, by their addresses."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lona.buckets.bucket import Bucket


class Address(NamedTuple):
    """What the path of a bucket names; `name` is that of a file, `add` or `delete`, or empty."""

    request_id: str
    bucket_id: str
    name: str


class Buckets:
    """The buckets of one server, below a prefix of its paths."""

    def __init__(self, url_prefix: str) -> None:
        stripped = url_prefix.strip("/")
        self.prefix = f"/{stripped}" if stripped else ""
        self.is_served = False
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def add(self, bucket: "Bucket") -> None:
        """Let a bucket be found."""
        self._buckets[bucket.request.id, bucket.id] = bucket

    def discard(self, bucket: "Bucket") -> None:
        """Let a bucket be found no more, if it is."""
        self._buckets.pop((bucket.request.id, bucket.id), None)

    def close_all(self, request_id: str | None = None) -> None:
        """Delete all buckets (of a request)."""
        for (of_request, _), bucket in list(self._buckets.items()):
            if request_id in (None, of_request):
                bucket.close()

    def find(self, address: Address) -> "Bucket | None":
        """Return the bucket of an address."""
        return self._buckets.get((address.request_id, address.bucket_id))

    def parse(self, path: str) -> Address | None:
        """Return what a decoded path names, None if it is none of a bucket."""
        if not self.is_served or not path.startswith(f"{self.prefix}/"):
            return None
        parts = path[len(self.prefix) + 1 :].split("/")
        if not 2 <= len(parts) <= 3 or "" in parts[:2]:
            return None
        return Address(parts[0], parts[1], parts[2] if len(parts) == 3 else "")

    def __iter__(self) -> "Iterator[Bucket]":
        return iter(list(self._buckets.values()))

    def __len__(self) -> int:
        return len(self._buckets)
