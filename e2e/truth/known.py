"""The list of known differences, `known.json`: it may only shrink.

Reasons with the ids of the questions they explain, in two parts: what is not yet mended, and what
only layout or scripts can know, where the page in the process has to raise `NotSupportedInProcess`.
`LONA_TRUTH_UPDATE=1` rewrites it: what is equal by now goes, what is new is put under `UNSORTED`.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .verdicts import Kind, Verdict

FILE = Path(__file__).parent / "known.json"
NOT_YET = "not yet mended"
ONLY_BROWSERS = "only layout or scripts can know"
UNSORTED = "new, to be sorted"

Reasons = dict[str, list[str]]


@dataclass
class Known:
    """The two parts of the list."""

    not_yet: Reasons
    only_browsers: Reasons

    @classmethod
    def read(cls) -> "Known":
        """Return the list as it stands in the file."""
        data = json.loads(FILE.read_text(encoding="utf-8"))
        return cls(data[NOT_YET], data[ONLY_BROWSERS])

    def write(self) -> None:
        """Write the file, without reasons that explain nothing."""
        data = {
            NOT_YET: _sorted(self.not_yet),
            ONLY_BROWSERS: _sorted(self.only_browsers),
        }
        FILE.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    def complaints(self, verdicts: Iterable[Verdict]) -> list[str]:
        """Return one line for each verdict that is not as the list says."""
        not_yet, only_browsers = _ids(self.not_yet), _ids(self.only_browsers)
        lines = []
        for verdict in verdicts:
            listed = verdict.id in not_yet or verdict.id in only_browsers
            if verdict.kind is Kind.EQUAL and listed:
                lines.append(f"{verdict.id}: is equal now, take it from the list")
            elif verdict.kind is not Kind.EQUAL and not listed:
                lines.append(str(verdict))
            elif verdict.id in only_browsers and verdict.kind is not Kind.REFUSED:
                lines.append(f"{verdict}: has to raise NotSupportedInProcess")
        return lines

    def update(self, verdicts: Iterable[Verdict]) -> None:
        """Take what is equal from the list, and add what is new."""
        listed = _ids(self.not_yet) | _ids(self.only_browsers)
        kinds = {verdict.id: verdict.kind for verdict in verdicts}
        for part in (self.not_yet, self.only_browsers):
            for ids in part.values():
                ids[:] = [i for i in ids if kinds.get(i, Kind.VALUE) is not Kind.EQUAL]
        for id_, kind in kinds.items():
            if kind not in (Kind.EQUAL, Kind.CORPUS) and id_ not in listed:
                self.not_yet.setdefault(f"{UNSORTED}: {kind.value}", []).append(id_)


def _ids(reasons: Reasons) -> set[str]:
    return {id_ for ids in reasons.values() for id_ in ids}


def _sorted(reasons: Reasons) -> Reasons:
    return {reason: sorted(ids) for reason, ids in sorted(reasons.items()) if ids}
