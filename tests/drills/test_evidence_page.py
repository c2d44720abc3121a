"""``evidence.html``: one file that loads nothing and says what the other files say."""

from __future__ import annotations

import re
from functools import cache

import html5lib
import pytest

from hygiene.drills.claims import Claim
from hygiene.drills.drill import SCENARIOS, ClaimResult, Played, play
from hygiene.drills.pack import HTML, pack_of

NAMES = ("concurrent-runs", "one-tracker", "read-only-token", "hostile-names")
CHOSEN = [one for one in SCENARIOS if one.name in NAMES] or list(SCENARIOS[:2])


@cache
def played() -> tuple[Played, ...]:
    """Some scenarios after their end."""
    return tuple(play(scenario, 0) for scenario in CHOSEN)


@cache
def page() -> str:
    """The page of these scenarios."""
    return pack_of(list(played()), 0, "1.2.3")[1][HTML]


def test_self_contained() -> None:
    """It is valid, and has no script, no handler, no image, and no style but the one that its policy names."""
    html5lib.HTMLParser(strict=True).parse(page())
    assert not re.search(r"<(?:script|img|iframe|object)|<[^>]+\s(?:style|on\w+|src)=", page())
    assert page().count("<style>") == 1
    assert "default-src 'none'" in page()


def test_names_are_unique() -> None:
    """Links of the first table lead to one place each."""
    names = re.findall(r'id="([^"]+)"', page())
    assert len(names) == len({*names})
    assert set(re.findall(r'href="#([^"]+)"', page())) <= {*names}
    assert not re.search(r'href="/', page())


def test_every_claim_is_there() -> None:
    """Each claim with its result, and the total at the top."""
    claims = sum(len(one.results) for one in played())
    assert page().count("✅ holds") == claims
    assert len(re.findall(r"✅ (\d+) of \1<", page())) == len(CHOSEN)
    assert "<h1>All claims hold</h1>" in page()
    assert f"Each of the {claims} claims" in page()


def test_tables_are_whole() -> None:
    """Each row of a table has as many cells as its head."""
    for shown in re.findall(r"<table.*?</table>", page()):
        rows = re.findall(r"<tr.*?</tr>", shown)
        assert len({len(re.findall(r"<t[hd][ >]", row)) for row in rows}) == 1


def test_a_failed_claim() -> None:
    """The heading counts it, and it says what was found, as text."""
    first = played()[0]
    bad = ClaimResult(Claim("never", "It never fails.", lambda _stage: ""), "<b>it did</b>")
    html = pack_of([Played(first.scenario, first.stage, (*first.results, bad))], 0, "1.2.3")[1][HTML]
    assert f"<h1>1 of {len(first.results) + 1} claims do not hold</h1>" in html
    assert "❌ failed</span></td><td>It never fails.<br>Found: &lt;b&gt;it did&lt;/b&gt;" in html


def test_before_and_after() -> None:
    """Comments and issues are rendered, not shown as Markdown, and what was not there is new."""
    assert '<p class="top">New · open</p>' in page()
    assert re.search(r"<h\d>❌ Gate: |<h\d>✅ Gate: ", page())
    assert "<!-- hygiene:1" not in page()


@pytest.mark.parametrize("sign", ["○", "●", "◇"])
def test_lanes(sign: str) -> None:
    """Eight runs at once are eight lanes, with signs that have names."""
    assert re.search("".join(f'<th scope="col" class="lane">{name}</th>' for name in "ABCDEFGH"), page())
    assert f">{sign}</span>" in page()


def test_the_same_bytes() -> None:
    """The same version and seed give the same page."""
    assert pack_of([play(scenario, 0) for scenario in CHOSEN], 0, "1.2.3")[1][HTML] == page()
