"""What the repository wants: the part of the settings that decisions read. Defaults work without any configuration."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

# The jobs of each ``preset`` of the configuration.
PRESETS = {"python-docker": ("python ci (3.11)", "python ci (3.12)", "docker smoke", "gate")}
BODY_BYTES_MAX = 65_000


@dataclass(frozen=True, slots=True)
class StatusPolicy:
    """The status comment. ``notify`` is ``never`` (edits are silent) or ``worse`` (a fresh comment on green to red).

    ``respect_deletion`` keeps silent where somebody else deleted a comment of our login. ``adopt`` is another tool's
    marker whose comment, if it is our own, is taken over instead of adding one.
    """

    enabled: bool = True
    notify: str = "never"
    respect_deletion: bool = False
    adopt: str = ""
    failures_max: int = 10
    timeline: bool = False
    section_bytes_max: int = 8_000
    sections_bytes_max: int = 20_000


@dataclass(frozen=True, slots=True)
class CategoryRule:
    """A first-match rule: globs over job, failing step and first error; an empty tuple matches everything."""

    name: str
    jobs: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    mention: str = ""


@dataclass(frozen=True, slots=True)
class TrackerPolicy:
    """The failure tracker. Counts are occurrences, distinct pull requests, trackers per run, categories at once.

    ``aggregates`` only sum up the Gate's other jobs, ``called_aggregates`` those that are called with them; both may
    have ``*`` for any text. ``key`` is that of the policy; it begins the names of categories.
    """

    enabled: bool = True
    label: str = "ci-failure"
    flaky_label: str = "flaky"
    categories: tuple[CategoryRule, ...] = ()
    aggregates: tuple[str, ...] = ("gate",)
    called_aggregates: tuple[str, ...] = ()
    label_pull_request: bool = True
    open_after_occurrences: int = 1
    open_after_pull_requests: int = 1
    opened_per_run_max: int = 3
    systemic_above: int = 5
    reopen_within_days: int = 14
    escalate_at: int = 3
    escalate_label: str = ""
    flaky_after: int = 2
    notes_per_hour_max: int = 4
    inactive_green_runs: int = 10
    key: str = ""

    @property
    def names(self) -> bool:
        """Whether labels or people are named whose ids have to be looked up."""
        return bool(self.escalate_label) or any(rule.labels or rule.assignees for rule in self.categories)


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern can mean this text: ``*`` is any text, every other character is itself.

    It takes no more time than searching for each part once, whichever pattern an untrusted file has.
    """
    first, *rest = pattern.split("*")
    if not rest:
        return pattern == text
    *middle, last = rest
    position = len(first)
    if not text.startswith(first) or not text[position:].endswith(last):
        return False
    for part in middle:
        found = text.find(part, position, len(text) - len(last))
        if found < 0:
            return False
        position = found + len(part)
    return True


@dataclass(frozen=True, slots=True)
class BaseJob:
    """A job of the base branch's workflow files that those of the head have not.

    Unless ``exact``, only a run knows its name, which has a ``*``. ``skipped_as`` are the names under which it reports
    when it is skipped. ``path`` is that of its file, and ``unchanged`` whether runs of that path use it as it is.
    ``calls`` is whether it calls a workflow, ``called`` whether it is a job of one that is called, and ``count`` how
    many jobs of this name are to report.
    """

    name: str
    exact: bool = True
    skipped_as: tuple[str, ...] = ()
    path: str = ""
    unchanged: bool = False
    calls: bool = False
    called: bool = False
    count: int = 1


@dataclass(frozen=True, slots=True)
class ChangedCall:
    """A call of another repository's workflow on the base branch, where the head may call another one.

    ``pattern`` fits the names of the called jobs, ``uses`` is the workflow as written; ``skipped_as`` are the names
    under which the call reports when it is skipped, ``several`` is whether more than one job has its name.
    """

    pattern: str
    uses: str
    skipped_as: tuple[str, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What the Gate's workflow file at the head contains beside the exact names of its jobs.

    ``skipped_as`` maps an exact name to those under which its job reports when all of it is skipped. ``may_fail`` are
    names of ``continue-on-error`` jobs, with ``*`` where only a run has a part, ``must_pass`` the exact names of
    the others. ``problem`` is why the file starts no run, ``unread`` that it could not be read.

    A pull request is compared with its base branch: ``removed`` are the jobs that it has not, ``added`` the exact names
    that only it has. ``names`` and ``patterns`` are those of all its jobs, also called ones, with and without a ``*``;
    ``skip_names`` are those under which they report when they are skipped, ``own_patterns`` those of its own jobs.
    ``path`` is that of the file, ``paths`` are other workflow files that have, or had, its name. ``not_compared``
    states what is not known of the base branch, so that a removed job may be missed, ``needs_workflows`` whether
    workflow files that were not read may tell.
    """

    path: str = ""
    skipped_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    may_fail: tuple[str, ...] = ()
    must_pass: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()
    removed: tuple[BaseJob, ...] = ()
    names: frozenset[str] = frozenset()
    skip_names: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    own_patterns: tuple[str, ...] = ()
    paths: frozenset[str] = frozenset()
    changed_calls: tuple[ChangedCall, ...] = ()
    not_compared: tuple[str, ...] = ()
    needs_workflows: bool = False
    problem: str = ""
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that ``decide`` may need. ``jobs`` is None when nobody configured the required jobs.

    ``key`` names the slot when several Gate workflows report on one pull request, empty for the only one.
    ``workflow`` is the Gate's path or name, empty for the workflow that triggered the run.
    ``workflow_jobs`` are the names read from the Gate's workflow file at the head commit, None when it was not read.
    ``gate_path`` is where the Gate's file is if nobody configured it, and that is known; the status comment stores it.
    ``allowed_failures`` are globs over names of check runs that may fail.
    """

    jobs: tuple[str, ...] | None = None
    key: str = ""
    workflow: str = ""
    workflow_jobs: tuple[str, ...] | None = None
    gate_path: str = ""
    gate: GateFacts = field(default_factory=GateFacts)
    allowed_failures: tuple[str, ...] = ()
    only: str = ""
    status: StatusPolicy = field(default_factory=StatusPolicy)
    tracker: TrackerPolicy = field(default_factory=TrackerPolicy)
    notices: tuple[str, ...] = ()

    @property
    def comments(self) -> bool:
        """Whether the status comment is to be kept."""
        return self.status.enabled and self.only in ("", "status-comment")

    @property
    def respects_deletion(self) -> bool:
        """Whether it matters who deleted comments."""
        return self.comments and self.status.respect_deletion

    @property
    def tracks(self) -> bool:
        """Whether the failure tracker is to be kept."""
        return self.tracker.enabled and self.only in ("", "failure-tracker")
