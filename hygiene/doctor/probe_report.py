"""The result of a probe: as JSON without names, and as a page for people with links to what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene import __version__
from hygiene.doctor.questions import Result
from hygiene.markdown.printable import one_line
from hygiene.markdown.text import link, moment, plain, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.doctor.questions import Answer, ProbeResult
    from hygiene.github.diagnose.probe import Made, Measured


def probe_json(result: ProbeResult) -> dict[str, Any]:
    """The JSON result; docs/reference/probe.schema.json describes it."""
    return {
        "hygiene": __version__,
        "began_at": result.began.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "seconds": round(result.seconds, 1),
        "host": result.host,
        "token": result.token,
        "account": result.account,
        "role": result.role,
        "event": result.event,
        "pull_request": result.pull_request,
        "answers": [
            {
                "key": answer.key,
                "question": answer.question,
                "answer": answer.result.value,
                "simulator": answer.simulated.value,
                "seen": answer.seen,
            }
            for answer in result.answers
        ],
        "lags": [
            {"what": sample.what, "reads": sample.reads, "seconds": round(sample.seconds, 1)}
            for sample in result.samples
        ],
        "operations": [
            {
                "operation": one.operation,
                "writes": one.writes,
                "seconds": round(one.seconds, 2),
                "requests": one.requests,
                "rate_limit_used_before": one.used_before,
                "rate_limit_used_after": one.used_after,
            }
            for one in result.measured
        ],
        "closed": [{"kind": made.kind, "number": made.number or None} for made in result.closed],
        "left": [{"kind": made.kind, "number": made.number or None} for made in result.left],
    }


def probe_page(result: ProbeResult) -> str:
    """The page: what differs from the simulator first, then everything."""
    differing = [answer for answer in result.answers if answer.differs]
    unknown = sum(answer.result is Result.UNKNOWN for answer in result.answers)
    where = f"{plain(result.host)}, {plain(result.token)} ({result.account}, role {plain(result.role) or 'unknown'})"
    pull = "with a pull request" if result.pull_request else "without a pull request"
    blocks = [
        "# Result of `hygiene doctor --probe`",
        f"{moment(result.began)}, {result.seconds:.0f} s, hygiene {plain(__version__)}, {where}, "
        f"event {plain(result.event) or 'none'}, {pull}.",
        f"{len(result.answers)} questions: {len(differing)} answers differ from the simulator, {unknown} unknown.",
    ]
    blocks += _left(result)
    if differing:
        blocks += ["## Different from the simulator", _answers(differing)]
    blocks += ["## All answers", _answers(result.answers)]
    if result.samples:
        rows = [(plain(one.what), str(one.reads or "never"), f"{one.seconds:.1f}") for one in result.samples]
        blocks += ["## Until a query shows it", table(("What", "Shown by read", "Seconds"), rows)]
    blocks += [
        "## Operations",
        table(
            ("Operation", "Writes", "Seconds", "Requests", "`x-ratelimit-used` before", "after"),
            [_operation(one) for one in result.measured],
        ),
        "Other workflows of the repository use the same budget, and may have used points in between.",
    ]
    return "\n\n".join(blocks) + "\n"


def removal_lines(result: ProbeResult) -> list[str]:
    """What is left or closed, a line with an address for each."""
    lines = [f"Left behind, remove it manually: {_name(made)} {made.url}" for made in result.left]
    lines += [f"Closed, because this token cannot delete it: {_name(made)} {made.url}" for made in result.closed]
    return [one_line(line) for line in lines]


def _left(result: ProbeResult) -> Iterable[str]:
    for title, objects in (
        ("Left behind: remove this manually", result.left),
        ("Closed, because this token cannot delete issues", result.closed),
    ):
        if objects:
            yield f"## {title}"
            yield "\n".join(f"- {link(_name(made), made.url)}" for made in objects)


def _name(made: Made) -> str:
    return f"{made.kind} {made.number}" if made.number else made.kind


def _answers(answers: Iterable[Answer]) -> str:
    rows = [(one.question, one.result.value, one.simulated.value, plain(one.seen)) for one in answers]
    return table(("Question", "Answer", "Simulator", "Seen"), rows)


def _operation(one: Measured) -> tuple[str, ...]:
    used = ("unknown" if used is None else str(used) for used in (one.used_before, one.used_after))
    return (f"`{one.operation}`", str(one.writes), f"{one.seconds:.2f}", str(one.requests), *used)
