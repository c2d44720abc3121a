"""The figures of a tracker: how often, how flaky, what it continues, and when anybody last heard of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.model.ledger_reading import last_word_at, occurrences_in_all
from hygiene.render.text import details
from hygiene.render.tracker_links import when

if TYPE_CHECKING:
    from hygiene.model.ledger import Ledger

DAYS = 14
_DAY_S = 86_400
_BARS = "▁▂▃▄▅▆▇█"


def sparkline(ledger: Ledger) -> str:
    """The last occurrences by day, the newest at the right; empty while all are on one day."""
    days = [found.at // _DAY_S for found in ledger.occurrences if found.at]
    if len(set(days)) < 2:  # noqa: PLR2004 - one bar says nothing
        return ""
    counts = [days.count(max(days) - back) for back in range(DAYS - 1, -1, -1)]
    return "".join(_BARS[min(len(_BARS) - 1, -(-count * (len(_BARS) - 1) // max(counts)))] for count in counts)


def figures(ledger: Ledger) -> str:
    """What only some readers want, folded."""
    lines = [
        f"- failed {_times(len(ledger.episodes))}, {_flakes(ledger)}",
    ]
    if last_word_at(ledger):
        lines.append(f"- last word: {when(last_word_at(ledger))}")
    if ledger.fold.count:
        lines.append(f"- the oldest {ledger.fold.count} occurrences are counted and no longer listed")
    if ledger.previous:
        lines.append(f"- continues #{ledger.previous}")
    if ledger.escalated:
        lines.append("- escalated")
    return details("Figures", "\n".join(lines))


def _flakes(ledger: Ledger) -> str:
    found = len({(flake.run_id, flake.attempt) for flake in ledger.flakes})
    if not found:
        return "no occurrence passed on a repeat"
    share = f"{found} of {occurrences_in_all(ledger)} occurrences passed on a repeat of the same commit"
    return f"{share} (flaky)" if ledger.flaky else share


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
