"""Fingerprints of failures: a hash of job, step and first error without the parts that change from run to run.

Normalisers are numbered and never changed. A better one is added at the end, and the fingerprints of the older ones
become aliases, so that trackers keep their counts.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from hygiene.model.checks import CheckState
from hygiene.patterns import pattern
from hygiene.values import dataclass

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping, Sequence

    from hygiene.model.checks import Annotation, CheckRun

DIGITS = 8
ERROR_CHARS_MAX = 160
NAME_CHARS_MAX = 100
LOCATION_CHARS_MAX = 160
READ_CHARS_MAX = 1_000

_ANSI = pattern(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]")
# What the runner reports for every failure, of one with a known cause too.
_EXIT_CODE = pattern(
    r"(?:Error: )?(?:(?:Process completed|The process '[^']*' failed) with exit code -?\d+"
    r"|The action '.*' has timed out after [\d.]+ minutes?)\.?"
)
_CANCELLED = pattern(r"The (?:operation|run|job) was cancell?ed.*")
# From the most to the least specific: later patterns see what earlier ones put in.
_VOLATILE: tuple[tuple[re.Pattern[str], str], ...] = (
    (pattern(r"\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|\s?[+-]\d\d:?\d\d)?)?"), "<time>"),
    (pattern(r"\b\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\b"), "<time>"),
    (pattern(r"(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "<uuid>"),
    (pattern(r"\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b"), "<ip>"),
    (pattern(r"(?i)(?<![\w:])(?=[0-9a-f:]{0,39}\d)(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])"), "<ip>"),
    (pattern(r"(?i)\b0x[0-9a-f]+\b"), "<hex>"),
    (pattern(r"(?i)\b(?=[0-9a-f]*\d)[0-9a-f]{7,64}\b"), "<hex>"),
    # Possessive: a long word without a slash costs the square of its length either way, but a third of it.
    (pattern(r"(?:\b[A-Za-z]:)?(?:[\w.~+-]*+[\\/]){1,64}(?P<name>[\w.+-]*)"), "<path>"),
    (
        pattern(r"(?i)\b\d+(?:[.,]\d+)?\s?(?:ns|us|µs|ms|s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?)\b"),
        "<span>",
    ),
    (pattern(r"\d+(?:[.,]\d+)*"), "<n>"),
)
# What may match a text without a digit.
_WITHOUT_DIGITS = ("<uuid>", "<path>")


@dataclass(frozen=True, slots=True)
class Signature:
    """What describes the failure of a check run, and where it is found.

    ``error`` is the beginning of ``message``, the first line of the first error; ``location`` is ``path:line``.
    ``time_limit`` is whether it states that the job ran for too long.
    """

    job: str
    check: str
    step: str
    step_number: int
    error: str
    location: str
    message: str
    time_limit: bool = False

    @property
    def telling(self) -> bool:
        """Whether the message is about this failure: not only that a process failed or that time was up."""
        return bool(self.message) and not self.time_limit and not _says_nothing(self.message)

    @property
    def detail(self) -> int:
        """How much is known: 0 only the job, 1 the step, 2 a message."""
        return 2 if self.error else int(bool(self.step))


def signature(job: str, check: CheckRun) -> Signature:
    """The signature of a failed check run of this job."""
    steps = sorted((step for step in check.steps if step.state.failed), key=lambda step: step.number)
    step = steps[0] if steps else None
    limits = [one for one in check.annotations if one.is_time_limit] if check.state is CheckState.TIMED_OUT else []
    annotation = next(iter(limits), None) or first_error(check.annotations)
    line = _first_line(annotation) if annotation else ""
    return Signature(
        job=_cut(job, NAME_CHARS_MAX),
        check=bounded(check.name),
        step=_cut(step.name, NAME_CHARS_MAX) if step else "",
        step_number=step.number if step else 0,
        error=_cut(line, ERROR_CHARS_MAX),
        location=_cut(_location(annotation), LOCATION_CHARS_MAX) if annotation else "",
        message=line,
        time_limit=bool(limits),
    )


def bounded(name: str) -> str:
    """The name, a long one cut to its beginning and eight digits of its hash."""
    if len(name) <= NAME_CHARS_MAX:
        return name
    return f"{name[: NAME_CHARS_MAX - DIGITS - 1]}~{sha256(name.encode('utf-8', 'replace')).hexdigest()[:DIGITS]}"


def first_error(annotations: Sequence[Annotation]) -> Annotation | None:
    """The first failure annotation with text; what the runner reports for every failure only when there is no other."""
    errors = [one for one in annotations if one.level.casefold() == "failure" and _first_line(one)]
    telling = [one for one in errors if not _says_nothing(_first_line(one))]
    return next(iter(telling or errors), None)


def _says_nothing(line: str) -> bool:
    return bool(_EXIT_CODE.fullmatch(line) or _CANCELLED.fullmatch(line))


def normalise(text: str) -> str:
    """The text without times, hex, UUIDs, addresses, folders, durations, numbers and colours: version 1.

    The name of a file is kept, the folders before it are not.
    """
    bare = _ANSI.sub("", text[:READ_CHARS_MAX])
    has_digits = any(map(str.isdecimal, bare))
    for volatile, placeholder in _VOLATILE:
        # A pattern that cannot match is not even compiled.
        if placeholder == "<path>" and "/" not in bare and "\\" not in bare:
            continue
        if not has_digits and placeholder not in _WITHOUT_DIGITS:
            continue
        bare = volatile.sub(_path if placeholder == "<path>" else placeholder, bare)
    return " ".join(bare.split())


NORMALISERS: Mapping[int, Callable[[str], str]] = {1: normalise}


def names_of(
    found: Signature, normalisers: Mapping[int, Callable[[str], str]] = NORMALISERS
) -> tuple[str, tuple[str, ...]]:
    """The fingerprint by the newest normaliser, and those by the older ones.

    A failure without a message has a placeholder that no message can be, so it never equals one with a message.
    """
    names = []
    for version, normaliser in sorted(normalisers.items()):
        error = normaliser(found.message)[:ERROR_CHARS_MAX] if found.message else "\0no message"
        text = f"{found.job}\0{found.step}\0{error}"
        names.append(f"{version}:{sha256(text.encode('utf-8', 'replace')).hexdigest()[:DIGITS]}")
    return names[-1], tuple(names[:-1])


def _path(match: re.Match[str]) -> str:
    name = match["name"]
    return f"<path>/{name}" if name else "<path>"


def _first_line(annotation: Annotation) -> str:
    """The first line that is not empty, of the message, else of the title."""
    for text in (annotation.message, annotation.title):
        for line in _ANSI.sub("", text[:READ_CHARS_MAX]).splitlines():
            if line.strip():
                return line.strip()
    return ""


def _location(annotation: Annotation) -> str:
    """``path:line``; empty for ``.github``, the path of the runner's own annotations."""
    if annotation.path in ("", ".github"):
        return ""
    return annotation.path if annotation.line is None else f"{annotation.path}:{annotation.line}"


def _cut(text: str, chars_max: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= chars_max else line[: chars_max - 1] + "…"
