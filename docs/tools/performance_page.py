"""docs/reference/performance.md and its pictures, made of what ``python -m tests.benchmarks --write`` measured."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

HEAD = """\
# Performance

What a run costs: processor time, memory, requests and bytes of whole processes. This page is made of the figures of one
run of

```sh
uv run python -m tests.benchmarks --write
```

which takes about three minutes, prints the same tables, and ends with 1 if a figure is above its limit. It was
measured on {date} with Python {python} on {machine}. Ratios can be compared with those of another machine, seconds
cannot.

Programs run with byte code, as a release has it, against a sandbox on the same machine; with latency, each response
comes {latency} later. Unless something else is named, the repository has a pull request with {jobs} check runs, of
which {failing} fail, and {comments} comments after the status comment, which a run that writes updates. Each figure is
a median; programs that are compared run in turn.
"""
WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 260, 60, 40, 30
COLOURS = ("#3f51b5", "#e65100")


def write(data: Path) -> None:
    """Write the page and its pictures beside the data."""
    found = json.loads(data.read_text(encoding="utf-8"))
    data.with_suffix(".md").write_text(page(found), encoding="utf-8", newline="\n")
    for name, text in pictures(found).items():
        (data.parent / name).write_text(text, encoding="utf-8", newline="\n")


def page(found: dict[str, Any]) -> str:
    """The whole page."""
    head = HEAD.format(
        date=found["date"],
        python=found["python"],
        machine=found["machine"],
        latency=f"{found['latency_s'] * 1000:.0f} ms",
        **found["usual"],
    )
    return f"{head}\n{tables(found)}"


def tables(found: dict[str, Any]) -> str:
    """All figures in Markdown."""
    blocks = ["## Limits", _limits(found["checks"]), "## Kinds of runs", _kinds(found["kinds"])]
    blocks += ["## Other programs", _PROGRAMS, _programs(found["programs"]), "## Growth", _GROWTH]
    for curve in found["curves"]:
        blocks += [f"### {curve['name'].replace('-', ' ').capitalize()}", _slope(curve)]
        blocks += [f"![{curve['what']}](performance-{curve['name']}.svg)", _curve(curve)]
    return "\n\n".join(blocks) + "\n"


_PROGRAMS = """\
The same task with sequential requests to the REST API, as such steps are often written: read the configuration, the
pull request, the check runs of head and base, the errors, the comments and the open issues, then write a comment and an
issue. The programs are in `tests/benchmarks/clients`; they keep no history, and concurrent runs of them write twice.
`gh` starts a process for each request. Bytes include headers; responses are compressed for clients that ask for it, as
GitHub does."""
_GROWTH = """\
Runs that write, while one thing grows and everything else is small (4 check runs, of which one fails). The pictures
show processor time, and the wall time with latency."""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", f"| {' | '.join('---' for _ in head)} |", *lines])


def _limits(checks: list[dict[str, Any]]) -> str:
    rows = [
        (one["what"], f"{one['value']:.2f} {one['unit']}", f"{one['limit']:g} {one['unit']}", _passed(one["passed"]))
        for one in checks
    ]
    return _table(("Figure", "Measured", "Limit", "Result"), rows)


def _passed(passed: bool) -> str:  # noqa: FBT001 - a word for it
    return "within" if passed else "**above**"


def _kinds(kinds: list[dict[str, Any]]) -> str:
    rows = [
        (
            f"`{row['kind']}`" if row["kind"].startswith("-") else row["kind"],
            _ms(row["figures"]["cpu_s"]),
            _mb(row["figures"]["peak_mb"]),
            str(row["figures"]["requests"]),
            _compared(row["code"]),
            _ms(row["other"]["cpu_s"]),
            f"{row['ratio']:.2f}",
        )
        for row in kinds
    ]
    return _table(("Run", "Processor", "Peak memory", "Requests", "Compared with", "Processor", "Ratio"), rows)


def _compared(code: str) -> str:
    if "typer" in code:
        return "empty typer app" + (", without rich" if "rich_markup_mode" in code else "")
    return "`import httpx`" + (" without its command line" if "_main" in code else "")


def _programs(programs: list[dict[str, Any]]) -> str:
    rows = []
    for row in programs:
        one = row["figures"]
        if one is None:
            rows.append((row["name"], *["not measured"] * 7))
            continue
        sizes = (f"{one['sent']:,}", f"{one['received']:,}")
        times = (f"{one['wall_s']:.2f} s", _ms(one["cpu_s"]), _mb(one["peak_mb"]))
        rows.append((row["name"], str(one["requests"]), str(one["connections"]), *sizes, *times))
    head = ("Program", "Requests", "Connections", "Bytes sent", "Bytes received", "Wall", "Processor", "Peak memory")
    return _table(head, rows)


def _slope(curve: dict[str, Any]) -> str:
    first, last = curve["points"][0], curve["points"][-1]
    count = last["size"] - first["size"]
    seconds = (last["without"]["cpu_s"] - first["without"]["cpu_s"]) / count
    memory = (last["without"]["peak_mb"] - first["without"]["peak_mb"]) / count
    # Not more than was measured.
    step = 100 if count >= 100 else 10  # noqa: PLR2004 - round numbers
    costs = f"{seconds * step * 1_000:.1f} ms of processor time and {memory * step:.2f} MB"
    return f"For each {step} {curve['what']}: {costs}."


def _curve(curve: dict[str, Any]) -> str:
    rows = [
        (
            f"{point['size']:,}",
            str(point["without"]["requests"]),
            f"{point['without']['sent']:,}",
            f"{point['without']['received']:,}",
            _ms(point["without"]["cpu_s"]),
            _mb(point["without"]["peak_mb"]),
            f"{point['without']['wall_s']:.2f} s",
            f"{point['with']['wall_s']:.2f} s",
        )
        for point in curve["points"]
    ]
    head = ("", "Requests", "Bytes sent", "Bytes received", "Processor", "Peak memory", "Wall", "Wall with latency")
    return _table(head, rows)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _mb(megabytes: float) -> str:
    return f"{megabytes:.1f} MB"


def pictures(found: dict[str, Any]) -> dict[str, str]:
    """The curves as SVG, by file name."""
    return {f"performance-{curve['name']}.svg": _picture(curve) for curve in found["curves"]}


def _picture(curve: dict[str, Any]) -> str:
    points = curve["points"]
    lines = {
        "processor time": [(one["size"], one["without"]["cpu_s"]) for one in points],
        "wall time with latency": [(one["size"], one["with"]["wall_s"]) for one in points],
    }
    x_max, y_max = points[-1]["size"], _round(max(value for line in lines.values() for _, value in line))
    width, height = WIDTH - LEFT - 20, HEIGHT - TOP - BOTTOM
    parts = []
    for step in range(5):
        y = TOP + height - height * step / 4
        parts.append(f'<path d="M{LEFT} {y:.1f}H{LEFT + width}" stroke="#9e9e9e" stroke-opacity=".4"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{y_max * step / 4:g} s</text>')
    for size, _ in lines["processor time"]:
        x = LEFT + width * size / x_max
        parts.append(f'<text x="{x:.1f}" y="{TOP + height + 18}" text-anchor="middle">{size:,}</text>')
    for at, (name, line) in enumerate(lines.items()):
        places = [f"{LEFT + width * x / x_max:.1f},{TOP + height - height * y / y_max:.1f}" for x, y in line]
        parts.append(f'<polyline points="{" ".join(places)}" fill="none" stroke="{COLOURS[at]}" stroke-width="2"/>')
        parts.append(f'<text x="{LEFT + 10 + 200 * at}" y="16" style="fill:{COLOURS[at]}">{name}</text>')
    parts.append(f'<text x="{LEFT + width / 2:.1f}" y="{HEIGHT - 6}" text-anchor="middle">{curve["what"]}</text>')
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12" fill="#757575">\n{body}\n</svg>\n'
    )


def _round(value: float) -> float:
    """The next number above it that divides well by four."""
    steps: list[float] = [factor * 10.0**power for power in range(-2, 4) for factor in (1, 2, 4, 6, 8)]
    return next(step for step in steps if step >= value)
