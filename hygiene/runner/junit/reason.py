"""The reason of a failure: the first line that is more than a title or a place.

Frameworks put different things first: the test's own name, a file and line, "Failed", a stack trace that ends with the
reason. The patterns below name the frameworks that write such lines; what none of them matches is taken as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CHARS_MAX = 300
LINES_MAX = 200
CONTINUED_LINES_MAX = 6
CONTINUED_CHARS_MAX = 160
_LINE_CHARS_MAX = 400

# Colours, also where a writer has replaced the escape character (pytest: "#x1B") or left it out.
_COLOUR = re.compile("(?:[\x1b\ufffd\x9b]|#x1[Bb]|&#27;)\\[[0-9;?]*[A-Za-z]|\\[\\d{1,3}(?:;\\d{1,3})*m")
_PREFIX = re.compile(r"(?:E {3,}|# ?\| ?|\[FAILED\] ?|Failure/Error: (?=\w*Error)|(?:Error|error): {2,})")

_NOTHING = re.compile(
    r"""
    (?i:test\ )?(?i:failed|failures?|fail|errors?|errored|null|none|undefined|exception|no\ message)[.:!]?
  | (?i:test\ (?:setup|teardown)\ failure|collection\ failure)                       # pytest
  | (?i:test\ failure\ with\ exit\ code\ \d+|test\ abort\ .*|(?:process\ )?exited\ with\ (?:error\ )?code:?\ -?\d+)
  | (?:\u25cf\ )?Test\ suite\ failed\ to\ run|\u25cf\ .*                                 # Jest
  | Test\ Panicked                                                                   # Ginkgo
  | FAILED:|with\ expansions?:|due\ to\ (?:a\ fatal\ error|unexpected\ exception)[\w\ ]*:?  # Catch2
  | \d+\ (?:failure|error)s?,\ see\ stacktrace\ for\ details                         # Dart
  | Exit\ Code:\ -?\d+|Command\ Output\ \((?:stdout|stderr)\):|Script:               # lit
  | \#?\ ?(?:executed\ command|note:\ command|RUN:|[.`]-{3,}).*|[$+]\ .*|:\ ['"]RUN:.*   # lit
  | (?:===|---)\ (?:RUN|PAUSE|CONT|NAME|FAIL|PASS|SKIP)\b.*|FAIL(?:\t.*)?|exit\ status\ \d+   # go test
  | (?:Build|Runtime)\ error                                                          # go-junit-report
  | Error\ Trace:.*|\#\ [\w.\-]+(?:/[\w.\-]+)+(?:\ \[[^\]]*\])?                       # testify, go build
  | thread\ '.*'\ (?:\(\d+\)\ )?panicked\ at\ [^'].*:\d+:\d+:?                          # Rust
  | (?:[\w\\]+::test\w*|[\w\\]*Tests?::\w+)(?:\ with\ data\ set\ .*)?                    # PHPUnit: the test's name
  | \(.*(?:in|from)\ .*\bline\ \d+[,)].*                                              # bats
  | \[[^\]]+\]\ \u203a\ .*                                                           # Playwright: the test's name
  | (?:at\ |in\ )?(?:file://)?(?=[^\s:()]*[^\s:()\d])[^\s:()]+        # a file and a line
    (?::\d+(?::\d+)?|\(\d+(?:,\d+)?\)):?(?:\ (?:error|Failure):?)?
  | (?i:unknown\ file:?(?:\ failure)?|at\ .+:\d+(?::\d+)?\)?)
  | Hint:\ make\ sure\ your\ test\ modules.*                                            # pytest
  | [\W_]*                                                                              # rules, carets, nothing
    """,
    re.VERBOSE,
)
# The class of an error without a message: shown only where there is nothing else.
_BARE_CLASS = re.compile(r"(?:[\w$]+[.:\\]+)*[\w$]*(?:Error|Exception|Failure|Failed|Panic|Throwable):?")
_TITLED = re.compile(r"\S+\.\w+:\d+(?::\d+)? \S.*")
_TRACEBACK = "Traceback (most recent call last):"
_RAISED = re.compile(r"[A-Za-z_][\w.]*(?::.*)?")
# A line that needs the following ones: "Expected", "expected: 4", "Not equal:", a matcher's hint.
_OPENING = re.compile(
    r".*[:{]|[-+]? ?(?i:expected|want|left)\b.*|(?i:assert\.\w+\(\) failure.*|assertion .* failed(?: with.*)?)"
    r"|(?:\w*Error: )?expect\(.*|.* // Object\.is equality|(?:CHECK|REQUIRE)\w*\(.*\)"
)
_STACK = re.compile(
    r"(?i:at )\S+.*[(:]|>? *\d* *\||\(compared using|Diff:|In \[|note: run with|goroutine \d|[=_\u2500-]{3,}"
    r"|Test:\s|Messages?:\s{2,}|Traceback|[./\w-]+\.\w+:\d+(?::\d+)?:?$"
)


def reason(message: str, text: str, kind: str = "") -> str:
    """The first line of ``message``, else of ``text``, that states a reason, else ``kind``, else any line there is.

    ``message`` and ``text`` are the attribute and the content of a failure, ``kind`` its ``type``. A line that needs
    the following ones ("Expected", "Not equal:") is joined with them. At most ``CHARS_MAX`` characters.
    """
    of_message, of_text = _lines(message), _lines(text)
    for lines in (of_message, of_text):
        if lines and lines is of_message and _names_the_test(lines, of_text):
            continue
        found = _first(lines)
        if found:
            return found[:CHARS_MAX]
    stripped = (_PREFIX.sub("", line.strip(), count=1) for line in (*of_message, *of_text))
    bare = [line for line in stripped if _BARE_CLASS.fullmatch(line)]
    rest = [*bare, *_lines(kind), *of_message, *of_text]
    return next((line.rstrip(":") for line in rest if line.strip("\ufffd -_=*")), "")[:CHARS_MAX]


def _lines(text: str) -> list[str]:
    lines = _COLOUR.sub("", text).splitlines()
    if len(lines) > LINES_MAX:
        # A traceback ends with the reason.
        lines = lines[: LINES_MAX // 2] + lines[-(LINES_MAX // 2) :]
    shown = (line[:_LINE_CHARS_MAX].rstrip() for line in lines)
    return [line for line in shown if line.strip()]


def _first(lines: Sequence[str]) -> str:
    lines = _after_traceback(_marked(lines))
    stripped = [_PREFIX.sub("", line.strip(), count=1).strip() for line in lines]
    for at, line in enumerate(stripped):
        if _states_a_reason(line):
            return _continued(stripped[at:])
    return ""


def _states_a_reason(line: str) -> bool:
    return not (_NOTHING.fullmatch(line) or _BARE_CLASS.fullmatch(line)) or line.startswith("Error:  ")


def _names_the_test(message: Sequence[str], text: Sequence[str]) -> bool:
    """Playwright's message is the place and the title of the test; the text below it has the reason."""
    return (
        len(message) == 1
        and bool(_TITLED.fullmatch(message[0].strip()))
        and any(" \u203a " in line for line in text[:3])
    )


def _marked(lines: Sequence[str]) -> Sequence[str]:
    """What the framework marks as the error: pytest below the source of the test, lit below its commands."""
    for mark in ("E  ", "# | "):
        marked = [line for line in lines if line.startswith(mark)]
        if marked:
            return marked
    return lines


def _after_traceback(lines: Sequence[str]) -> Sequence[str]:
    """A Python traceback ends with the exception: what comes before it are frames."""
    if not any(_TRACEBACK in line for line in lines):
        return lines
    start = max(at for at, line in enumerate(lines) if _TRACEBACK in line)
    indent = len(lines[start]) - len(lines[start].lstrip())
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if len(line) - len(line.lstrip()) <= indent and _RAISED.fullmatch(line.strip()):
            return lines[at:]
    return lines[start + 1 :]


def _continued(lines: Sequence[str]) -> str:
    if not _OPENING.fullmatch(lines[0]):
        return lines[0]
    parts = [lines[0]]
    for line in lines[1 : CONTINUED_LINES_MAX + 1]:
        whole = len(" ".join(parts)) + len(line)
        if whole > CONTINUED_CHARS_MAX or _STACK.match(line) or line.startswith("at "):
            break
        parts.append(" ".join(line.split()))
    return " ".join(parts)
