"""The policy of a run: whose configuration counts, and what it needs to have read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.errors import UsageError
from hygiene.github.read.scope import GatePlace
from hygiene.model.checks import Checks, Suite
from hygiene.model.marker import Marker, encode
from hygiene.model.policy import CategoryRule, Policy, StatusPolicy, TrackerPolicy
from hygiene.model.snapshot import Repository, Snapshot
from hygiene.model.trigger import Run, Trigger
from hygiene.post_ci.policy import configured, gate_path, read_options, with_gate
from hygiene.settings import Settings, Token
from tests.snapshots import NOON, comment

SETTINGS = Settings("o/r", Token("x"), "https://api.github.com/graphql", "https://github.com")
GATE = ".github/workflows/gate.yml"
PLACE = GatePlace(GATE)
WORKFLOW = "on: pull_request\njobs:\n  a:\n    name: from the workflow\n    runs-on: x\n    steps: [{run: make}]\n"
PULL_REQUEST = Trigger("o/r", "pull_request", (7,), "a" * 40)
BRANCH = Trigger("o/r", "push", head_oid="a" * 40, branch="main")


def test_the_default_branchs_configuration() -> None:
    """Without a file here, the default branch's counts."""
    assert configured(SETTINGS, {"hygiene.toml": "jobs = ['remote']"}).jobs == ("remote",)
    assert configured(SETTINGS, {}) == Policy()


def test_a_local_configuration_is_used_first() -> None:
    """With a file here, the default branch's does not."""
    local = replace(SETTINGS, policy=Policy(jobs=("local",)), policy_source="hygiene.toml")
    assert configured(local, {"hygiene.toml": "jobs = ['remote']"}).jobs == ("local",)


def test_flags_win_over_the_default_branch() -> None:
    """The message of the command line is the same for the remote configuration."""
    flags = Policy(key="flag", only="status-comment", status=StatusPolicy(adopt="<!-- mine"))
    text = "key = 'remote'\n[status]\nadopt = '<!-- theirs'\nfailures-max = 3"
    policy = configured(replace(SETTINGS, policy=flags), {"hygiene.toml": text})
    assert (policy.key, policy.only, policy.status.adopt, policy.status.failures_max) == (
        "flag", "status-comment", "<!-- mine", 3
    )  # fmt: skip
    policy = configured(SETTINGS, {"hygiene.toml": text})
    assert (policy.key, policy.only, policy.status.adopt) == ("remote", "", "<!-- theirs")


def test_jobs_of_the_workflow() -> None:
    """Where nobody configured the jobs, those of the workflow at the head count."""
    policy = with_gate(Policy(), {GATE: WORKFLOW}, PLACE)
    assert (policy.workflow_jobs, policy.gate_path, policy.tracker.aggregates) == (("from the workflow",), GATE, ())


@pytest.mark.parametrize("text", ["jobs: [", "- a", "", "jobs: {a: {uses: ./.github/workflows/gone.yml}}", "\x00"])
def test_a_workflow_that_cannot_be_read(text: str) -> None:
    """A broken workflow of a fork ends nothing: a notice may give the reason, and no jobs are invented."""
    policy = with_gate(Policy(), {GATE: text}, PLACE)
    assert not policy.jobs
    assert not policy.workflow_jobs


def test_a_workflow_that_is_missing() -> None:
    """A sentence names whose jobs these are; not where they are configured."""
    (notice,) = with_gate(Policy(), {}, PLACE).notices
    assert notice == f"{GATE} could not be read at this commit, so the jobs are those that reported."
    assert with_gate(Policy(jobs=("a",)), {}, PLACE).notices == ()


GATE_RUN, LINT_RUN = Suite("S1", workflow="CI", path=GATE, run_id=1), Suite("S2", "", "Lint", "x/lint.yml", run_id=2)
CALLED = replace(LINT_RUN, id="S3", path="x/gate.yml")
NAMED = replace(LINT_RUN, id="S4", workflow="Gate", path="x/main.yml")


@pytest.mark.parametrize(
    ("wanted", "run", "suites", "expected"),
    [
        ("x/ci.yml", None, (), "x/ci.yml"),
        ("ci.yml", None, (), ".github/workflows/ci.yml"),
        ("ci.yaml", Run(2, 2, 1, "Lint", "x/lint.yml"), (GATE_RUN,), ".github/workflows/ci.yaml"),
        ("", Run(2, 2, 1, "Lint", "x/lint.yml"), (GATE_RUN,), "x/lint.yml"),
        ("Lint", Run(2, 2, 1, "Lint", "x/lint.yml"), (GATE_RUN,), "x/lint.yml"),
        ("CI", Run(2, 2, 1, "Lint", "x/lint.yml"), (GATE_RUN,), ""),
        ("", Run(2, 2, 1, "Lint"), (GATE_RUN,), ""),
        ("CI", None, (GATE_RUN, LINT_RUN), GATE),
        ("Other", None, (GATE_RUN, LINT_RUN), ""),
        ("", None, (GATE_RUN,), GATE),
        ("", None, (replace(GATE_RUN, run_id=0),), ""),
        ("", None, (GATE_RUN, LINT_RUN), GATE),
        ("", None, (replace(GATE_RUN, path="x/ci.yml"), LINT_RUN), ""),
        ("", None, (LINT_RUN, CALLED, replace(GATE_RUN, path="x/ci.yml")), "x/gate.yml"),
        ("", None, (LINT_RUN, NAMED), "x/main.yml"),
        ("", None, (), ""),
    ],
)
def test_the_path_of_the_gate(wanted: str, run: Run | None, suites: tuple[Suite, ...], expected: str) -> None:
    """The configured one, else the run's, else the only workflow that ran or the one that is called Gate."""
    snapshot = Snapshot(Repository("R", "o/r", ""), NOON, head=Checks("head", suites))
    trigger = Trigger("o/r", "pull_request", (1,), run=run)
    assert gate_path(Policy(workflow=wanted), trigger, snapshot) == expected
    known = run.path if run and wanted != "CI" else ""
    before = expected if wanted.endswith("l") else known or ".github/workflows/gate.yml"
    assert gate_path(Policy(workflow=wanted), trigger, None) == before


def test_a_mistake_in_the_default_branchs_configuration() -> None:
    """It is reported with its place."""
    with pytest.raises(UsageError, match=r"^\.github/hygiene\.toml:1:1 unknown key `job`"):
        configured(SETTINGS, {".github/hygiene.toml": "job = 1"})


def test_labels_and_names_to_read() -> None:
    """The labels of the policy are read; ids of labels and people only where trackers are kept and rules name some."""
    rule = CategoryRule("a", labels=("infra",))
    policy = Policy(tracker=TrackerPolicy(label="red", flaky_label="now and then", categories=(rule,)))
    options = read_options(policy, PULL_REQUEST)
    assert (options.tracker_label, options.flaky_label, options.names) == ("red", "now and then", True)
    assert not read_options(Policy(), PULL_REQUEST).names
    assert not read_options(replace(policy, only="status-comment"), PULL_REQUEST).names
    assert not read_options(replace(policy, tracker=replace(policy.tracker, enabled=False)), PULL_REQUEST).names


def test_deletions_to_read() -> None:
    """Who deleted comments is read only where the policy respects it and keeps a comment."""
    policy = Policy(status=StatusPolicy(respect_deletion=True))
    assert read_options(policy, PULL_REQUEST).deletions
    assert not read_options(replace(policy, only="failure-tracker"), PULL_REQUEST).deletions
    assert not read_options(Policy(), PULL_REQUEST).deletions


@pytest.mark.parametrize(
    ("body", "own", "expected"),
    [
        (encode(Marker("status", {})), True, True),
        (encode(Marker("status", {})), False, False),
        (encode(Marker("status/other", {})), True, False),
        ("<!-- sticky -->", True, False),
        ("text", True, False),
    ],
)
def test_the_comment_that_ends_the_search(body: str, own: bool, expected: bool) -> None:  # noqa: FBT001 - a table
    """A conversation is read as far as our own comment of this very Gate, not as far as any other."""
    found = comment(body, own=own)
    assert read_options(Policy(), PULL_REQUEST).is_status_comment(found) is expected
    assert read_options(Policy(key="other"), PULL_REQUEST).is_status_comment(found) is (own and "other" in body)
    adopting = Policy(status=StatusPolicy(adopt="<!-- sticky"))
    assert read_options(adopting, PULL_REQUEST).is_status_comment(found) is (expected or "sticky" in body)


def test_where_no_conversation_is_needed() -> None:
    """A branch has none, and without a status comment to keep nothing is searched for: any comment ends the search."""
    theirs = comment("text", own=False)
    assert read_options(Policy(), BRANCH).is_status_comment(theirs)
    assert read_options(Policy(only="failure-tracker"), PULL_REQUEST).is_status_comment(theirs)
