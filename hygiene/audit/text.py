"""An audit's report as text for people, as JSON, and as annotations in a run's log."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from hygiene.audit.findings import Finding, Kind
from hygiene.runner.commands import command

if TYPE_CHECKING:
    from hygiene.audit.compare import AuditReport

WIDTH_COLUMNS = 80


def plain_text(report: AuditReport) -> str:
    """Write the report for a terminal of eighty columns."""
    where = ", ".join(report.workflows)
    head = f"{where}: {_count(len(report.check_runs), 'check run')}, {_count(len(report.labels), 'label')} configured"
    blocks = [_wrap(head, ""), *(_block(finding) for finding in report.findings)]
    warnings = sum(not finding.notice for finding in report.findings)
    notices = len(report.findings) - warnings
    tail = f"{_count(warnings, 'finding')}." if warnings else "Clean."
    if notices:
        tail += f" {_count(notices, 'notice')}, which never {'fails' if notices == 1 else 'fail'} an audit."
    if any(finding.kind in (Kind.UNKNOWN_JOB, Kind.UNLISTED_JOB) for finding in report.findings if not finding.notice):
        tail += " `hygiene audit --fix` rewrites the labels."
    return "\n\n".join([*blocks, _wrap(tail, "")])


def json_text(report: AuditReport) -> str:
    """Write the report as one JSON object."""
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
    """Write each finding as a workflow command, which GitHub shows at its line."""
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
