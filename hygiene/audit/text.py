"""Render an audit as text for a terminal, as JSON, and as annotations in the log of a run."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from hygiene.audit.findings import Finding, FindingKind
from hygiene.runner.commands import command

if TYPE_CHECKING:
    from hygiene.audit.compare import AuditReport

WIDTH_COLUMNS = 80


def plain_text(report: AuditReport) -> str:
    """The report as text of 80 columns."""
    where = ", ".join(report.workflows)
    jobs = _count(len(report.configured_jobs), "job")
    head = f"{where}: {_count(len(report.check_runs), 'check run')}, {jobs} configured"
    blocks = [_wrap(head, ""), *(_block(finding) for finding in report.findings)]
    warnings = sum(not finding.notice for finding in report.findings)
    notices = len(report.findings) - warnings
    tail = f"{_count(warnings, 'finding')}." if warnings else "Clean."
    if notices:
        tail += f" {_count(notices, 'notice')}, which never {'fails' if notices == 1 else 'fail'} an audit."
    if any(
        finding.kind in (FindingKind.UNKNOWN_JOB, FindingKind.UNLISTED_JOB)
        for finding in report.findings
        if not finding.notice
    ):
        tail += " `hygiene audit --fix` rewrites the names."
    return "\n\n".join([*blocks, _wrap(tail, "")])


def json_text(report: AuditReport) -> str:
    """The report as one JSON object."""
    findings = [
        {
            "kind": finding.kind.value,
            "file": finding.file,
            "line": finding.line,
            "configured": finding.configured,
            "expected": finding.expected,
            "rename": finding.rename,
        }
        for finding in report.findings
    ]
    return json.dumps({"check_runs": list(report.check_runs), "findings": findings}, indent=2, ensure_ascii=False)


def annotation_lines(report: AuditReport) -> tuple[str, ...]:
    """One workflow command for each finding, so that GitHub shows it at its line."""
    return tuple(
        command(
            "notice" if finding.notice else "warning",
            finding.message,
            {"file": finding.file, "line": finding.line, "title": f"hygiene audit: {finding.kind.value}"},
        )
        for finding in report.findings
    )


def _block(finding: Finding) -> str:
    level = "notice: " if finding.notice else ""
    return f"{finding.file}:{finding.line}  {level}{finding.kind.value}\n{_wrap(finding.message, '  ')}"


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
