"""``evidence.md`` and ``evidence.html``: the same report, as Markdown and as a page that loads nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hygiene.drills.content import bodies, without_markers
from hygiene.drills.evidence import TRANSCRIPT
from hygiene.drills.timeline import timeline
from hygiene.markdown.text import code, plain, table
from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.timeline import LEGEND, rows_of
from hygiene.sandbox.web.markdown import rendered
from hygiene.sandbox.web.page import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hygiene.drills.drill import ScenarioResult
    from hygiene.drills.evidence import DigestEvidence, Evidence, ScenarioEvidence

TIMELINE_COLUMNS = 100
DIGEST_CHARS = 12
TEXT_CHARS_MAX = 300
_PRE = '<pre class="scroll" tabindex="0" role="group" aria-label="Requests">'


def evidence_markdown(evidence: Evidence, results: Sequence[ScenarioResult]) -> str:
    """The text of evidence.md."""
    claims = [claim for found in evidence.scenarios for claim in found.claims]
    failed = sum(not claim.holds for claim in claims)
    parts = [
        "# All claims hold" if evidence.holds else f"# {failed} of {len(claims)} claims do not hold",
        f"`hygiene drill --seed {evidence.seed}`, hygiene {code(evidence.hygiene)}: simulated failures on a GitHub in "
        "memory, without a token and without a network. The same version and seed give the same bytes on every "
        f"machine. Each of the {len(claims)} claims was checked against the content of the sandbox, not against what "
        f"hygiene reports. `{TRANSCRIPT}` has every request and response.",
        summary(evidence, links=True),
        *(part for found, result in zip(evidence.scenarios, results, strict=True) for part in _scenario(found, result)),
    ]
    return "\n\n".join(parts) + "\n"


def evidence_html(markdown: str) -> str:
    """The text of evidence.html."""
    main = re.sub(r"<h2>([\w-]+)</h2>", r'<h2 id="\1">\1</h2>', rendered(markdown)).replace("<pre>", _PRE)
    return page("hygiene drill: evidence", main)


def summary(evidence: Evidence, *, links: bool = False) -> str:
    """The results in a table, and every claim that failed. ``links``: whether names link to the scenarios."""
    rows = [
        (
            f"[{found.name}](#{found.name})" if links else code(found.name),
            found.title,
            f"{sum(claim.holds for claim in found.claims)} of {len(found.claims)}",
            str(found.requests.queries + found.requests.mutations),
            "✅&nbsp;all hold" if found.holds else "❌&nbsp;failed",
        )
        for found in evidence.scenarios
    ]
    failed = [
        f"- ❌ {code(f'{found.name}/{claim.name}')}: {claim.text} Found: {plain(claim.found, TEXT_CHARS_MAX)}"
        for found in evidence.scenarios
        for claim in found.claims
        if not claim.holds
    ]
    results = table(("Scenario", "Description", "Claims that hold", "Requests", "Result"), rows)
    return "\n\n".join(filter(None, [results, "\n".join(failed)]))


def _scenario(found: ScenarioEvidence, result: ScenarioResult) -> Iterator[str]:
    yield f"## {found.name}"
    yield f"{found.title}."
    yield "### Steps"
    yield "\n".join(_step(found, step.number) for step in found.steps)
    yield "### Claims"
    yield table(("Claim", "", "Result"), [(code(one.name), one.text, _result(one.found)) for one in found.claims])
    yield "### Requests in order"
    counts = found.requests.by_operation
    yield ", ".join(f"{count} {code(name)}" for name, count in counts.items()) + "."
    yield "\n".join(["```text", *_timeline(result), LEGEND, "```"])
    yield "### Texts before and after"
    digests = [(one.place, plain(one.author), _digest(one.before), _digest(one.after)) for one in found.bodies]
    yield table(("Text", "Author", "Before", "After"), digests)
    for (place, author), (before, after) in bodies(result.simulation).items():
        if author == BOT_LOGIN:
            yield f"### {place.replace(' comment', ', comment')}"
            for name, body in (("Before", before), ("After", after)):
                yield f"{name}: {_quote(*body)}" if body else f"{name}: does not exist."


def _step(found: ScenarioEvidence, number: int) -> str:
    outcomes = [f"{one.client} {plain(one.outcome, TEXT_CHARS_MAX)}" for one in found.runs if one.step == number]
    return f"{number}. {found.steps[number - 1].title}. Outcome: {', '.join(outcomes) or 'hygiene did not run'}."


def _timeline(result: ScenarioResult) -> Iterator[str]:
    rows = rows_of(result.simulation.world)
    for number, step in enumerate(result.simulation.steps, 1):
        yield f"{number}. {step.title}"
        requests = result.simulation.requests_of(number)
        yield from timeline([row for row in rows if row.number in requests], TIMELINE_COLUMNS)
        yield ""


def _result(found: str) -> str:
    return f"❌ found: {plain(found, TEXT_CHARS_MAX)}" if found else "✅&nbsp;holds"


def _digest(digest: DigestEvidence | None) -> str:
    if digest is None:
        return "does not exist"
    state = f"{digest.state.lower()}, " if digest.state else ""
    return f"{state}{digest.bytes:,} bytes, `{digest.sha256[:DIGEST_CHARS]}`"


def _quote(state: str, body: str) -> str:
    quoted = "\n".join(f"> {line}".rstrip() for line in without_markers(body).split("\n"))
    return f"{state.lower() or 'shown'}\n\n{quoted}"
