"""The policy of a run, from the settings and the files that were read from the repository."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hygiene.checks.names import CALLS, without_matrix
from hygiene.errors import UsageError
from hygiene.github.read.scope import DEFAULT_BRANCH, GatePlace, ReadOptions
from hygiene.model.policy import GateFacts, TrackerPolicy
from hygiene.settings import find_policy
from hygiene.status_comment.existing import is_status_comment, remembered_gate
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hygiene.audit.workflows.gate_file import GateFile
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import BaseWorkflows, Comment, Snapshot
    from hygiene.model.trigger import Trigger
    from hygiene.settings import Settings

GATE_NAME = "gate"
# Where it is expected before anything was read.
PROBABLE_PATH = f".github/workflows/{GATE_NAME}.yml"
GATE_UNKNOWN = (
    "which of the workflows is the Gate, so its file is not compared with the base branch's. "
    "A job that this pull request removed may be missed. Set `workflow` in the configuration."
)
# Its runs use the file of the default branch; those of pull_request use that of the merge commit, which has the file of
# the base branch if the head has none: https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
_BASE_EVENT = "pull_request_target"
PATTERN_PARTS_MAX = 500


def configured(settings: Settings, files: Mapping[str, str]) -> Policy:
    """The policy of the local files, else of the default branch's."""
    policy = settings.policy
    try:
        found = None if settings.policy_source else find_policy(files.get)
    except UsageError as error:
        hint = f"This is the file on the default branch. {error.hint}"
        raise UsageError(error.message, hint=hint, file_errors=error.file_errors) from None
    if found is None:
        return policy
    own = found[0]
    status = replace(own.status, adopt=policy.status.adopt or own.status.adopt)
    return replace(own, only=policy.only, key=policy.key or own.key, status=status)


def gate_path(policy: Policy, trigger: Trigger, snapshot: Snapshot | None) -> str:
    """The path of the Gate's workflow file, empty if it is not known; without a snapshot the probable one.

    It is the configured one, else that of the run that triggered this one, else the one that the status comment
    names. Else it is the only workflow that ran on the head, or the only one that is called Gate.
    """
    wanted = policy.workflow
    if wanted.endswith((".yml", ".yaml")):
        return wanted if "/" in wanted else f".github/workflows/{wanted}"
    run = trigger.run
    pulls = snapshot.pull_requests if snapshot is not None and not wanted else ()
    remembered = next(filter(None, (remembered_gate(pull, policy) for pull in pulls)), "")
    if remembered and trigger.contributes:
        return remembered
    if run is not None and run.path and wanted in ("", run.workflow):
        return run.path
    if snapshot is None:
        return PROBABLE_PATH
    suites = snapshot.head.suites if snapshot.head is not None else ()
    names = {suite.path: suite.workflow for suite in suites if suite.run_id and suite.path}
    if not names or run is not None:
        return ""
    if wanted:
        return next((path for path in sorted(names) if names[path] == wanted), "")
    if remembered:
        return remembered
    called = [path for path in names if GATE_NAME in (names[path].casefold(), PurePosixPath(path).stem)]
    found = [*names] if len(names) == 1 else called
    return found[0] if len(found) == 1 else PROBABLE_PATH if PROBABLE_PATH in found else ""


def _is_called_gate(path: str, text: str | None, event: str) -> bool:
    """Whether a file of the base branch, if there is one, is called so, and has runs of this event."""
    if text is None:
        return False
    from hygiene.audit.workflows.gate_file import read_gate_file

    found = read_gate_file(text, path)
    return GATE_NAME in (found.name.casefold(), PurePosixPath(path).stem) and event in found.triggers


@dataclass(frozen=True, slots=True)
class GateRuns:
    """What the runs of the head tell of the Gate: their event, and the names under which GitHub shows the workflow.

    Without names it has none. ``paths`` are the files of all workflows that ran. Unless ``sure``, any of the workflows
    may have been the Gate, and these are only the runs that the head has.
    """

    event: str = ""
    workflows: tuple[str, ...] = ()
    sure: bool = True
    paths: frozenset[str] = frozenset()


UNKNOWN_RUNS = GateRuns()


class Policies:
    """The policies of what is read, each computed once."""

    def __init__(self, settings: Settings, trigger: Trigger) -> None:
        self._trigger = trigger
        self._configured = lru_cache(maxsize=4)(lambda texts: configured(settings, dict(texts)))
        self._with_gate = lru_cache(maxsize=4)(
            lambda texts, *gate: with_gate(self._configured(texts), dict(texts), *gate)
        )

    def configured(self, files: Mapping[str, str]) -> Policy:
        """The policy of the configuration files alone."""
        policy: Policy = self._configured(_key(files))
        return policy

    def place(self, snapshot: Snapshot | None) -> GatePlace:
        """Where the Gate's workflow file is or may be, and the branch with whose file it is compared.

        Where the jobs are configured, only the event names that branch: little depends on it.
        """
        policy = self.configured(snapshot.files if snapshot else {})
        path = gate_path(policy, self._trigger, snapshot)
        return GatePlace(path or PROBABLE_PATH, self._base(snapshot if policy.jobs is None else None, path))

    def needs_workflows(self, snapshot: Snapshot) -> bool:
        """Whether other workflow files of the base branch may show jobs that the pull request removed."""
        policy, path = self.of(snapshot), self._path(snapshot)
        if policy.jobs is not None or _gate_event(snapshot, path) == _BASE_EVENT:
            return False
        suites = snapshot.head.suites if snapshot.head is not None else ()
        names = {suite.workflow for suite in suites if suite.path == path}
        commits = snapshot.base.commits if snapshot.base is not None else ()
        # One of several workflows of one name may be removed.
        shown = (*suites, *(run.suite for one in commits for run in one.runs))
        several = any(suite.workflow in names and suite.path not in ("", path) for suite in shown)
        return several or policy.gate.needs_workflows

    def of(self, snapshot: Snapshot) -> Policy:
        """The policy of the configuration files and of the Gate's file."""
        path = self._path(snapshot)
        place = GatePlace(path, self._base(snapshot, path))
        suites = snapshot.head.suites if snapshot.head is not None else ()
        event = _gate_event(snapshot, path)
        own = [one for one in suites if one.path == path and (one.event != _BASE_EVENT or event == _BASE_EVENT)]
        names = tuple(sorted({suite.workflow for suite in own if suite.workflow}))
        sure = not self._by_runs(snapshot) or self._called_gate_before(snapshot)
        runs = GateRuns(event, names, sure, frozenset(suite.path for suite in suites if suite.run_id))
        policy: Policy = self._with_gate(_key(snapshot.files), place, runs, snapshot.base_workflows)
        if policy.gate.changed_calls:
            from hygiene.post_ci.removed_jobs import with_runs_of_base

            policy = replace(policy, gate=with_runs_of_base(snapshot, policy.gate, path))
        if not path and snapshot.workflows_differ and policy.jobs is None:
            policy = replace(policy, gate=replace(policy.gate, not_compared=(GATE_UNKNOWN,)))
        if not self.configured(snapshot.files).workflow:
            paths = policy.gate.paths.union(one.path for one in suites if one.workflow in names)
            policy = replace(policy, gate=replace(policy.gate, paths=paths - {"", path}))
        unread = (f"Not everything was read: {what}" for what in policy.gate.not_compared)
        policy = replace(policy, notices=(*policy.notices, *unread))
        # A host that reports no files of workflows has only their names to compare.
        run = self._trigger.run
        found = path if not policy.workflow and (run is None or path not in ("", run.path)) else policy.workflow
        # Jobs of one name in two Gates are different jobs, and their failures different categories.
        called = (*policy.tracker.called_aggregates, *_called_aggregates(policy))
        tracker = replace(policy.tracker, key=policy.key, called_aggregates=called)
        return replace(policy, workflow=found, tracker=tracker)

    def _path(self, snapshot: Snapshot) -> str:
        """The path of the Gate's file. A pull request does not choose it by the name of one of several workflows."""
        path = gate_path(self.configured(snapshot.files), self._trigger, snapshot)
        suites = snapshot.head.suites if snapshot.head is not None and self._by_runs(snapshot) else ()
        several = any(suite.run_id and suite.path not in ("", path) for suite in suites)
        return path if not several or self._called_gate_before(snapshot) else ""

    def _called_gate_before(self, snapshot: Snapshot) -> bool:
        """Whether the file was called Gate before the pull request; a branch is compared with none."""
        place = self.place(snapshot)
        before, event = snapshot.files.get(place.on_base(place.path)), _gate_event(snapshot, place.path)
        return not place.base or _is_called_gate(place.path, before, event)

    def _by_runs(self, snapshot: Snapshot) -> bool:
        """Whether nothing but the runs of the head tells which workflow is the Gate."""
        policy = self.configured(snapshot.files)
        known = self._trigger.run is not None or policy.workflow
        return not known and not any(remembered_gate(pull, policy) for pull in snapshot.pull_requests)

    def _base(self, snapshot: Snapshot | None, path: str) -> str:
        """The revision of the branch that a pull request is to be merged into; empty for a run of a branch."""
        trigger = self._trigger
        if trigger.branch:
            return ""
        ref, event = trigger.base_ref, trigger.event if trigger.run is not None else ""
        if snapshot is not None:
            event = _gate_event(snapshot, path) or event
            default = snapshot.repository.default_branch
            bases = {"" if pull.base_ref == default else pull.base_ref for pull in snapshot.pull_requests}
            ref = bases.pop() if len(bases) == 1 else ref
        return f"refs/heads/{ref}" if ref and event != _BASE_EVENT else DEFAULT_BRANCH


def _called_aggregates(policy: Policy) -> tuple[str, ...]:
    """The aggregates that are jobs of called workflows: those of another name than the Gate's own jobs.

    Called files are not read, so a name alone may be that of a job in any of them.
    """
    own = policy.workflow_jobs
    if own is None:
        own = tuple(name for name in policy.jobs or () if CALLS not in name)
    names = {one for name in own for one in (name, without_matrix(name))}
    others = (name for name in policy.tracker.aggregates if name not in names)
    return tuple(name if CALLS in name else f"*{CALLS}{name}" for name in others)


def _gate_event(snapshot: Snapshot, path: str) -> str:
    """The event of the Gate's runs on the head; empty if it is not known."""
    suites = snapshot.head.suites if snapshot.head is not None else ()
    events = [suite.event for suite in suites if suite.path == path and suite.event]
    # The base branch may have another workflow there, for runs of `pull_request_target`.
    return next((event for event in reversed(events) if event != _BASE_EVENT), events[-1] if events else "")


def _key(files: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(files.items()))


def with_gate(
    policy: Policy,
    files: Mapping[str, str],
    place: GatePlace,
    runs: GateRuns = UNKNOWN_RUNS,
    base: BaseWorkflows | None = None,
) -> Policy:
    """The policy with what the Gate's workflow file contains: its jobs, which of them may fail, which sum up others.

    ``base`` is None as long as the base branch's workflow files were not read.
    """
    path, event = place.path, runs.event
    if not path:
        return policy
    policy = replace(policy, gate_path=path if runs.sure and not policy.workflow else "")
    head, before = files.get(path), files.get(place.on_base(path))
    text = before if event == _BASE_EVENT or head is None else head
    compared = place.base and event != _BASE_EVENT and policy.jobs is None
    if text is None and base is None:
        facts = GateFacts(needs_workflows=bool(compared))
        return _unread(policy, f"{path} could not be read at this commit.", facts)
    from hygiene.audit.workflows.gate_file import read_gate_file

    # Most pull requests leave the file as the base branch has it: it is read once.
    read = cache(read_gate_file)
    gate = read(text, path, event=event) if text is not None else None
    facts = _facts(gate) if gate is not None else GateFacts()
    if compared:
        from hygiene.post_ci.removed_jobs import compare, with_removed_jobs

        # Also where the head's file cannot be read: its author may have made it too long.
        facts = with_removed_jobs(facts, compare(files, place, runs, base, read), path)
    if gate is None:
        return _unread(policy, f"{path} could not be read at this commit.", facts)
    if gate.problem is not None:
        return _unread(policy, gate.problem.sentence, facts, refused=gate.starts_runs is False)
    tracker = policy.tracker
    if tracker.aggregates == TrackerPolicy().aggregates:
        # Nobody configured them, so the file has them. Those of called workflows, which are not read, have usual names.
        usual = tuple(f"*{CALLS}{name}" for name in tracker.aggregates)
        tracker = replace(tracker, aggregates=gate.aggregates, called_aggregates=usual)
    notices = (*policy.notices, gate.notice) if gate.notice else policy.notices
    return replace(policy, notices=notices, workflow_jobs=gate.exact_names, gate=facts, tracker=tracker)


def _unread(policy: Policy, reason: str, facts: GateFacts, *, refused: bool = False) -> Policy:
    """The policy without the names of a Gate's file; with ``refused``, GitHub starts no run of it."""
    said = f"{reason.removesuffix('.')}, so the jobs are those that reported." if policy.jobs is None else ""
    notices = (reason,) if refused else (said,) if said else ()
    facts = replace(facts, problem=reason if refused else "", unread=said)
    return replace(policy, notices=(*policy.notices, *notices), gate=facts)


def _facts(gate: GateFile) -> GateFacts:
    every = dict.fromkeys((*gate.check_runs, *gate.job_names))
    may_fail = dict.fromkeys(name.pattern for name in every if name.may_fail)
    return GateFacts(
        skipped_as={name.pattern: name.skipped_as for name in gate.job_names if name.exact},
        may_fail=_comparable(may_fail),
        must_pass=frozenset(name.pattern for name in every if name.exact and not name.may_fail),
    )


def _comparable(patterns: Iterable[str]) -> tuple[str, ...]:
    """The patterns with which thousands of names can be compared; an untrusted file may have any number of them."""
    found, parts = [], 0
    for pattern in patterns:
        parts += pattern.count("*")
        if parts <= PATTERN_PARTS_MAX or "*" not in pattern:
            found.append(pattern)
    return tuple(found)


def read_options(policy: Policy, trigger: Trigger) -> ReadOptions:
    """What a policy needs to have read. A branch, or a policy without comments, needs no conversation."""
    with_comment = policy.comments and not trigger.branch

    def is_ours(comment: Comment) -> bool:
        return not with_comment or is_status_comment(comment, policy)

    return ReadOptions(
        tracker_label=policy.tracker.label,
        flaky_label=policy.tracker.flaky_label,
        names=policy.tracks and policy.tracker.names,
        deletions=policy.respects_deletion,
        is_status_comment=is_ours,
    )
