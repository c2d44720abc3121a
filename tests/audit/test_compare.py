"""The audit: differences between configured names and jobs, each reported once and in the right place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.audit.compare import AuditReport, audit_files
from hygiene.audit.findings import Finding, FindingKind
from hygiene.audit.post_ci_workflow import POST_CI_PATH
from hygiene.errors import UsageError
from tests.audit.repository import (
    CONFIGURATION,
    CONFIGURATION_TEXT,
    GATE,
    GATE_TEXT,
    POST_CI_TEXT,
    RUN,
    standard,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path


def kinds(report: AuditReport) -> list[tuple[str, int, str | None, str | None, str | None]]:
    """Shorten the findings to kind, line, configured name, actual name and new name."""
    return [(each.kind.value, each.line, each.configured, each.actual, each.rename_to) for each in report.findings]


def test_agreement_is_clean(tmp_path: Path) -> None:
    """Job names that agree with the workflow give no finding, and every check run is listed."""
    report = audit_files(standard(tmp_path))
    names = ("python ci (3.11)", "python ci (3.12)", "docker smoke", "gate")
    assert report.findings == ()
    assert [gate.path for gate in report.workflows] == [GATE]
    assert report.configured_jobs == names
    assert tuple(name.pattern for name in report.check_runs) == names
    assert not report.failed


def test_a_renamed_job(tmp_path: Path) -> None:
    """A renamed job is one finding: the name's line, the new name, and the line of that."""
    report = audit_files(standard(tmp_path, gate=GATE_TEXT.replace("docker smoke", "docker smoke test")))
    assert report.findings == (
        Finding(
            kind=FindingKind.UNKNOWN_JOB,
            file=CONFIGURATION,
            line=8,
            message="`docker smoke` is configured, but no job reports under this name. "
            "It is probably `docker smoke test` now (.github/workflows/gate.yml:11).",
            configured="docker smoke",
            actual="docker smoke test",
            rename_to="docker smoke test",
        ),
    )
    assert report.failed


def test_a_new_version_in_the_matrix(tmp_path: Path) -> None:
    """When every leg moves, each name finds its own successor."""
    report = audit_files(standard(tmp_path, gate=GATE_TEXT.replace('"3.11", "3.12"', '"3.12", "3.13"')))
    assert kinds(report) == [("unknown-job", 5, "python ci (3.11)", "python ci (3.13)", "python ci (3.13)")]


def test_a_removed_job(tmp_path: Path) -> None:
    """One removed and one added name are a rename; with two added names it is not known which."""
    text = GATE_TEXT.replace("  docker:\n    name: docker smoke\n", "  zz:\n").replace("docker", "zz")
    assert kinds(audit_files(standard(tmp_path, gate=text)))[0] == ("unknown-job", 8, "docker smoke", "zz", "zz")
    two = text.replace("jobs:\n", "jobs:\n  qq:\n    runs-on: ubuntu-latest\n    steps: [{run: 'true'}]\n", 1)
    assert kinds(audit_files(standard(tmp_path, gate=two)))[0] == ("unknown-job", 8, "docker smoke", None, None)


def test_a_new_leg_fails_the_audit(tmp_path: Path) -> None:
    """A leg that is missing among configured legs is drift, though the gate job waits for it."""
    report = audit_files(standard(tmp_path, gate=GATE_TEXT.replace('"3.12"]', '"3.12", "3.13"]')))
    assert kinds(report) == [("unlisted-job", 5, None, "python ci (3.13)", None)]
    assert report.failed


def test_a_new_job_that_a_listed_job_needs(tmp_path: Path) -> None:
    """A job that the configured gate needs cannot slip through, so it is a notice."""
    text = GATE_TEXT.replace("[python, docker]", "[python, docker, lint]")
    text += f"  lint: {{needs: types, {RUN}}}\n  types: {{{RUN}}}\n"
    report = audit_files(standard(tmp_path, gate=text))
    assert [(each.actual, each.notice) for each in report.findings] == [("lint", True), ("types", True)]
    assert not report.failed


def test_a_new_job_that_no_job_needs(tmp_path: Path) -> None:
    """A job that the gate does not wait for is drift."""
    report = audit_files(standard(tmp_path, gate=f"{GATE_TEXT}  lint: {{{RUN}}}\n"))
    assert kinds(report) == [("unlisted-job", 19, None, "lint", None)]
    assert report.failed


def test_without_a_configuration(tmp_path: Path) -> None:
    """Without configured jobs nothing is compared, with a file that names only the workflow too."""
    for configuration in ({}, {CONFIGURATION: 'workflow = "Gate"\n'}):
        write(tmp_path, {GATE: GATE_TEXT, POST_CI_PATH: POST_CI_TEXT, **configuration})
        report = audit_files(tmp_path, reported=[], required_by_branch=["x"])
        assert report.findings == ()
        assert report.configured_jobs is None
        assert len(report.check_runs) == 4


def test_a_caller_is_listed_by_its_own_name(tmp_path: Path) -> None:
    """A caller's name covers the check runs inside, and so does a name of one of them."""
    gate = "name: Gate\non: push\njobs:\n  a: {uses: ./.github/workflows/b.yml}\n"
    called = f"on: workflow_call\njobs:\n  one: {{{RUN}}}\n  two: {{{RUN}}}\n"
    for names in ('["a"]', '["a / one"]', '["a / one", "a / two"]'):
        standard(tmp_path, gate=gate, configuration=f"jobs = {names}\n")
        write(tmp_path, {".github/workflows/b.yml": called})
        report = audit_files(tmp_path)
        assert report.findings == ()
        assert [name.pattern for name in report.check_runs] == ["a / one", "a / two"]
    write(tmp_path, {CONFIGURATION: 'jobs = ["a / three", "a"]\n'})
    assert kinds(audit_files(tmp_path)) == [("unknown-job", 1, "a / three", None, None)]


def test_a_name_inside_a_remote_workflow(tmp_path: Path) -> None:
    """What a remote workflow reports cannot be known, so any name inside its caller is taken as right."""
    gate = "name: Gate\non: push\njobs:\n  a: {uses: o/r/.github/workflows/b.yml@v1}\n"
    standard(tmp_path, gate=gate, configuration='jobs = ["a / whatever"]\n')
    assert audit_files(tmp_path).findings == ()


def test_a_name_that_a_pattern_matches(tmp_path: Path) -> None:
    """A name that a computed matrix may produce is no finding; that it cannot be checked is a notice."""
    gate = "name: Gate\non: push\njobs:\n  t: {strategy: {matrix: '${{ fromJSON(vars.m) }}'}, " + RUN + "}\n"
    standard(tmp_path, gate=gate, configuration='jobs = ["t (3.12)"]\n')
    report = audit_files(tmp_path)
    assert kinds(report) == [("unpredictable-name", 4, None, "t (*)", None)]
    assert not report.failed


def test_several_gates(tmp_path: Path) -> None:
    """Files that are given are audited together: their jobs make one list."""
    texts = {f"{name}.yml": f"on: push\njobs: {{{name}: {{{RUN}}}}}" for name in "ab"}
    write(tmp_path, {**texts, CONFIGURATION: 'jobs = ["a", "b"]'})
    report = audit_files(tmp_path, workflows=("a.yml", "b.yml"))
    assert [gate.path for gate in report.workflows] == ["a.yml", "b.yml"]
    assert [name.pattern for name in report.check_runs] == ["a", "b"]
    assert report.findings == ()
    assert kinds(audit_files(tmp_path, workflows=("a.yml",))) == [("unknown-job", 1, "b", None, None)]


def test_the_order_of_findings(tmp_path: Path) -> None:
    """Findings come by kind and then by place, so that two audits of one state read alike."""
    gate = GATE_TEXT.replace("docker smoke", "image") + f"  zeta: {{{RUN}}}\n  alpha: {{{RUN}}}\n"
    configuration = CONFIGURATION_TEXT.replace('"gate",', '"gate",\n  "qqqq",')
    found = kinds(audit_files(standard(tmp_path, gate=gate, configuration=configuration)))
    assert [(kind, line) for kind, line, *_ in found] == [
        ("unknown-job", 8),
        ("unknown-job", 10),
        ("unlisted-job", 11),
        ("unlisted-job", 19),
        ("unlisted-job", 20),
    ]


def test_kinds_come_before_places(tmp_path: Path) -> None:
    """Findings are sorted by kind before they are sorted by file."""
    report = audit_files(
        standard(tmp_path, gate=f"{GATE_TEXT}  zeta: {{{RUN}}}\n"), reported=["python ci (3.11)", "gate"]
    )
    assert [(each.kind.value, each.file) for each in report.findings] == [
        ("unlisted-job", GATE),
        ("not-reported", CONFIGURATION),
        ("not-reported", CONFIGURATION),
    ]


def test_a_large_workflow(tmp_path: Path) -> None:
    """Thousands of lines, each name renamed, are audited."""
    jobs = "".join(f"  job{i}:\n    name: Job {i}\n    runs-on: x\n    steps:\n      - run: a\n" for i in range(500))
    names = ", ".join(f'"Jobs {i}"' for i in range(500))
    standard(tmp_path, gate=f"name: Gate\non: push\njobs:\n{jobs}", configuration=f"jobs = [{names}]\n")
    report = audit_files(tmp_path)
    assert len(report.check_runs) == 500
    assert len(report.findings) == 1_000


@pytest.mark.parametrize(
    ("gate", "found"),
    [
        ("jobs: [", [("refused-workflow", 2)]),
        ("on: workflow_call\n" + GATE_TEXT[GATE_TEXT.index("jobs:") :], [("called-workflow", 1)]),
        (GATE_TEXT.replace("[python, docker]", "[python, dockr]"), [("refused-workflow", 16)]),
        (GATE_TEXT.replace("matrix.python", "env.python"), [("refused-workflow", 5)]),
        (GATE_TEXT.replace("on: pull_request\n", ""), [("refused-workflow", 1)]),
        (
            GATE_TEXT + "  x: {uses: ./x.yml}\n  __y: {" + RUN + "}\n",
            [("refused-workflow", 20), ("missing-workflow", 19)],
        ),
    ],
)
def test_a_gate_that_starts_no_run(tmp_path: Path, gate: str, found: list[tuple[str, int]]) -> None:
    """Where GitHub starts no run, that is the finding: no job has a name, so none is compared."""
    report = audit_files(standard(tmp_path, gate=gate), reported=[], required_by_branch=["x"])
    assert [(each.kind.value, each.line) for each in report.findings] == found
    assert report.failed
    assert report.check_runs == ()


def test_a_missing_gate_is_an_error(tmp_path: Path) -> None:
    """A file that is named and not there is a usage error, not a finding."""
    with pytest.raises(UsageError, match=r"There is no workflow file x\.yml"):
        audit_files(standard(tmp_path), workflows=("x.yml",))


def test_jobs_that_are_no_part_of_the_gate(tmp_path: Path) -> None:
    """A job that never runs for a pull request need not be configured; one that seems to publish is a notice."""
    jobs = (
        f"  tag: {{if: \"startsWith(github.ref, 'refs/tags/')\", {RUN}}}\n"
        f"  never: {{if: false, strategy: {{matrix: {{v: [1, 2]}}}}, {RUN}}}\n"
        f"  release: {{if: github.actor == 'x', {RUN}}}\n"
        f"  maybe: {{if: github.actor == 'x', {RUN}}}\n"
    )
    report = audit_files(standard(tmp_path, gate=f"{GATE_TEXT}{jobs}"))
    assert [(each.actual, each.notice) for each in report.findings] == [("release", True), ("maybe", False)]
