"""The probe against sandboxes: its answers, one step does not stop the others, and it removes what it wrote."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

import pytest

from hygiene.doctor.probe import ASKING_S_MAX
from hygiene.doctor.probe_report import probe_json, probe_page
from hygiene.doctor.questions import QUESTIONS, Result
from hygiene.model.plan import Operation
from hygiene.model.trigger import Trigger
from hygiene.sandbox.faults import GatewayError, Lag, Refused, Unreachable
from hygiene.sandbox.store import Behaviour
from tests.doctor.probing import REQUESTS, Place, answer, words
from tests.workflow_runner import REPOSITORY, TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.sandbox.faults import Fault, RequestInfo

SIMULATED = {key: answer.value for key, (_, answer) in QUESTIONS.items()}


def test_every_question_is_answered_as_the_simulator_does() -> None:
    """With a run's event, a pull request and required checks, nothing is unknown; everything is as before."""
    place = Place()
    result = place.ask()
    assert words(result) == SIMULATED
    assert place.listed() == place.before
    assert (result.left, [made.kind for made in result.closed]) == ((), ["issue", "issue"])
    assert len(place.world.requests) == REQUESTS
    assert f"{len(get_args(Operation))} of {len(get_args(Operation))} kinds" in answer(result, "carries-out-plan").seen


def test_what_is_measured() -> None:
    """Time and used points around ReadScope and each ApplyPlan are those of the host."""
    result = Place().ask()
    read, *applied = [one for one in result.measured if one.operation in ("ReadScope", "ApplyPlan")]
    assert (read.operation, read.writes, read.requests, read.seconds) == ("ReadScope", 0, 1, 1.0)
    assert (read.used_before, read.used_after) == (1, 4)
    assert [one.writes for one in applied][:4] == [2, 3, 5, 3]
    assert all(one.used_before is not None and one.used_after == one.used_before + 1 for one in applied)
    assert result.seconds > sum(one.seconds for one in result.measured)


@pytest.mark.parametrize(
    ("habits", "grants", "different"),
    [
        (Behaviour(original_listed=False), {}, {"original-in-history": "no"}),
        (Behaviour(labels_mean_all=True), {}, {"labels-mean-and": "yes"}),
        (Behaviour(overlong_issue_update_ignored=True), {}, {"refuses-overlong-issue": "no"}),
        (None, {"push": False}, {"keeps-labels": "no", "labels-mean-and": "unknown"}),
        (None, {"admin": True}, {"deletes-issues": "yes", "shows-classic-rules": "no"}),
        (
            None,
            {"pull_requests": "read"},
            {"comments-on-pull-request": "no", "carries-out-plan": "no", "last-field-shows-writes": "unknown"},
        ),
        (
            None,
            {"issues": "read"},
            dict.fromkeys(("creates-labels", "opens-issues", "carries-out-plan"), "no")
            | dict.fromkeys(
                (
                    "keeps-labels",
                    "last-field-shows-writes",
                    "reads-own-writes",
                    "viewer-did-author",
                    "labels-mean-and",
                    "original-in-history",
                    "counts-edits",
                    "edits-are-full-texts",
                    "keeps-line-ends",
                    "refuses-overlong-issue",
                    "refuses-overlong-comment",
                    "deletes-comments",
                    "deletes-issues",
                ),
                "unknown",
            ),
        ),
    ],
    ids=["original", "labels", "overlong", "no push", "admin", "pull requests: read", "issues: read"],
)
def test_other_answers(habits: Behaviour | None, grants: dict[str, Any], different: dict[str, str]) -> None:
    """Another host or token, other answers, and those alone."""
    place = Place(habits, **grants)
    changed = {key: word for key, word in words(place.ask()).items() if word != SIMULATED[key]}
    assert changed == {key: word for key, word in different.items() if word != SIMULATED[key]}
    assert place.listed() == place.before


def blind_payload(operation: str, data: dict[str, Any]) -> None:
    """The scope that a mutation reads again is from before it."""
    for payload in data.values() if operation == "ApplyPlan" else ():
        scope = ((payload or {}).get("commentEdge") or {}).get("node", {}).get("repository")
        for listing in ("openTrackers", "recentIssues") if scope else ():
            scope[listing]["nodes"] = []


def unix_lines(operation: str, data: dict[str, Any]) -> None:
    """Bodies come back with line feeds alone."""
    if operation == "ProbeEdit" and data["updateIssueComment"]:
        comment = data["updateIssueComment"]["issueComment"]
        comment["body"] = comment["body"].replace("\r\n", "\n")


def same_count(operation: str, data: dict[str, Any]) -> None:
    """The history of a bot's comment keeps the last edit alone, next to the original."""
    if operation == "ProbeEdit" and data["updateIssueComment"]:
        data["updateIssueComment"]["issueComment"]["userContentEdits"]["totalCount"] = 2


def real_diffs(operation: str, data: dict[str, Any]) -> None:
    """An edit has a difference instead of the text."""
    if operation == "ProbeEdit" and data["updateIssueComment"]:
        for node in data["updateIssueComment"]["issueComment"]["userContentEdits"]["nodes"]:
            node["diff"] = f"@@ -1 +1 @@\n+{node['diff']}"


def no_history(operation: str, data: dict[str, Any]) -> None:
    """Nothing is known about edits of a bot's comment."""
    if operation == "ProbeEdit" and data["updateIssueComment"]:
        data["updateIssueComment"]["issueComment"]["userContentEdits"] = None


def other_author(operation: str, data: dict[str, Any]) -> None:
    """``viewerDidAuthor`` is false for everything."""
    if operation == "ProbeLook":
        for issue in data["repository"]["newest"]["nodes"]:
            issue["viewerDidAuthor"] = False


def no_rulesets(operation: str, data: dict[str, Any]) -> None:
    """``Ref.rules`` is null for this token."""
    if operation == "ProbeRules":
        data["repository"]["defaultBranchRef"]["rules"] = None


@pytest.mark.parametrize(
    ("edit", "different"),
    [
        (blind_payload, {"last-field-shows-writes": "no"}),
        (unix_lines, {"keeps-line-ends": "no"}),
        (same_count, {"counts-edits": "no"}),
        (real_diffs, {"edits-are-full-texts": "no"}),
        (no_history, dict.fromkeys(("original-in-history", "counts-edits", "edits-are-full-texts"), "unknown")),
        (other_author, {"viewer-did-author": "no"}),
        (no_rulesets, {"shows-rulesets": "no"}),
    ],
)
def test_other_hosts(edit: Callable[[str, dict[str, Any]], None], different: dict[str, str]) -> None:
    """What the sandbox cannot do."""
    place = Place()
    result = place.ask(edit=edit)
    assert {key: word for key, word in words(result).items() if word != SIMULATED[key]} == different
    assert place.listed() == place.before


def test_an_overlong_comment_that_is_kept() -> None:
    """A host that takes more characters keeps them."""

    def generous(operation: str, data: dict[str, Any]) -> None:
        if operation == "ProbeEdit" and data["updateIssueComment"] is None:
            data["updateIssueComment"] = {"issueComment": {"id": "x", "body": "x" * 300_000}}

    result = Place().ask(edit=generous)
    assert answer(result, "refuses-overlong-comment").result is Result.NO
    assert "kept 300,000" in answer(result, "refuses-overlong-comment").seen


def test_nothing_is_required() -> None:
    """Then neither field can show anything, which is no answer."""
    place = Place()
    place.repository.change(rules=(), rulesets=())
    found = words(place.ask())
    assert (found["shows-classic-rules"], found["shows-rulesets"]) == ("unknown", "unknown")


@pytest.mark.parametrize(
    ("lagging", "writes", "reads"),
    [
        ({2}, 3, (2, 1, 1)),
        ({3}, 6, (1, 2, 1)),
        ({4}, 3, (1, 1, 2)),
        (set(range(2, 7)), 40, (None, 1, 1)),
        (set(range(3, 8)), 6, (1, None, 1)),
    ],
)
def test_a_lagging_replica(lagging: set[int], writes: int, reads: tuple[int | None, ...]) -> None:
    """A query that lags is an answer; how long it takes is measured, and the other steps go on."""
    seen: list[int] = []

    def lag(info: RequestInfo) -> Fault | None:
        if info.operation == "ProbeLook":
            seen.append(info.number)
        return Lag(writes) if info.operation == "ProbeLook" and len(seen) in lagging else None

    place = Place()
    result = place.ask(lag)
    assert answer(result, "reads-own-writes").result is Result.NO
    assert tuple(one.reads for one in result.samples[1:]) == reads
    assert answer(result, "carries-out-plan").result is Result.YES
    assert place.listed() == place.before


@pytest.mark.parametrize(("reads", "expected"), [(0, "yes"), (2, "no"), (None, "no")])
def test_late_results(reads: int | None, expected: str) -> None:
    """How often a run's results are read until they are shown; a run that never shows them ends all the same."""
    place = Place()
    if reads != 0:
        place.repository.late_results(place.run, reads=reads and reads + 1)
    result = place.ask()
    sample = result.samples[0]
    assert words(result)["results-at-once"] == expected
    assert sample.reads == {0: 1, 2: 3, None: None}[reads]
    assert sample.seconds >= {0: 0, 2: 13, None: 240}[reads]
    assert words(result)["removed-everything"] == "yes"


def test_without_an_event_or_a_pull_request() -> None:
    """Everything else is tested: issues are used in place of the pull request."""
    place = Place()
    found = words(place.ask(trigger=Trigger(REPOSITORY, "manual")))
    assert {key for key, word in found.items() if word != SIMULATED[key]} == {
        "results-at-once",
        "comments-on-pull-request",
    }
    assert place.listed() == place.before


def test_a_run_of_the_default_branch() -> None:
    """Its results are measured too, and no pull request is touched."""
    place = Place()
    place.run = place.repository.workflow_run(head=place.repository.head(), jobs={"gate": "success"}, event="push")
    found = words(place.ask())
    assert (found["results-at-once"], found["comments-on-pull-request"]) == ("yes", "unknown")


EDITS = "original-in-history counts-edits edits-are-full-texts keeps-line-ends"


@pytest.mark.parametrize(
    ("operation", "keys"),
    [
        ("ReadScope", "results-at-once"),
        ("ProbeRules", "shows-classic-rules shows-rulesets"),
        ("ProbeEdit", f"{EDITS} refuses-overlong-comment"),
        ("ProbeOverlong", "refuses-overlong-issue"),
        ("ProbeDelete", "deletes-issues"),
    ],
)
def test_a_failing_step_does_not_stop_the_others(operation: str, keys: str) -> None:
    """Its own questions stay open, with GitHub's message; the others are answered as ever."""
    place = Place()
    found = place.ask(lambda info: GatewayError() if info.operation == operation else None)
    assert {one.key for one in found.answers if one.result is Result.UNKNOWN} == {*keys.split()}
    assert all("502" in answer(found, key).seen for key in keys.split())
    assert place.listed() == place.before


def test_no_host() -> None:
    """Without an answer at the beginning nothing is written."""
    place = Place()
    writes_before = len(place.world.history)
    with pytest.raises(Exception, match="cannot be reached"):
        place.ask(lambda _: Unreachable())
    assert len(place.world.history) == writes_before


def test_time_is_limited() -> None:
    """A slow host: questions that come too late are not asked, and everything is removed."""
    place = Place()

    def slow(_info: RequestInfo) -> None:
        place.world.advance(ASKING_S_MAX // 5)

    result = place.ask(slow)
    late = [one for one in result.answers if "had run for" in one.seen]
    assert late
    assert "yes" in words(result).values()
    assert words(result)["removed-everything"] == "yes"
    assert place.listed() == place.before


@pytest.mark.parametrize(
    ("host", "kind"), [("api.secret.ghe.com", "ghe.com"), ("github.secret.example", "other"), ("127.0.0.1", "other")]
)
@pytest.mark.parametrize("login", ["carol", "carol-ci[bot]"])
def test_no_names_in_the_report(host: str, kind: str, login: str) -> None:
    """The JSON has no name of repository, account, job or company, and no token; not even in messages of the host."""
    place = Place()
    place.repository = place.repository.rename("secret-corp/hidden-plans")
    place.world.token(TOKEN, login=login, kind="user", issues="read", pull_requests="read")
    trigger = Trigger("secret-corp/hidden-plans", "manual", (place.pull,))

    def name_everything(info: RequestInfo) -> Fault | None:
        message = f"{login} may not read SECRET-CORP/hidden-plans on {host}; see https://{host}/secret-corp."
        return Refused("FORBIDDEN", message) if info.operation == "ProbeRules" else None

    result = place.ask(name_everything, trigger=trigger, host=host)
    text = json.dumps(probe_json(result))
    assert result.host == kind
    assert "LOGIN does not have the correct permissions" in text
    assert "LOGIN may not read OWNER/NAME on HOST" in text
    for name in ("secret", "hidden", "carol", TOKEN, "lint", "python ci", "feature", "127.0.0.1"):
        assert name not in text.lower(), name


def test_messages_of_the_host_are_text() -> None:
    """Markdown in a message of the host is none on the page."""
    result = Place().ask()
    quoting = replace(answer(result, "creates-labels"), seen="| [x](http://evil) @octocat <img>\n# title")
    page = probe_page(replace(result, answers=(quoting,)))
    assert "@octocat" not in page
    assert "<img>" not in page
    assert "\n# title" not in page
