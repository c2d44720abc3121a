"""``evidence.md``: what was done, what GitHub held before and after, and who asked what when. Readable alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.document import TRANSCRIPT
from hygiene.drills.holdings import notes, pull_requests, shown, status_comments, trackers
from hygiene.drills.lanes import LEGEND, lanes
from hygiene.markdown.text import code, plain, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.drills.document import DigestEvidence, Evidence, ScenarioEvidence
    from hygiene.drills.drill import Played

LANE_COLUMNS = 100
DIGEST_CHARS = 12
CELL_CHARS_MAX = 300


def narrative(evidence: Evidence, drill: Sequence[Played]) -> str:
    """The whole file."""
    parts = [
        "# Evidence",
        f"`hygiene drill --seed {evidence.seed}`, hygiene {code(evidence.hygiene)}: synthetic failures in the sandbox, "
        "a simulated GitHub in memory, without secrets and network. The same version and seed give the same bytes "
        "on any machine. Claims are checked against the content of the sandbox, not against the output of hygiene. "
        f"`{TRANSCRIPT}` has every request and response.",
        summary(evidence),
        *(part for found, played in zip(evidence.scenarios, drill, strict=True) for part in _scenario(found, played)),
    ]
    return "\n\n".join(parts) + "\n"


def summary(evidence: Evidence) -> str:
    """The results in a table, and every claim that failed below it: for the step summary too."""
    rows = [
        (
            code(found.name),
            found.title,
            f"{sum(claim.holds for claim in found.claims)} of {len(found.claims)}",
            str(found.requests.queries + found.requests.mutations),
            "✅ all hold" if found.holds else "❌ failed",
        )
        for found in evidence.scenarios
    ]
    failed = [
        f"- ❌ {code(f'{found.name}/{claim.name}')}: {claim.text} Found: {plain(claim.found, CELL_CHARS_MAX)}"
        for found in evidence.scenarios
        for claim in found.claims
        if not claim.holds
    ]
    listed = table(("Scenario", "What it is about", "Claims that hold", "Requests", "Result"), rows)
    return "\n\n".join(filter(None, [listed, "\n".join(failed)]))


def _scenario(found: ScenarioEvidence, played: Played) -> list[str]:
    counts = ", ".join(f"{count} {code(name)}" for name, count in found.requests.by_operation.items())
    return [
        f"## {found.title}",
        f"Scenario {code(found.name)}.",
        "### What was done",
        "\n".join(_step(found, step.number) for step in found.steps),
        "### What was claimed",
        table(
            ("Claim", "", "Result"),
            [(code(one.name), one.text, _result(one.found)) for one in found.claims],
        ),
        "### Who asked what, in order",
        f"{counts}.",
        "\n".join(["```text", *_schedule(played), LEGEND, "```"]),
        "### What GitHub held",
        table(
            ("Text", "Author", "Before", "After"),
            [(one.place, plain(one.author), _digest(one.before), _digest(one.after)) for one in found.bodies],
        ),
        "### What people see now",
        *_seen(played),
    ]


def _step(found: ScenarioEvidence, number: int) -> str:
    ended = [f"{one.writer} {plain(one.outcome, CELL_CHARS_MAX)}" for one in found.endings if one.step == number]
    return f"{number}. {found.steps[number - 1].title}. Ended: {', '.join(ended) or 'nothing ran'}."


def _schedule(played: Played) -> list[str]:
    lines: list[str] = []
    for number, title in enumerate(played.stage.steps, 1):
        asked = [one for one in played.stage.tape.exchanges if one.step == number]
        lines += [f"{number}. {title}", *lanes(asked, LANE_COLUMNS), ""]
    return lines


def _result(instead: str) -> str:
    return f"❌ found: {plain(instead, CELL_CHARS_MAX)}" if instead else "✅ holds"


def _digest(held: DigestEvidence | None) -> str:
    if held is None:
        return "not there"
    state = f"{held.state.lower()}, " if held.state else ""
    return f"{state}{held.bytes:,} bytes, `{held.sha256[:DIGEST_CHARS]}`"


def _seen(played: Played) -> list[str]:
    home = played.stage.home
    parts: list[str] = []
    for pull in pull_requests(home):
        for comment in status_comments(home, pull.number):
            parts += [f"The status comment on #{pull.number}:", _quoted(comment.body)]
    for issue in trackers(home):
        parts += [f"The tracker #{issue.number}, {issue.state.lower()}:", _quoted(issue.body)]
        for note in notes(home, issue.number):
            parts += [f"A comment on #{issue.number}:", _quoted(note.body)]
    return parts or ["Nothing of ours."]


def _quoted(body: str) -> str:
    return "\n".join(f"> {text}".rstrip() for text in shown(body).split("\n"))
