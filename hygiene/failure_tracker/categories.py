"""The failure category of a failed check run: the first rule that matches, else the job without its matrix.

A category's slug is in the identity of its tracker. It is readable, and a few digits distinguish what reads the same.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from hashlib import sha256
from typing import TYPE_CHECKING

from hygiene.checks.fingerprint import bounded, first_error
from hygiene.checks.jobs import top_level, without_matrix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.model.checks import CheckRun
    from hygiene.model.policy import CategoryRule, TrackerPolicy

SYSTEMIC = "systemic"
IDENTITY_PREFIX = "tracker/"
TITLE_PREFIX = "CI failure: "
SLUG_CHARS_MAX = 60
DIGITS = 6
MESSAGE_CHARS_MAX = 4_000


def default_category(name: str) -> str:
    """The name of the job without its matrix part."""
    return bounded(without_matrix(top_level(name)))


def categorise(job_name: str, check: CheckRun, policy: TrackerPolicy) -> str:
    """The category of a failed check run; ``job_name`` is the name of its job."""
    for rule in policy.categories:
        if _matches(rule, job_name, check):
            return rule.name
    category = default_category(check.name)
    return bounded(f"{policy.key}: {category}") if policy.key else category


def rule_of(category: str, policy: TrackerPolicy) -> CategoryRule | None:
    """The rule of a category; None for a default one."""
    return next((rule for rule in policy.categories if rule.name == category), None)


def is_aggregate(job_name: str, policy: TrackerPolicy) -> bool:
    """Whether a job only sums up others: it opens no tracker unless it fails alone."""
    return job_name in policy.aggregates or without_matrix(job_name) in policy.aggregates


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
