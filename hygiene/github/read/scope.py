"""What a run reads: a trigger and the policy's options as the variables of the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from hygiene_github.fragments import TextFile

from hygiene.errors import UsageError
from hygiene.github.size import QuerySize
from hygiene.model.snapshot import BaseWorkflows
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene_github.fragments import GateFileOfCommit
    from hygiene_github.read_scope import ReadScopeRepository
    from hygiene_github.read_workflows import ReadWorkflowsRepository

    from hygiene.github.read.session import Session
    from hygiene.model.snapshot import Comment, Snapshot
    from hygiene.model.trigger import Trigger


SETTINGS_FILES = {
    ".github/hygiene.toml": "settings_in_github",
    "hygiene.toml": "settings_in_root",
    "pyproject.toml": "settings_in_pyproject",
}


WORKFLOWS_FOLDER = ".github/workflows"
# Of a base branch the files of which could not be read.
NO_WORKFLOWS = BaseWorkflows(unread=(WORKFLOWS_FOLDER,))
DEFAULT_BRANCH = "HEAD"


@dataclass(frozen=True, slots=True)
class GatePlace:
    """The path of the Gate's workflow file, and the revision of the branch whose file it is compared with.

    ``base`` is empty where it is compared with none. The text of a file of that branch is known as ``base:path``.
    """

    path: str
    base: str = DEFAULT_BRANCH

    def on_base(self, path: str) -> str:
        """The expression for a file or folder of the base branch."""
        return f"{self.base}:{path}"


class Gate(Protocol):
    """What is to be read of the Gate's file, and of the files that it calls."""

    def place(self, snapshot: Snapshot | None) -> GatePlace | None:
        """Where the file is for what was read; for None, before anything was, where it probably is."""

    def needs_workflows(self, snapshot: Snapshot) -> bool:
        """Whether other workflow files of the base branch may show jobs that the pull request removed."""


class _NoGate:
    def place(self, _snapshot: Snapshot | None) -> GatePlace | None:
        return None

    def needs_workflows(self, _snapshot: Snapshot) -> bool:
        return False


def _no_comment(_comment: Comment) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a policy needs beyond the scope itself.

    ``tracker_label`` and ``flaky_label`` are names of labels. With ``names``, the repository's labels and assignable
    users are read; with ``deletions``, who deleted comments. ``is_status_comment`` identifies the status comment:
    reading a long conversation ends where it is found.
    """

    tracker_label: str
    flaky_label: str
    names: bool = False
    deletions: bool = False
    is_status_comment: Callable[[Comment], bool] = _no_comment


@dataclass(frozen=True, slots=True)
class Scope:
    """What one run reads and writes: a pull request, a branch or, with ``sweeping``, all open trackers.

    ``options_for`` returns the options of the policy that the configuration files make, by path; it is called with an
    empty mapping before any file was read. With ``with_settings`` the configuration files of the default branch are
    read. ``gate`` is where the Gate's workflow file is: that file is read at the head, and on the base branch. A
    sweep reads every page of trackers once, not again after each write.
    """

    trigger: Trigger
    options_for: Callable[[Mapping[str, str]], ReadOptions]
    with_settings: bool = False
    gate: Gate = _NoGate()
    number: int = 0
    sweeping: bool = False

    def pull_request_number(self, session: Session) -> int:
        """The number of the pull request; 0 while it is still to be found by its head, and for a branch."""
        if self.trigger.branch:
            return 0
        return session.number or self.number or next(iter(self.trigger.pull_requests), 0)

    def by_head(self, session: Session) -> bool:
        """Whether the pull request is to be found by its head, as those of forks are."""
        return bool(self.trigger.head_ref) and not self.pull_request_number(session)

    def variables(self, session: Session, size: QuerySize) -> dict[str, Any]:
        """The variables of the fragment ``Scope``, which the query and the mutation share."""
        trigger, number = self.trigger, self.pull_request_number(session)
        variables: dict[str, Any] = size.pages(suites=12, runs=100, issues=20) | {
            "tracker_label": session.options.tracker_label,
            "flaky_label": session.options.flaky_label,
            "deletions": session.options.deletions,
        }
        if number:
            # Whether a check is required is requested for the pull request that the event names only.
            required = bool(trigger.pull_requests) and not (session.number or self.number)
            variables |= {"by_number": True, "number": number, "required": required}
        if self.by_head(session):
            variables |= {"by_head": True, "head_ref_name": trigger.head_ref}
        if self.by_head(session) or trigger.branch:
            variables |= {"by_commit": True, "head_oid": trigger.head_oid}
        return variables

    def read_variables(self, session: Session, size: QuerySize) -> dict[str, Any]:
        """The variables of ``ReadScope``: those of the scope, and what is read once and not after each write."""
        variables = self.variables(session, size) | {
            "details": size is QuerySize.FULL,
            "base": not self.trigger.branch,
            "base_history": size < QuerySize.WITHOUT_BASE,
            "with_names": session.options.names,
        }
        if self.with_settings:
            variables["with_settings"] = True
        return variables

    def gate_variables(self, session: Session) -> dict[str, Any]:
        """The variables of ``ReadScope`` that request the Gate's file, at the trigger's commit if it names one."""
        gate, oid = session.gate, self.trigger.head_oid
        if gate is None or not (oid or self.pull_request_number(session)):
            return {}
        on_base = {"with_gate_on_base": True} | on_base_variables(gate) if gate.base else {}
        if oid:
            return {"with_workflow": True} | at_head_variables(gate, oid) | on_base
        return {"with_gate_at_head": True, "gate_path": gate.path} | on_base


def at_head_variables(gate: GatePlace, oid: str) -> dict[str, Any]:
    """The variables that request the Gate's file and the folder of workflows at a commit."""
    return {"workflow_file": f"{oid}:{gate.path}", "workflows": f"{oid}:{WORKFLOWS_FOLDER}"}


def on_base_variables(gate: GatePlace) -> dict[str, Any]:
    """The same for the base branch."""
    return {"workflow_on_base": gate.on_base(gate.path), "workflows_on_base": gate.on_base(WORKFLOWS_FOLDER)}


def files_of(repository: Any, gate: GatePlace | None, head: str = "") -> dict[str, str]:  # noqa: ANN401 - the repository of ReadScope
    """The texts of the files that were found, by path; ``gate`` is the path that was read as the Gate's workflow file.

    ``head`` is the commit that a file of the head must be of. Raises ``UsageError`` for a configuration that is too
    long.
    """
    of_gate = {gate.path: "workflow_file", gate.on_base(gate.path): "workflow_on_base"} if gate else {}
    fields = {**SETTINGS_FILES, **of_gate}
    found = {path: getattr(repository, name, None) for path, name in fields.items()}
    for commit in _at_head(repository, head):
        if gate is not None:
            found[gate.path] = commit.gate_file.blob if commit.gate_file is not None else None
    blobs = {path: blob for path, blob in found.items() if isinstance(blob, TextFile) and blob.text is not None}
    for path, blob in blobs.items():
        if blob.is_truncated and path in SETTINGS_FILES:
            raise UsageError(f"{path} is longer than GitHub returns at once.", hint="Shorten it to 512,000 bytes.")
    return {path: blob.text or "" for path, blob in blobs.items() if not blob.is_truncated}


def workflow_files(
    repository: ReadWorkflowsRepository | None, gate: GatePlace, *, shows_head: bool = True
) -> tuple[dict[str, str], BaseWorkflows]:
    """The texts of the workflow files of the base branch and of the head, and how they differ.

    Unless ``shows_head``, a head without files is one of which the host did not show them.
    """
    before = _entries(repository.workflow_files if repository is not None else None)
    after = _entries(repository.files_at_head if repository is not None else None)
    on_base, unread = _texts(before)
    at_head, _ = _texts(after)
    oids = {entry.name: entry.oid for entry in after}
    # Where the host does not show the head's files, each may have changed, but none is taken for removed.
    empty = shows_head and repository is not None and repository.head is not None and repository.files_at_head is None
    names = {entry.name: entry.oid for entry in before if _is_workflow(entry.name)}
    removed = [name for name in names if name not in oids] if after or empty else []
    changed = [name for name, oid in names.items() if oid != oids.get(name)]
    files = {**at_head, **{gate.on_base(path): text for path, text in on_base.items()}}
    return files, BaseWorkflows(
        tuple(f"{WORKFLOWS_FOLDER}/{name}" for name in removed),
        tuple(f"{WORKFLOWS_FOLDER}/{name}" for name in changed),
        unread,
    )


def _is_workflow(name: str) -> bool:
    return name.endswith((".yml", ".yaml"))


def _texts(entries: list[Any]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The texts of workflow files by path, and the paths of those without one; the folder if there is no file."""
    blobs = {f"{WORKFLOWS_FOLDER}/{entry.name}": entry.blob for entry in entries if _is_workflow(entry.name)}
    texts = {
        path: blob.text
        for path, blob in blobs.items()
        if isinstance(blob, TextFile) and blob.text is not None and not blob.is_truncated
    }
    unread = tuple(path for path in blobs if path not in texts)
    return texts, unread if entries else (WORKFLOWS_FOLDER,)


def _entries(folder: Any) -> list[Any]:  # noqa: ANN401 - a folder of the response, or whatever the host has there
    return getattr(folder, "entries", None) or []


def differs_from_base(repository: Any, head: str) -> bool:  # noqa: ANN401 - as below
    """Whether the base branch has workflow files, and the head has not these very ones, as far as the host shows it."""
    base, folder = getattr(repository, "workflows_on_base", None), getattr(repository, "workflows", None)
    folders = [folder, *(commit.gate_folder for commit in _at_head(repository, head))]
    return base is not None and all(one is None or one.oid != base.oid for one in folders)


def shows_gate_at_head(repository: ReadScopeRepository, gate: GatePlace, head: str) -> bool:
    """Whether ``gateAtHead`` is the Gate's file at this commit, and need not be requested once more.

    Where it shows none and the base branch has one, the answer would change which jobs there are in silence.
    """
    found = [commit.gate_file for commit in _at_head(repository, head)]
    blob = found[0].blob if found and found[0] is not None else None
    return bool(found) and (blob is not None or gate.on_base(gate.path) not in files_of(repository, gate))


def _at_head(repository: Any, head: str) -> list[GateFileOfCommit]:  # noqa: ANN401 - as above
    """What ``gateAtHead`` found at this commit; empty where the host did not answer it."""
    pull = getattr(repository, "gate_at_head", None)
    commits = [node.commit for node in (pull.commits.nodes or [] if pull else []) if node is not None]
    return [one for one in commits if one.oid == head and "gate_file" in one.model_fields_set]
