"""The audit: drift between names and jobs, told once and in the right place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.audit.compare import AuditReport, audit_files
from hygiene.audit.findings import Finding, FindingKind
from hygiene.errors import UsageError
from tests.audit.repository import CONFIGURATION, CONFIGURATION_TEXT, GATE, GATE_TEXT, standard, write

if TYPE_CHECKING:
    from pathlib import Path


def kinds(report: AuditReport) -> list[tuple[str, int, str | None, str | None, str | None]]:
    """Shorten the findings to kind, line, configured, expected and rename."""
    return [(each.kind.value, each.line, each.configured, each.expected, each.rename) for each in report.findings]


def test_agreement_is_clean(tmp_path: Path) -> None:
    """Labels that say what the workflow says give no finding, and every check run is listed."""
    report = audit_files(standard(tmp_path))
    assert report == AuditReport(
        workflows=(GATE,),
        configured_jobs=("python ci (3.11)", "python ci (3.12)", "docker smoke", "gate"),
        check_runs=("python ci (3.11)", "python ci (3.12)", "docker smoke", "gate"),
        findings=(),
    )
    assert not report.failed


def test_a_renamed_job(tmp_path: Path) -> None:
    """A renamed job is one finding: the name's line, the new name, and where that stands."""
    report = audit_files(standard(tmp_path, gate=GATE_TEXT.replace("docker smoke", "docker smoke test")))
    assert report.findings == (
        Finding(
            kind=FindingKind.UNKNOWN_JOB,
            file=CONFIGURATION,
            line=8,
            message="`docker smoke` is configured, but no job reports under this name. "
            "It is likely `docker smoke test` now (.github/workflows/gate.yml:11).",
            configured="docker smoke",
            expected="docker smoke test",
            rename="docker smoke test",
        ),
    )
    assert report.failed


def test_a_new_version_in_the_matrix(tmp_path: Path) -> None:
    """When every leg moves, each name finds its own successor."""
    report = audit_files(standard(tmp_path, gate=GATE_TEXT.replace('"3.11", "3.12"', '"3.12", "3.13"')))
    assert kinds(report) == [("unknown-job", 5, "python ci (3.11)", "python ci (3.13)", "python ci (3.13)")]


def test_a_job_that_is_gone(tmp_path: Path) -> None:
    """The only name whose job went is taken for the only job that came; where two came, nobody knows."""
    text = GATE_TEXT.replace("  docker:\n    name: docker smoke\n", "  zz:\n").replace("docker", "zz")
    assert kinds(audit_files(standard(tmp_path, gate=text)))[0] == ("unknown-job", 8, "docker smoke", "zz", "zz")
    two = text.replace("jobs:\n", "jobs:\n  qq:\n    runs-on: ubuntu-latest\n    steps: [{run: 'true'}]\n", 1)
    assert kinds(audit_files(standard(tmp_path, gate=two)))[0] == ("unknown-job", 8, "docker smoke", None, None)


def test_a_new_leg_fails_the_audit(tmp_path: Path) -> None:
    """A leg beside configured legs is drift, though the gate job waits for it."""
    report = audit_files(standard(tmp_path, gate=GATE_TEXT.replace('"3.12"]', '"3.12", "3.13"]')))
    assert kinds(report) == [("unlisted-job", 5, None, "python ci (3.13)", None)]
    assert report.failed


def test_a_new_job_that_a_listed_job_waits_for(tmp_path: Path) -> None:
    """A job that the configured gate needs cannot slip through, so it is a notice."""
    text = GATE_TEXT.replace("[python, docker]", "[python, docker, lint]") + "  lint: {needs: types}\n  types: {}\n"
    report = audit_files(standard(tmp_path, gate=text))
    assert [(each.expected, each.notice) for each in report.findings] == [("lint", True), ("types", True)]
    assert not report.failed


def test_a_new_job_that_nobody_waits_for(tmp_path: Path) -> None:
    """A job beside the gate is drift."""
    report = audit_files(standard(tmp_path, gate=GATE_TEXT + "  lint: {runs-on: x}\n"))
    assert kinds(report) == [("unlisted-job", 19, None, "lint", None)]
    assert report.failed


def test_without_a_configuration(tmp_path: Path) -> None:
    """The built-in names are audited as well; a finding then stands at the workflow."""
    write(tmp_path, {GATE: GATE_TEXT.replace("docker smoke", "docker smoke 2")})
    assert [(each.file, each.line, each.configured) for each in audit_files(tmp_path).findings] == [
        (GATE, 1, "docker smoke")
    ]


def test_a_caller_is_listed_by_its_own_name(tmp_path: Path) -> None:
    """A caller's name covers the check runs inside, and so does a name of one of them."""
    gate = "name: Gate\non: push\njobs:\n  a: {uses: ./.github/workflows/b.yml}\n"
    called = "on: workflow_call\njobs:\n  one: {}\n  two: {}\n"
    for names in ('["a"]', '["a / one"]', '["a / one", "a / two"]'):
        write(tmp_path, {GATE: gate, ".github/workflows/b.yml": called, CONFIGURATION: f"jobs = {names}\n"})
        report = audit_files(tmp_path)
        assert report.findings == ()
        assert report.check_runs == ("a / one", "a / two")
    write(tmp_path, {CONFIGURATION: 'jobs = ["a / three", "a"]\n'})
    assert kinds(audit_files(tmp_path)) == [("unknown-job", 1, "a / three", None, None)]


def test_a_name_inside_a_remote_workflow(tmp_path: Path) -> None:
    """What a remote workflow reports cannot be known, so any name inside its caller is taken as right."""
    gate = "name: Gate\non: push\njobs:\n  a: {uses: o/r/.github/workflows/b.yml@v1}\n"
    write(tmp_path, {GATE: gate, CONFIGURATION: 'jobs = ["a / whatever"]\n'})
    assert audit_files(tmp_path).findings == ()


def test_a_name_that_a_pattern_matches(tmp_path: Path) -> None:
    """A name that a computed matrix may produce is no finding; that nobody can know it is a notice."""
    gate = "name: Gate\non: push\njobs:\n  t: {strategy: {matrix: '${{ fromJSON(vars.m) }}'}}\n"
    write(tmp_path, {GATE: gate, CONFIGURATION: 'jobs = ["t (3.12)"]\n'})
    report = audit_files(tmp_path)
    assert kinds(report) == [("unpredictable-name", 4, None, "t (*)", None)]
    assert not report.failed


def test_several_gates(tmp_path: Path) -> None:
    """Files that are given are audited together: their jobs make one list."""
    write(tmp_path, {"a.yml": "jobs: {a: {}}", "b.yml": "jobs: {b: {}}", CONFIGURATION: 'jobs = ["a", "b"]'})
    report = audit_files(tmp_path, workflows=("a.yml", "b.yml"))
    assert (report.workflows, report.check_runs, report.findings) == (("a.yml", "b.yml"), ("a", "b"), ())
    assert kinds(audit_files(tmp_path, workflows=("a.yml",))) == [("unknown-job", 1, "b", None, None)]


def test_the_order_of_findings(tmp_path: Path) -> None:
    """Findings come by kind and then by place, so that two audits of one state read alike."""
    gate = GATE_TEXT.replace("docker smoke", "image") + "  zeta: {}\n  alpha: {}\n"
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
    """The gravest kind comes first, though its file sorts last."""
    report = audit_files(standard(tmp_path, gate=GATE_TEXT + "  zeta: {}\n"), reported=["python ci (3.11)", "gate"])
    assert [(each.kind.value, each.file) for each in report.findings] == [
        ("unlisted-job", GATE),
        ("not-reported", CONFIGURATION),
        ("not-reported", CONFIGURATION),
    ]


def test_a_large_workflow(tmp_path: Path) -> None:
    """Five thousand lines, each name renamed, are audited without a word too many."""
    jobs = "".join(f"  job{i}:\n    name: Job {i}\n    runs-on: x\n    steps:\n      - run: a\n" for i in range(1_000))
    names = ", ".join(f'"Jobs {i}"' for i in range(1_000))
    write(tmp_path, {GATE: f"name: Gate\non: push\njobs:\n{jobs}", CONFIGURATION: f"jobs = [{names}]\n"})
    report = audit_files(tmp_path)
    assert len(report.check_runs) == 1_000
    assert len(report.findings) == 2_000


def test_a_broken_gate_is_an_error(tmp_path: Path) -> None:
    """A Gate that cannot be read is a usage error, not a finding."""
    with pytest.raises(UsageError, match=r"gate\.yml:2:1 is not valid YAML"):
        audit_files(standard(tmp_path, gate="jobs: ["))
