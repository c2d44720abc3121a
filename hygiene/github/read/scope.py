"""What a run reads: a trigger and the policy's options as the variables of the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene_github.fragments import TextFile

from hygiene.errors import UsageError
from hygiene.github.size import QuerySize
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene_github.fragments import GateFileOfCommitGateFile
    from hygiene_github.read_scope import ReadScopeRepository

    from hygiene.github.read.session import Session
    from hygiene.model.snapshot import Comment, Snapshot
    from hygiene.model.trigger import Trigger


SETTINGS_FILES = {
    ".github/hygiene.toml": "settings_in_github",
    "hygiene.toml": "settings_in_root",
    "pyproject.toml": "settings_in_pyproject",
}


ON_BASE = "default branch:"


def _no_gate(_found: Snapshot | None) -> str:
    return ""


def _no_comment(_comment: Comment) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a policy needs to know beyond the scope itself.

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
    read. ``gate_path`` returns the path of the Gate's workflow file for what was read, and for None, before anything
    was, where it probably is: that file is read at the head, and on the default branch. A sweep reads every page of
    trackers once, not again after each write.
    """

    trigger: Trigger
    options_for: Callable[[Mapping[str, str]], ReadOptions]
    with_settings: bool = False
    gate_path: Callable[[Snapshot | None], str] = _no_gate
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
            # Whether a check is required is asked for the pull request that the event names only.
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
        """The variables of ``ReadScope`` that ask for the Gate's file, at the trigger's commit if it names one."""
        path, oid = session.workflow_path, self.trigger.head_oid
        if not path or not (oid or self.pull_request_number(session)):
            return {}
        if oid:
            return gate_file_variables(path, oid)
        return {"with_gate_at_head": True, "gate_path": path} | _on_base(path)


def gate_file_variables(path: str, oid: str) -> dict[str, Any]:
    """The variables that ask for the Gate's file at a commit, and on the default branch."""
    return {"with_workflow": True, "workflow_file": f"{oid}:{path}"} | _on_base(path)


def _on_base(path: str) -> dict[str, Any]:
    return {"with_gate_on_base": True, "workflow_on_base": f"HEAD:{path}"}


def files_of(repository: Any, gate: str, head: str = "") -> dict[str, str]:  # noqa: ANN401 - the repository of ReadScope
    """The texts of the files that were found, by path; ``gate`` is that of the Gate's workflow file.

    ``head`` is the commit that a file of the head must be of. Raises ``UsageError`` for a configuration that is too
    long.
    """
    of_gate = {gate: "workflow_file", f"{ON_BASE}{gate}": "workflow_on_base"} if gate else {}
    fields = {**SETTINGS_FILES, **of_gate}
    found = {path: getattr(repository, name, None) for path, name in fields.items()}
    for entry in _at_head(repository, head):
        found[gate] = entry.blob if entry is not None else None
    blobs = {path: blob for path, blob in found.items() if isinstance(blob, TextFile) and blob.text is not None}
    for path, blob in blobs.items():
        if blob.is_truncated and path in SETTINGS_FILES:
            raise UsageError(f"{path} is longer than GitHub returns at once.", hint="Shorten it to 512,000 bytes.")
    return {path: blob.text or "" for path, blob in blobs.items() if not blob.is_truncated}


def shows_gate_at_head(repository: ReadScopeRepository, gate: str, head: str) -> bool:
    """Whether ``gateAtHead`` tells what the Gate's file at this commit is, and need not be asked for once more.

    Where it shows none and the default branch has one, the answer would change which jobs there are in silence.
    """
    entries = _at_head(repository, head)
    found = entries[0].blob if entries and entries[0] is not None else None
    return bool(entries) and (found is not None or f"{ON_BASE}{gate}" not in files_of(repository, gate))


def _at_head(repository: Any, head: str) -> list[GateFileOfCommitGateFile | None]:  # noqa: ANN401 - as above
    """The entry that ``gateAtHead`` found at this commit, None for no file; empty where the host did not say."""
    pull = getattr(repository, "gate_at_head", None)
    commits = [node.commit for node in (pull.commits.nodes or [] if pull else []) if node is not None]
    return [one.gate_file for one in commits if one.oid == head and "gate_file" in one.model_fields_set]
