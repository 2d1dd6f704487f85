"""What the commands for templates and static files share."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from lona.shell.commands.command import Command


class FilesCommand(Command):
    """Base of commands for directories that are searched one after the other."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a directory, or a name to look for."""
        parser.add_argument("directory", nargs="?", metavar="DIR", help="only this one")
        parser.add_argument("-l", "--list", action="store_true", help="the files in them")
        parser.add_argument("-r", "--resolve", metavar="NAME", help="the file that is used")

    def directories(self) -> Sequence[str]:
        """Return the directories, in search order."""
        raise NotImplementedError

    def resolve(self, name: str) -> str | None:
        """Return the file that is used for a name."""
        raise NotImplementedError

    def show(self, arguments: Namespace) -> None:
        """Write directories, files, or where one is found."""
        if arguments.resolve is not None:
            found = self.resolve(arguments.resolve)
            self.line(found or f"there is no {arguments.resolve}")
            return
        wanted = arguments.directory and os.path.abspath(arguments.directory)
        directories = [each for each in self.directories() if wanted in (None, each)]
        if not directories:
            self.line(f"{arguments.directory} is none of the directories")
        for directory in directories:
            self.line(directory)
            if arguments.list or arguments.directory:
                for root, names, files in os.walk(directory, followlinks=False):
                    names.sort()
                    for name in sorted(files):
                        self.line(f"  {os.path.relpath(os.path.join(root, name), directory)}")
