"""What came out, in figures: a table of topics, and a line for each verdict on request."""

from collections import Counter
from collections.abc import Iterable

from .verdicts import Kind, Verdict

COLUMNS = (Kind.EQUAL, Kind.REFUSED, Kind.VALUE, Kind.SILENT, Kind.ALARM, Kind.ERROR, Kind.CORPUS)


def table(verdicts: Iterable[Verdict]) -> list[str]:
    """Return the lines of a table: for each topic, how many questions ended in which way."""
    topics: dict[str, Counter[Kind]] = {}
    for verdict in verdicts:
        topic = verdict.id.split(" / ")[0]
        topics.setdefault(topic, Counter())[verdict.kind] += 1
    total = sum(topics.values(), Counter[Kind]())
    heads = ["topic", "asked", *(kind.value for kind in COLUMNS)]
    rows = [heads, *(_row(name, topics[name]) for name in sorted(topics)), _row("all", total)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)) for row in rows]
    share = 100 * total[Kind.EQUAL] / max(1, total.total())
    return [*lines, f"{share:.1f} % are equal"]


def _row(name: str, counts: Counter[Kind]) -> list[str]:
    return [name, str(counts.total()), *(str(counts[kind] or "·") for kind in COLUMNS)]
