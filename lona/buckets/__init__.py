"""Buckets: temporary folders that users upload files to, and that are gone with their view."""

from lona.buckets.bucket import Bucket
from lona.buckets.middleware import BucketsMiddleware

__all__ = ["Bucket", "BucketsMiddleware"]
