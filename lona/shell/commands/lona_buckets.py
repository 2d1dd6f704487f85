"""`%lona_buckets`."""

from argparse import Namespace

from lona.shell.commands.command import Command


class LonaBucketsCommand(Command):
    """Show the buckets that are open."""

    NAME = "lona_buckets"

    def show(self, arguments: Namespace) -> None:
        """Write a line for each."""
        rows = [
            (bucket.get_url(), bucket.request.user, len(bucket.get_file_names()), bucket.get_size())
            for bucket in self.server.buckets
        ]
        self.table(("url", "user", "files", "bytes"), rows)
