"""``evidence.md`` and ``evidence.html``: the whole report in one file each."""

from __future__ import annotations

import re
from functools import cache

import html5lib
import pytest

from hygiene.drills.drill import SCENARIOS
from hygiene.drills.evidence import evidence_of
from hygiene.drills.evidence_markdown import evidence_html, evidence_markdown, summary
from tests.drills.results import result, with_failure


@cache
def markdown(*names: str) -> str:
    """The text of evidence.md."""
    results = [result(name) for name in names]
    return evidence_markdown(evidence_of(results, 0, "1.2.3", ""), results)


@cache
def html() -> str:
    """The text of evidence.html for some scenarios."""
    return evidence_html(markdown("concurrent-runs", "hostile-name", "recovery"))


def test_introduction() -> None:
    """The result, the command that repeats the drill, and what the claims rest on."""
    title, head, *_ = markdown("fork").split("\n\n")
    assert title == "# All claims hold"
    assert "`hygiene drill --seed 0`" in head
    assert "`1.2.3`" in head
    assert "the content of the sandbox" in head


@pytest.mark.parametrize("name", [scenario.name for scenario in SCENARIOS])
def test_every_part(name: str) -> None:
    """Each scenario has its steps, claims, requests and texts, in this order."""
    text = markdown(name)
    parts = ["Steps", "Claims", "Requests in order", "Texts before and after"]
    places = [text.index(f"### {part}\n") for part in parts]
    assert places == sorted(places)
    for step in result(name).simulation.steps:
        assert text.count(f". {step.title}") == 2
    for claim in result(name).claims:
        assert f"| `{claim.name}` | {claim.text} | ✅&nbsp;holds |" in text


def test_timeline() -> None:
    """Concurrent runs have a lane each."""
    assert re.search(r"^ +A B C D E F G H$", markdown("concurrent-runs"), re.MULTILINE)


def test_texts() -> None:
    """Comment and tracker are quoted as they are, without their markers, with size and digest."""
    text = markdown("recovery")
    assert re.search(r"### #1, comment \d+\n\nBefore: does not exist\.\n\nAfter: shown\n\n> ### ✅ Gate: all 4", text)
    assert "### #2\n\nBefore: does not exist.\n\nAfter: closed\n\n> **python ci** recovered after " in text
    assert "> **Resolved.**" in text
    assert "<!-- hygiene" not in text
    row = next(line for line in text.splitlines() if line.startswith("| #2 |"))
    assert re.search(r"\| does not exist \| closed, [\d,]+ bytes, `[0-9a-f]{12}` \|$", row)


def test_tables_are_intact() -> None:
    """Hostile names do not break the tables around them."""
    head = 0
    for line in markdown("hostile-name").splitlines():
        cells = line.count("|") if line.startswith("|") else 0
        head = head or cells if cells else 0
        assert cells == head


def test_failed_claims() -> None:
    """The summary counts, marks the scenario, and lists each failed claim with what was found."""
    failed = with_failure(result("fork"), instead="a | pipe and @octocat")
    evidence = evidence_of([failed, result("recovery")], 0, "1", "")
    text = summary(evidence)
    count = len(failed.claims)
    assert f"| {count - 1} of {count} | 6 | ❌&nbsp;failed |" in text
    assert "✅&nbsp;all hold" in text
    found = "a &#124; pipe and @&#8203;octocat"
    assert f"- ❌ `fork/impossible`: Pigs fly. Found: {found}" in text
    whole = evidence_markdown(evidence, [failed, result("recovery")])
    assert whole.startswith(f"# 1 of {count + len(result('recovery').claims)} claims do not hold\n")
    assert f"| `impossible` | Pigs fly. | ❌ found: {found} |" in whole


def test_page_is_self_contained() -> None:
    """It is valid, and has no script, no handler, no image, and no style but the one that its policy names."""
    html5lib.HTMLParser(strict=True).parse(html())
    assert not re.search(r"<(?:script|img|iframe|object)|<[^>]+\s(?:style|on\w+|src)=", html())
    assert html().count("<style>") == 1
    assert "default-src 'none'" in html()


def test_links_of_the_page() -> None:
    """Links of the first table lead to one scenario each."""
    ids = re.findall(r'id="([^"]+)"', html())
    assert len(ids) == len({*ids})
    targets = re.findall(r'href="#([^"]+)"', html())
    assert {"concurrent-runs", "hostile-name", "recovery"} < {*targets} <= {*ids}
    assert not re.search(r'href="/', html())


def test_page_has_the_whole_report() -> None:
    """Claims, timeline, and rendered texts."""
    claims = sum(len(result(name).claims) for name in ("concurrent-runs", "hostile-name", "recovery"))
    assert html().count("<td>✅&nbsp;holds</td>") == claims
    assert re.search(r"<h3>✅ Gate: all 4 jobs passed", html())
    assert "A B C D E F G H\n" in html()
    assert "<!-- hygiene:1" not in html()
