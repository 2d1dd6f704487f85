"""The session history of a page: addresses, and which of them are of one document."""

from dataclasses import dataclass

from yarl import URL

from lona_testing.browser.addresses import as_url


@dataclass(frozen=True)
class Entry:
    """One step; `document` tells apart the documents that were loaded."""

    address: str
    document: int

    @property
    def url(self) -> URL:
        """The address as what is requested."""
        return as_url(self.address)


class History:
    """The entries of a page, and at which of them it is."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._position = -1
        self._document = 0

    @property
    def address(self) -> str | None:
        """The present address, None before anything was loaded."""
        return self._entries[self._position].address if self._entries else None

    @property
    def url(self) -> URL | None:
        """The present address as what is requested, None before anything was loaded."""
        return self._entries[self._position].url if self._entries else None

    def load(self, address: URL | str, *, replace: bool) -> None:
        """Note that another document was loaded: in a new entry, or in the place of this one."""
        self._document += 1
        if replace and self._entries:
            self._entries[self._position] = Entry(str(address), self._document)
        else:
            self.push(address)

    def push(self, address: URL | str) -> None:
        """Add an entry for the present document; those that were ahead are gone."""
        del self._entries[self._position + 1 :]
        self._entries.append(Entry(str(address), self._document))
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
