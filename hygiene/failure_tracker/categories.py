"""The failure category of a failed check run: the first rule that matches, else the job without its matrix.

A category's slug is in the identity of its tracker. It is readable, and a few digits distinguish what reads the same.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from hygiene.checks.fingerprint import bounded, first_error
from hygiene.checks.names import CALLS, prefixes, top_level, without_matrix
from hygiene.model.policy import matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hygiene.failure_tracker.ledger.model import Ledger
    from hygiene.model.checks import CheckRun, Suite
    from hygiene.model.policy import CategoryRule, TrackerPolicy

    # For each category, the workflow of each check that its trackers have recorded.
    Workflows = Mapping[str, Mapping[str, str]]

SYSTEMIC = "systemic"
IDENTITY_PREFIX = "tracker/"
TITLE_PREFIX = "CI failure: "
SLUG_CHARS_MAX = 60
DIGITS = 6
MESSAGE_CHARS_MAX = 4_000


def default_category(name: str) -> str:
    """The name of the job without its matrix part."""
    return bounded(without_matrix(top_level(name)))


def categorise(job_name: str, check: CheckRun, policy: TrackerPolicy, recorded: Workflows) -> str:
    """The category of a failed check run; ``job_name`` is the name of its job.

    Jobs of one name in two workflows have two categories: the second one is put after its workflow. A rule's category
    may have jobs of several workflows.
    """
    for rule in policy.categories:
        if _matches(rule, job_name, check):
            return rule.name
    name = default_category(check.name)
    prefix = f"{policy.key}: " if policy.key else ""
    category = ""
    for one in names_by_workflow(name, check.suite):
        category = bounded(f"{prefix}{one}")
        if _all_in(recorded.get(category, {}).values(), check.suite):
            break
    return category


def recorded_as(check: CheckRun, recorded: Mapping[str, str]) -> str:
    """The name under which a tracker that has ``recorded`` these checks records this one."""
    names = [bounded(one) for one in names_by_workflow(check.name, check.suite)]
    free = (one for one in names if is_workflow(check.suite, recorded.get(one, "")))
    return next(free, names[-1])


def names_by_workflow(name: str, suite: Suite) -> Iterator[str]:
    """A name, and what it is called when another workflow has it too, as GitHub shows it: ``workflow / job``."""
    yield name
    for label in dict.fromkeys((suite.workflow, suite.path.rpartition("/")[2])):
        if label:
            yield f"{label} / {name}"


def is_workflow(suite: Suite, recorded: str) -> bool:
    """Whether a suite is of the workflow that was recorded: its file, or its name; nothing if it was not known."""
    return recorded in ("", bounded(suite.path), bounded(suite.workflow))


def recorded_workflows(trackers: Iterable[Ledger]) -> dict[str, dict[str, str]]:
    """The workflows of the checks that trackers have recorded, by category. The first tracker of a category counts."""
    found: dict[str, dict[str, str]] = {}
    for ledger in trackers:
        if ledger.category:
            found.setdefault(ledger.category, dict(ledger.workflows))
    return found


def _all_in(workflows: Iterable[str], suite: Suite) -> bool:
    known = list(workflows)
    return not known or any(is_workflow(suite, one) for one in known)


def rule_of(category: str, policy: TrackerPolicy) -> CategoryRule | None:
    """The rule of a category; None for a default one."""
    return next((rule for rule in policy.categories if rule.name == category), None)


def summed_up_by(name: str, policy: TrackerPolicy) -> str | None:
    """How the names of the check runs begin that this one only sums up; None if it is not of an aggregate.

    An aggregate sums up all jobs of the Gate, one in a called workflow those that are called with it. It opens no
    tracker unless it fails alone.
    """
    for part in prefixes(name):
        if _is_one_of(policy.called_aggregates, part):
            return part[: part.rfind(CALLS) + len(CALLS)]
        if _is_one_of(policy.aggregates, part):
            return ""
    return None


def sums_up(one: str, other: str | None, name: str) -> bool:
    """Whether the aggregate that sums up ``one`` sums up a check run, which itself sums up ``other``, or is a job."""
    return name.startswith(one) and (other is None or len(other) > len(one))


@lru_cache(maxsize=4096)
def _is_one_of(patterns: tuple[str, ...], name: str) -> bool:
    if not patterns:
        return False
    names = (name, without_matrix(name))
    return any(one in names or ("*" in one and any(matches(one, each) for each in names)) for one in patterns)


def slug(category: str) -> str:
    """The category in lower case with hyphens; with digits added where another one may read the same."""
    words = re.sub(r"[^a-z0-9]+", "-", category.casefold()).strip("-")[:SLUG_CHARS_MAX].strip("-")
    if words and words.replace("-", " ") == category:
        return words
    digits = sha256(category.encode("utf-8", "replace")).hexdigest()[:DIGITS]
    return f"{words}-{digits}" if words else digits


def identity_of(category: str) -> str:
    """The identity in the marker of the one tracker of a category."""
    return f"{IDENTITY_PREFIX}{slug(category)}"


def _matches(rule: CategoryRule, job_name: str, check: CheckRun) -> bool:
    steps = [step.name for step in check.steps if step.state.failed]
    first = first_error(check.annotations)
    messages = [] if first is None else [first.message, first.title]
    return (
        _any(rule.jobs, (job_name, check.name))
        and _any(rule.steps, steps)
        and _any(rule.messages, (message[:MESSAGE_CHARS_MAX] for message in messages))
    )


def _any(globs: tuple[str, ...], texts: Iterable[str]) -> bool:
    if not globs:
        return True
    lowered = [text.casefold() for text in texts]
    return any(fnmatchcase(text, glob.casefold()) for text in lowered for glob in globs)
