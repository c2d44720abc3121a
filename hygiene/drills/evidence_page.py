"""``evidence.html``: the claims, the schedule as lanes, and what people see before and after, in one file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.drills.bodies import bodies_of
from hygiene.drills.document import TRANSCRIPT
from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.web.log import rows_of
from hygiene.sandbox.web.markdown import rendered
from hygiene.sandbox.web.page import link, page, table, text
from hygiene.sandbox.web.schedule import LEGEND, schedule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.drills.bodies import Held
    from hygiene.drills.document import Evidence, ScenarioEvidence
    from hygiene.drills.drill import Played

_HEADS = ["Scenario", "Claims", "Requests"]


def evidence_page(evidence: Evidence, drill: Sequence[Played]) -> str:
    """Return the whole file. It loads nothing and needs no JavaScript."""
    rows = [
        [
            f"{link(f'#{found.name}', found.title)}<br><code>{text(found.name)}</code>",
            _result(holds=found.holds, words=f"{sum(one.holds for one in found.claims)} of {len(found.claims)}"),
            str(found.requests.queries + found.requests.mutations),
        ]
        for found in evidence.scenarios
    ]
    claims = sum(len(found.claims) for found in evidence.scenarios)
    failed = sum(not claim.holds for found in evidence.scenarios for claim in found.claims)
    main = [
        f"<h1>{'All claims hold' if evidence.holds else f'{failed} of {claims} claims do not hold'}</h1>",
        f"<p><code>hygiene drill --seed {evidence.seed}</code>, hygiene {text(evidence.hygiene)}: simulated failures "
        f"on a GitHub in memory. Each of the {claims} claims was checked against what it contains, not against "
        f"what hygiene reports. <code>{TRANSCRIPT}</code> has every request and response.</p>",
        table("Scenarios", _HEADS, rows),
        *(_scenario(found, played) for found, played in zip(evidence.scenarios, drill, strict=True)),
    ]
    return page("hygiene drill: evidence", "\n".join(main))


def _scenario(found: ScenarioEvidence, played: Played) -> str:
    claims = [
        [_result(holds=claim.holds), text(claim.text) + (f"<br>Found: {text(claim.found)}" if claim.found else "")]
        for claim in found.claims
    ]
    parts = [
        f'<section aria-labelledby="{found.name}"><h2 id="{found.name}">{text(found.title)}</h2><h3>Claims</h3>',
        table(f"Claims of {found.name}", ["Result", "Claim"], claims),
        f'<h3>Requests of each step</h3><p class="quiet">{LEGEND}</p>',
    ]
    # Numbers begin again in each scenario, so rows without a time, which have no id.
    rows = {row.number: replace(row, at=None, name="") for row in rows_of(played.stage.world)}
    for step in found.steps:
        parts.append(f"<h4>{step.number}. {text(step.title)}</h4>")
        asked = [rows[number] for number in step.requests]
        label = f"Requests of {found.name}, step {step.number}"
        parts.append(schedule(asked, label, legend=False) if asked else '<p class="quiet">No request.</p>')
    parts.append("<h3>Before and after</h3>")
    parts += [
        f"<h4>{text(_named(place))}</h4>{_both(before, after)}"
        for (place, author), before, after in bodies_of(played.stage)
        if author == BOT_LOGIN
    ] or ["<p>hygiene wrote no comment and no issue.</p>"]
    return "".join([*parts, "</section>"])


def _named(place: str) -> str:
    """``Comment on #1`` or ``Issue #2``."""
    number, _, comment = place.partition(" comment ")
    return f"Comment on {number}" if comment else f"Issue {number}"


def _both(before: Held | None, after: Held | None) -> str:
    """Two boxes beside each other, or below each other where there is no room; one for a text that is new or gone."""
    if before is None or after is None:
        return _box("New" if before is None else "Deleted; before", after or before)
    return f'<div class="two">{_box("Before", before)}{_box("After", after)}</div>'


def _box(name: str, held: Held | None) -> str:
    body = rendered(held[1]) if held else ""
    return f'<article class="box"><p class="top">{name}{_state(held)}</p><div class="body">{body}</div></article>'


def _state(held: Held | None) -> str:
    return f" · {text(held[0].lower())}" if held and held[0] else ""


def _result(*, holds: bool, words: str = "") -> str:
    kind, sign, word = ("good", "✅", "holds") if holds else ("bad", "❌", "failed")
    return f'<span class="{kind}">{sign} {words or word}</span>'
