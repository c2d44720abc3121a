"""Render an audit as text for a terminal, as JSON, and as annotations in the log of a run."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from hygiene.audit.findings import FIXABLE, Finding
from hygiene.report.json_text import json_text as indented
from hygiene.runner.commands import command

if TYPE_CHECKING:
    from hygiene.audit.compare import AuditReport

WIDTH_COLUMNS = 80


def plain_text(report: AuditReport) -> str:
    """The report as text of 80 columns."""
    where = ", ".join(gate.path for gate in report.workflows)
    head = f"{where}: {_count(len(report.check_runs), 'check run')}"
    if report.configured_jobs is not None:
        head += f", {_count(len(report.configured_jobs), 'job')} configured"
    blocks = [_wrap(head, ""), *(_block(finding) for finding in report.findings)]
    warnings = [finding for finding in report.findings if not finding.notice]
    notices = len(report.findings) - len(warnings)
    if report.configured_jobs is None:
        blocks.append(_wrap(_not_compared(report), ""))
    # Where nothing was compared, nothing is clean.
    clean = "" if notices or (report.configured_jobs is None and not report.configuration) else "Clean."
    tail = f"{_count(len(warnings), 'finding')}." if warnings else clean
    if notices:
        tail += f" {_count(notices, 'notice')}, which {'does' if notices == 1 else 'do'} not fail the audit."
    if any(finding.kind in FIXABLE for finding in warnings):
        tail += " `hygiene audit --fix` rewrites the names."
    return "\n\n".join(filter(None, [*blocks, _wrap(tail.strip(), "")]))


def _not_compared(report: AuditReport) -> str:
    if report.configuration:
        return f"{report.configuration} lists no jobs, so no names were compared: they are read from the workflow."
    return "There is no configuration, so no names were compared. Run `hygiene init` to write one."


def json_text(report: AuditReport) -> str:
    """The report as one JSON object."""
    workflows = [
        {
            "file": gate.path,
            "name": gate.name,
            "starts_runs": gate.starts_runs,
            "reason": gate.problem.sentence if gate.problem else "",
        }
        for gate in report.workflows
    ]
    check_runs = [
        {
            "name": name.pattern,
            "exact": name.exact,
            "may_be_skipped": name.may_skip,
            "may_fail": name.may_fail,
            "aggregate": name.aggregate,
            "job": name.job_id,
            "line": name.line,
            "reason": name.reason,
        }
        for name in report.check_runs
    ]
    findings = [
        {
            "kind": finding.kind.value,
            "level": "notice" if finding.notice else "warning",
            "file": finding.file,
            "line": finding.line,
            "message": finding.message,
            "hint": finding.hint,
            "configured": finding.configured,
            "actual": finding.actual,
            "rename_to": finding.rename_to,
        }
        for finding in report.findings
    ]
    whole = {
        "workflows": workflows,
        "configured_jobs": None if report.configured_jobs is None else list(report.configured_jobs),
        "check_runs": check_runs,
        "findings": findings,
    }
    return indented(whole)


def annotation_lines(report: AuditReport) -> tuple[str, ...]:
    """One workflow command for each finding, so that GitHub shows it at its line."""
    return tuple(
        command(
            "notice" if finding.notice else "warning",
            f"{finding.message} {finding.hint}".strip(),
            {"file": finding.file, "line": finding.line, "title": f"hygiene audit: {finding.kind.value}"},
        )
        for finding in report.findings
    )


def _block(finding: Finding) -> str:
    level = "notice: " if finding.notice else ""
    text = f"{finding.message} {finding.hint}".strip()
    return f"{finding.file}:{finding.line}  {level}{finding.kind.value}\n{_wrap(text, '  ')}"


def _wrap(text: str, indent: str) -> str:
    return textwrap.fill(
        text,
        WIDTH_COLUMNS,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
