"""The rows as a table of eighty columns that needs no colour, and as JSON."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from hygiene.doctor.check import Level
from hygiene.doctor.probe_report import probe_json
from hygiene.markdown.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.doctor.check import Check
    from hygiene.doctor.questions import Answer, ProbeResult

WIDTH_COLUMNS = 80
NAME_COLUMNS = 18
_INDENT = " " * (6 + NAME_COLUMNS)


def table(checks: Sequence[Check]) -> str:
    """One row for each check with its hint below, and a last line that counts."""
    rows = [_row(check) for check in checks]
    counts = {level: sum(check.level is level for check in checks) for level in Level}
    last = f"{counts[Level.PASS]} passed, {counts[Level.WARN]} warned, {counts[Level.FAIL]} failed."
    return "\n".join([*rows, "", last])


def _row(check: Check) -> str:
    head = f"{check.level:<6}{check.name:<{NAME_COLUMNS - 1}} "
    lines = [_wrap(one_line(check.message), head)]
    if check.level is not Level.PASS and check.hint:
        lines.append(_wrap(one_line(check.hint), f"{_INDENT}"))
    return "\n".join(lines)


def answers_table(answers: Sequence[Answer]) -> str:
    """The probe's questions with yes, no or unknown, and what was seen."""
    rows = []
    for answer in answers:
        rows.append(_wrap(answer.question, f"{answer.result:<9}", " " * 9))
        note = f"The simulator: {answer.simulated}. " if answer.differs else ""
        rows.append(_wrap(note + one_line(answer.seen), " " * 9, " " * 9))
    return "\n".join(rows)


def as_json(checks: Sequence[Check], result: ProbeResult | None) -> dict[str, Any]:
    """The JSON result; docs/reference/doctor.schema.json describes it."""
    found: dict[str, Any] = {
        "checks": [
            {"check": check.name, "level": check.level.value, "message": check.message, "hint": check.hint}
            for check in checks
        ]
    }
    if result is not None:
        found["probe"] = probe_json(result)
    return found


def _wrap(text: str, head: str, indent: str = _INDENT) -> str:
    return textwrap.fill(
        text,
        WIDTH_COLUMNS,
        initial_indent=head,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
