"""Jobs that only sum up others: an *aggregate* fails if a job that it needs fails, and does nothing else.

Such a job needs every other job that can run beside it, unless it uses an action that is made to sum up, runs although
one of them failed, and its steps only check the results of what it needs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hygiene.audit.workflows.jobs import text_at
from hygiene.audit.workflows.nodes import MappingNode, Node, ScalarNode, SequenceNode
from hygiene.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene.audit.workflows.conditions import Conditions
    from hygiene.audit.workflows.jobs import Job, Workflow

CANDIDATES_MAX = 20
SCRIPT_CHARS_MAX = 10_000

_RESULTS = pattern(r"\bneeds\s*\.\s*[\w*-]+\s*\.\s*result\b|\btoJSON\s*\(\s*needs\s*\)", re.IGNORECASE)
_ALL_RESULTS = pattern(r"\btoJSON\s*\(\s*needs\s*\)", re.IGNORECASE)
# Actions that prepare a step, or whose purpose is to sum up results.
_PREPARING = pattern(r"actions/(checkout|setup-[\w-]+)@|step-security/harden-runner@|astral-sh/setup-uv@")
_SUMMING_UP = pattern(r"re-actors/alls-green@")
_SCRIPTING = pattern(r"actions/github-script@")
# Commands that test values, print, or end the script.
_COMMANDS = frozenset(
    (
        ":",
        "[",
        "[[",
        "}",
        "!",
        "awk",
        "break",
        "cat",
        "continue",
        "cut",
        "date",
        "declare",
        "do",
        "done",
        "echo",
        "egrep",
        "else",
        "env",
        "esac",
        "exit",
        "export",
        "false",
        "fi",
        "for",
        "function",
        "grep",
        "head",
        "jq",
        "let",
        "local",
        "printenv",
        "printf",
        "read",
        "readonly",
        "return",
        "sed",
        "set",
        "shift",
        "sleep",
        "sort",
        "tail",
        "tee",
        "test",
        "then",
        "tr",
        "true",
        "uniq",
        "unset",
        "wc",
    )
)
_KEYWORDS = frozenset(("if", "elif", "while", "until", "then", "else", "do", "!", "{"))
_LITERALS = pattern(r"\$\{\{.*?\}\}|\$\{[^}]*\}|'[^']*'|\"(?:\\.|[^\"\\])*\"|(?<!\S)#[^\n]*|\\\n", re.DOTALL)
_REDIRECTIONS = pattern(r"\d*>>?(&\d|\s*[^\s;|&()]*)")
_SEPARATORS = pattern(r"\|\|?|&&?|;;?|\n|\$\(|\(|\)|`")
_ASSIGNMENT = pattern(r"[A-Za-z_]\w*\+?=\S*")


def aggregates(workflow: Workflow, conditions: Conditions) -> frozenset[str]:
    """The ids of the jobs that only sum up others, for what the conditions use of the run."""
    running = {job.id for job in workflow.jobs} - conditions.never_run
    candidates = [
        job
        for job in workflow.jobs
        if job.id in running
        and job.needs
        and not job.uses
        and job.get("strategy") is None
        and conditions.runs_after_failure(job)
        and _only_looks(job)
    ][-CANDIDATES_MAX:]
    ids = {job.id for job in candidates}
    found = set()
    for job in candidates:
        needed = workflow.ancestors(job)
        others = running - workflow.descendants(job) - ids
        if needed & running and (others <= needed or _declares(job)):
            found.add(job.id)
    return frozenset(found)


def _declares(job: Job) -> bool:
    """Whether a step uses an action whose purpose is to sum up results: then jobs that it leaves out do not matter."""
    steps = job.get("steps")
    items = steps.items if isinstance(steps, SequenceNode) else ()
    return any(_SUMMING_UP.match(text_at(step.get("uses"))) for step in items if isinstance(step, MappingNode))


def _only_looks(job: Job) -> bool:
    """Whether each step prepares, prints, or checks the results of the needed jobs."""
    steps = job.get("steps")
    items = steps.items if isinstance(steps, SequenceNode) else ()
    of_job = _RESULTS.search(_text_below(job.get("env"))) is not None
    return bool(items) and all(isinstance(step, MappingNode) and _looks(step, of_job=of_job) for step in items)


def _looks(step: MappingNode, *, of_job: bool) -> bool:
    uses, given = text_at(step.get("uses")), _text_below(step.get("with"))
    if uses:
        if _SCRIPTING.match(uses):
            return of_job or bool(_RESULTS.search(given + _text_below(step.get("env"))))
        return bool(_PREPARING.match(uses) or _SUMMING_UP.match(uses) or _ALL_RESULTS.search(given))
    script = text_at(step.get("run"))
    if len(script) > SCRIPT_CHARS_MAX or "<<" in script:
        return False
    if of_job or _RESULTS.search(script + _text_below(step.get("env"))):
        return True
    return all(command in _COMMANDS for command in _commands(script))


def _commands(script: str) -> Iterator[str]:
    """The first word of each command of a shell script, without assignments before it."""
    bare = _REDIRECTIONS.sub("", _LITERALS.sub("_", script))
    for command in _SEPARATORS.split(bare):
        words = [word for word in command.split() if not _ASSIGNMENT.fullmatch(word)]
        while words and words[0] in _KEYWORDS:
            words = words[1:]
        if words:
            yield words[0]


def _text_below(node: Node | None) -> str:
    """All scalars below a node, a line each."""
    texts, ahead = [], [node] if node is not None else []
    while ahead:
        current = ahead.pop()
        if isinstance(current, ScalarNode):
            texts.append(current.text)
        elif isinstance(current, MappingNode):
            ahead += [value for _, value in current.pairs]
        else:
            ahead += current.items
    return "\n".join(texts)
