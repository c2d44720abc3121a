"""The workflow that runs hygiene, as it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from hygiene.audit.compare import audit_files
from hygiene.audit.init_text import PERMISSIONS, post_ci_text
from hygiene.audit.post_ci_workflow import POST_CI_PATH, Concurrency, PostCi, read_post_ci
from hygiene.audit.text import plain_text
from hygiene.errors import UsageError
from tests.audit.repository import CONFIGURATION, GATE, write

ROOT = Path(__file__).parents[2]


def read(text: str) -> PostCi:
    """Read a workflow that runs hygiene."""
    found = read_post_ci(text, path="x.yml")
    assert found is not None
    return found


def job(body: str, top: str = "on: push") -> str:
    """Write a workflow with one job that runs the command."""
    return f"{top}\njobs:\n  a:\n{body}    steps: [{{run: hygiene post-ci}}]\n"


def test_what_init_writes() -> None:
    """The proposed workflow is read as it is meant."""
    found = read(post_ci_text("Gate: all", "acme/hygiene@v0"))
    assert (found.triggers, found.workflows, found.types) == (
        ("workflow_run", "schedule"),
        ("Gate: all",),
        ("completed",),
    )
    assert found.permissions == {area: level for area, level, _ in PERMISSIONS}
    assert found.concurrency is not None
    assert "head_branch" in found.concurrency.group
    assert found.concurrency.cancels == "false"


def test_our_own() -> None:
    """The reusable workflow of this repository is recognised by the action that it uses."""
    found = read_post_ci((ROOT / POST_CI_PATH).read_text(encoding="utf-8"), path=POST_CI_PATH)
    assert found is not None
    assert found.uses == "$/.github/action"
    assert found.concurrency is not None
    assert found.concurrency.queue == "max"


@pytest.mark.parametrize(
    ("line", "uses"),
    [
        ("    uses: octo/hygiene/.github/workflows/post-ci.yml@v0\n", "octo/hygiene/.github/workflows/post-ci.yml@v0"),
        ("    uses: $/.github/workflows/post-ci.yml\n", "$/.github/workflows/post-ci.yml"),
        ("    steps: [{uses: octo/hygiene@v0}]\n", "octo/hygiene@v0"),
        ("    steps: [{uses: actions/checkout@v5}, {uses: ./}]\n", "./"),
        ("    steps: [{run: uvx --from ci-hygiene hygiene post-ci}]\n", "hygiene post-ci"),
    ],
)
def test_ways_to_run_it(line: str, uses: str) -> None:
    """The action, the reusable workflow, or the command."""
    assert read(f"on: push\njobs:\n  other: {{}}\n  a:\n{line}").uses == uses


@pytest.mark.parametrize("text", ["jobs: {a: {steps: [{run: make}]}}", "name: x", "jobs: {a: 1}", "jobs: [a]"])
def test_a_workflow_without_it(text: str) -> None:
    """Most workflows run something else, and odd ones are no reason to stumble."""
    assert read_post_ci(text, path="x.yml") is None


def test_the_job_overrides_the_workflow() -> None:
    """Permissions and concurrency of the job hold, those of the workflow only without them."""
    top = "on: push\npermissions: read-all\nconcurrency: all"
    own = read(job("    permissions: {issues: write}\n    concurrency: {group: mine, queue: max}\n", top))
    assert (own.permissions, own.concurrency) == ({"issues": "write"}, Concurrency("mine", queue="max", line=7))
    bare = read(job("", top))
    assert (bare.permissions, bare.concurrency) == ({"*": "read"}, Concurrency("all", line=3))
    assert read(job("    permissions: {}\n", top)).permissions == {}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("    steps: [{uses: octo/hygiene@v0, with: {key: docs}}]\n", True),
        ("    uses: octo/hygiene/.github/workflows/post-ci.yml@v0\n    with: {key: docs}\n", True),
        ("    steps: [{run: hygiene post-ci --key docs}]\n", True),
        ("    steps: [{run: hygiene post-ci, env: {HYGIENE_KEY: docs}}]\n", True),
        ("    if: github.event.workflow_run.name == 'Gate'\n    steps: [{run: hygiene post-ci}]\n", True),
        ("    if: github.event.workflow_run.event == 'push'\n    steps: [1, {run: hygiene post-ci}]\n", False),
        ("    steps: [{uses: octo/hygiene@v0, with: {key: ''}, env: {A: b}}]\n", False),
        ("    steps: [{run: hygiene post-ci}]\n  b:\n    steps: [{run: hygiene post-ci --key docs}]\n", True),
        ("    steps: [{run: hygiene post-ci}]\n  b:\n    steps: [{run: cache --key docs}]\n", False),
    ],
)
def test_which_gate_is_meant(line: str, *, names: bool) -> None:
    """A key, or a question which workflow was the trigger, in any job that runs hygiene."""
    assert read(f"on: push\njobs:\n  a:\n{line}").names_gate is names


def test_nothing_stated() -> None:
    """No permissions are not the same as none at all."""
    found = read(job(""))
    assert (found.permissions, found.concurrency, found.workflows) == (None, None, ())


@pytest.mark.parametrize(
    ("on", "triggers", "workflows"),
    [
        ("on: [push, workflow_run]", ("push", "workflow_run"), ()),
        ("on: {workflow_run: {workflows: Gate}}", ("workflow_run",), ("Gate",)),
        ("on: {workflow_run: }", ("workflow_run",), ()),
    ],
)
def test_triggers(on: str, triggers: tuple[str, ...], workflows: tuple[str, ...]) -> None:
    """One name, a list or a mapping."""
    found = read(job("", on))
    assert (found.triggers, found.workflows) == (triggers, workflows)


def test_not_yaml() -> None:
    """The place is named."""
    with pytest.raises(UsageError, match=r"x\.yml:2:1 The file is not valid YAML"):
        read_post_ci("jobs: [", path="x.yml")


GATE_FILE = "name: Gate\non: pull_request\njobs: {gate: {runs-on: x, steps: [{run: make}]}}\n"


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("", "", []),
        ('workflows: ["Gate"]', "workflows: [CI]", ["unlisted-workflow"]),
        ('workflows: ["Gate"]', 'workflows: [CI, "*"]', []),
        ("issues: write ", "issues: read ", ["missing-permission"]),
        ("acme/hygiene@v0", "octo-org/hygiene@v0", ["placeholder-action"]),
        ("acme/hygiene@v0", "OWNER/hygiene@v0", ["placeholder-action"]),
        ("workflow_run:", "workflow_call:", []),
        ("jobs:", "jobs: [", ["refused-workflow"]),
    ],
)
def test_what_keeps_it_from_running(tmp_path: Path, old: str, new: str, kinds: list[str]) -> None:
    """The audit finds a renamed workflow, a missing permission and a placeholder, at their line."""
    text = post_ci_text("Gate", "acme/hygiene@v0").replace(old, new)
    write(tmp_path, {POST_CI_PATH: text, GATE: GATE_FILE, CONFIGURATION: 'jobs = ["gate"]\n'})
    found = audit_files(tmp_path).findings
    assert [finding.kind.value for finding in found] == kinds
    for finding in found:
        assert (finding.file, bool(finding.hint)) == (POST_CI_PATH, True)
        assert finding.line > 1


STATED = post_ci_text("Gate", "acme/hygiene@v0")
NOTHING_RUNS = [("nothing-runs-hygiene", CONFIGURATION)]
PERMISSIONS_OF_JOB = STATED[STATED.index("    permissions:\n") : STATED.index("    steps:")]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, NOTHING_RUNS),
        (
            {".github/workflows/x.yml": GATE_FILE.replace("Gate", "hygiene post-ci")},
            NOTHING_RUNS,
        ),
        ({POST_CI_PATH: STATED.replace("'post-ci'", "'lint'").replace("hygiene@", "other@")}, NOTHING_RUNS),
        (
            {POST_CI_PATH: STATED.replace(PERMISSIONS_OF_JOB, "").replace("permissions: {}\n", "")},
            [("missing-permission", POST_CI_PATH)],
        ),
        ({GATE: GATE_FILE.replace("make", "hygiene post-ci")}, []),
        ({CONFIGURATION: None}, []),
    ],
)
def test_what_does_not_fail_the_audit(
    tmp_path: Path, files: dict[str, str | None], expected: list[tuple[str, str]]
) -> None:
    """That nothing runs hygiene, or with permissions that the settings decide, is a notice: it may be meant so."""
    texts = {GATE: GATE_FILE, CONFIGURATION: 'jobs = ["gate"]\n'} | files
    write(tmp_path, {path: text for path, text in texts.items() if text is not None})
    report = audit_files(tmp_path)
    assert [(finding.kind.value, finding.file) for finding in report.findings] == expected
    assert not report.failed
    assert ("Clean" in plain_text(report)) == (files.keys() == {GATE})
    assert all(finding.hint for finding in report.findings)


def test_one_of_several_names_the_gate(tmp_path: Path) -> None:
    """Workflows for other Gates are no findings, as long as one runs after this Gate."""
    texts = {POST_CI_PATH: post_ci_text("Gate", "acme/hygiene@v0")}
    texts[".github/workflows/post-lint.yml"] = post_ci_text("Lint", "acme/hygiene@v0")
    write(tmp_path, texts | {GATE: GATE_FILE, CONFIGURATION: 'jobs = ["gate"]\n'})
    assert audit_files(tmp_path).findings == ()


@pytest.mark.parametrize(
    ("step", "runs"),
    [
        ("{uses: acme/hygiene@v0}", True),
        ("{uses: acme/ci-hygiene@v0}", True),
        ("{uses: acme/hygiene@v0, with: {command: sweep}}", False),
        ("{uses: acme/hygiene@v0, with: {command: audit}}", False),
        ("{uses: actions/checkout@v5}", False),
    ],
)
def test_only_post_ci_counts(step: str, runs: bool) -> None:  # noqa: FBT001 - expected
    """A step that runs another command of the action does not update the comment."""
    text = f"on: push\njobs: {{a: {{runs-on: x, steps: [{step}]}}}}\n"
    assert (read_post_ci(text, path="x.yml") is not None) is runs


@pytest.mark.parametrize("reusable", [False, True])
@pytest.mark.parametrize("action", ["acme/ci-report@v1", "acme/Hygiene@v1", "acme/tools/CI-HYGIENE@v1", "acme/x/y@v1"])
def test_what_init_writes_is_recognised_under_any_name(tmp_path: Path, action: str, *, reusable: bool) -> None:
    """The audit finds its faults, and not that nothing runs hygiene."""
    text = post_ci_text("Gate", action, reusable=reusable).replace("issues: write ", "issues: read ")
    write(tmp_path, {POST_CI_PATH: text, GATE: GATE_FILE, CONFIGURATION: 'jobs = ["gate"]\n'})
    assert [finding.kind.value for finding in audit_files(tmp_path).findings] == ["missing-permission"]


@pytest.mark.parametrize(
    ("step", "on", "runs"),
    [
        ("{uses: acme/report@v1, with: {command: post-ci}}", "{workflow_run: {workflows: [Gate]}}", True),
        ("{uses: acme/report@v1, with: {command: post-ci}}", "[push, workflow_run]", True),
        ("{uses: acme/report@v1, with: {command: post-ci}}", "push", False),
        ("{uses: acme/report@v1, with: {command: sweep}}", "workflow_run", False),
        ("{uses: acme/report@v1, with: {command: npm run post-ci}}", "workflow_run", False),
        ("{uses: acme/report@v1, with: {command: post-ci-cleanup}}", "workflow_run", False),
        ("{uses: acme/report@v1, with: {args: post-ci}}", "workflow_run", False),
        ("{uses: acme/report@v1}", "workflow_run", False),
        ("{uses: Acme/Tools@v1}", "workflow_run", True),
        ("{uses: acme/tools/.github/action@v1}", "workflow_run", True),
        ("{uses: acme/tools@v1, with: {command: audit}}", "workflow_run", False),
        ("{uses: acme/tools/lint@v1}", "workflow_run", False),
        ("{uses: acme/tools-2@v1}", "workflow_run", False),
        ("{uses: acme/tools@v1}", "push", False),
    ],
)
def test_an_action_of_another_name(
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    on: str,
    runs: bool,  # noqa: FBT001 - expected
) -> None:
    """After the Gate, it is known by the command of its step, or by the repository that hygiene came from."""
    monkeypatch.setenv("HYGIENE_ORIGIN", "https://github.com/acme/tools@v1")
    text = f"on: {on}\njobs: {{a: {{runs-on: x, steps: [{step}]}}}}\n"
    assert (read_post_ci(text, path="x.yml") is not None) is runs


def test_an_action_where_the_origin_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """No action is that of an unknown repository."""
    monkeypatch.setattr("hygiene.settings.origin.direct_url", dict)
    text = "on: workflow_run\njobs: {a: {runs-on: x, steps: [{uses: ''}, {uses: '@v1'}, {uses: a/b@v1}]}}\n"
    assert read_post_ci(text, path="x.yml") is None


@pytest.mark.parametrize(
    ("path", "text", "files"),
    [
        # Another name, which init does not give.
        (".github/workflows/after.yml", "# hygiene\njobs: [", [".github/workflows/after.yml"]),
        # It has nothing to do with hygiene.
        (".github/workflows/after.yml", "jobs: [", []),
        # The Gate itself, which the comparison of names reports already.
        (GATE, "# hygiene\njobs: [", [GATE]),
    ],
    ids=["other", "foreign", "gate"],
)
def test_a_file_that_is_not_valid(tmp_path: Path, path: str, text: str, files: list[str]) -> None:
    """It is reported once, if it may be the one that runs hygiene, or is a Gate."""
    write(tmp_path, {GATE: GATE_FILE, CONFIGURATION: 'jobs = ["gate"]\n', path: text})
    found = audit_files(tmp_path).findings
    assert [finding.file for finding in found if finding.kind == "refused-workflow"] == files
