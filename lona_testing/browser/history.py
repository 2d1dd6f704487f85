"""The session history of a page: addresses, and which of them are of one document."""

from dataclasses import dataclass

from yarl import URL


@dataclass(frozen=True)
class Entry:
    """One step; `document` tells apart the documents that were loaded."""

    url: URL
    document: int


class History:
    """The entries of a page, and at which of them it is."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._position = -1
        self._document = 0

    @property
    def url(self) -> URL | None:
        """The present address, None before anything was loaded."""
        return self._entries[self._position].url if self._entries else None

    def load(self, url: URL, *, replace: bool) -> None:
        """Note that another document was loaded: in a new entry, or in the place of this one."""
        self._document += 1
        if replace and self._entries:
            self._entries[self._position] = Entry(url, self._document)
        else:
            self.push(url)

    def push(self, url: URL) -> None:
        """Add an entry for the present document; those that were ahead are gone."""
        del self._entries[self._position + 1 :]
        self._entries.append(Entry(url, self._document))
        self._position += 1

    def go(self, step: int) -> Entry | None:
        """Go some steps, back if negative; return the entry, None (and stay) if there is none."""
        target = self._position + step
        if not 0 <= target < len(self._entries):
            return None
        self._position = target
        return self._entries[target]

    def is_loaded(self, entry: Entry) -> bool:
        """Whether an entry belongs to the present document."""
        return entry.document == self._document
