"""The set-up that `hygiene init` proposes: which workflow is the Gate, and the two files to write."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from hygiene.audit.checkout import WORKFLOWS_FOLDER, text_at, workflow_paths
from hygiene.audit.configured import CONFIGURATION_PATH
from hygiene.audit.gate import GATE_NAME, read_gate
from hygiene.audit.init_text import ACTION_REFERENCE, PERMISSIONS, configuration_text, post_ci_text
from hygiene.errors import UsageError
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hygiene.audit.workflows.gate_file import GateFile


POST_CI_PATH = f"{WORKFLOWS_FOLDER}/post-ci.yml"

_ACTION = re.compile(r"[\w.-]+/[\w.-]+(?:/[\w./-]+)?@[\w./-]+")
_GATE_EVENTS = frozenset({"pull_request", "merge_group", "push"})
_LIKELY_NAMES = (GATE_NAME, "ci", "continuous integration", "tests", "test", "build", "checks", "main")


@dataclass(frozen=True, slots=True)
class ProposedFile:
    """One file as it is, nothing when it is not there yet, and as it should be."""

    path: str
    before: str | None
    after: str

    @property
    def diff(self) -> str:
        """Show the change as a unified diff; empty when the file is already so."""
        return "".join(
            difflib.unified_diff(
                (self.before or "").splitlines(keepends=True),
                self.after.splitlines(keepends=True),
                fromfile="/dev/null" if self.before is None else f"a/{self.path}",
                tofile=f"b/{self.path}",
            )
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """The Gate that was chosen, why, and the files that follow from it."""

    gate: GateFile
    why: str
    files: tuple[ProposedFile, ...]
    skipped: tuple[str, ...]

    @property
    def in_the_way(self) -> tuple[str, ...]:
        """Name the files that exist with other text, so that writing would lose something."""
        return tuple(file.path for file in self.files if file.before not in (None, file.after))


def propose(root: Path, action: str = ACTION_REFERENCE) -> Proposal:
    """Choose the Gate among the repository's workflows and write down what follows from it.

    ``action`` is what the workflow uses, as ``OWNER/NAME@REF``.
    """
    if not _ACTION.fullmatch(action):
        raise UsageError(f"{action!r} is not an action.", hint="Write it as OWNER/NAME@REF, best with a commit as REF.")
    workflows = [read_gate(root, path) for path in workflow_paths(root) if path != POST_CI_PATH]
    broken = [gate.problem for gate in workflows if gate.problem is not None]
    candidates = [gate for gate in workflows if gate.problem is None and _GATE_EVENTS.intersection(gate.triggers)]
    if not candidates:
        if broken:
            raise UsageError(broken[0].sentence, hint=broken[0].hint)
        raise UsageError(
            message=f"No workflow in {WORKFLOWS_FOLDER} runs on pull requests, merge groups or pushes.",
            hint="Add a workflow that tests pull requests, then run `hygiene init` again.",
        )
    gate, why = _choose(candidates)
    texts = {
        CONFIGURATION_PATH: configuration_text(gate),
        POST_CI_PATH: post_ci_text(gate.name, action),
    }
    files = tuple(ProposedFile(path, text_at(root, path), after) for path, after in texts.items())
    return Proposal(gate, why, files, tuple(problem.sentence for problem in broken))


def write_proposal(root: Path, proposal: Proposal, *, force: bool) -> tuple[str, ...]:
    """Write the files that differ and name them; refuse, before any is written, to replace one without ``force``."""
    if proposal.in_the_way and not force:
        raise UsageError(
            message=f"{' and '.join(proposal.in_the_way)} already exists; nothing was written."
            if len(proposal.in_the_way) == 1
            else f"{' and '.join(proposal.in_the_way)} already exist; nothing was written.",
            hint="Read the diff above and run `hygiene init --force` to replace what is there.",
        )
    changed = [file for file in proposal.files if file.before != file.after]
    for file in changed:
        target = root / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.after, encoding="utf-8", newline="")
    return tuple(file.path for file in changed)


def _choose(candidates: Sequence[GateFile]) -> tuple[GateFile, str]:
    for likely in _LIKELY_NAMES:
        for workflow in candidates:
            stem = workflow.path.rpartition("/")[2].partition(".")[0]
            if likely in (workflow.name.casefold(), stem.casefold()):
                return workflow, f"it is called {workflow.name}"
    most = max(candidates, key=lambda workflow: ("pull_request" in workflow.triggers, len(workflow.jobs)))
    events = ", ".join(sorted(_GATE_EVENTS.intersection(most.triggers)))
    return most, f"it runs on {events} and has the most jobs ({len(most.jobs)})"


def opening_text(proposal: Proposal) -> str:
    """Say which workflow is the Gate, what would change, and which permissions that asks for."""
    blocks = [f"Gate: {proposal.gate.path} ({proposal.why})"]
    blocks += [f"Not read: {message}" for message in proposal.skipped]
    blocks += [file.diff.rstrip("\n") if file.diff else f"{file.path} is already so." for file in proposal.files]
    width = max(len(name) for name, _, _ in PERMISSIONS)
    permissions = (f"  {name:<{width}}  {level:<5}  {why}" for name, level, why in PERMISSIONS)
    blocks.append("\n".join(["The workflow asks for these permissions and no others:", *permissions]))
    return "\n\n".join(blocks) + "\n"


def closing_text(proposal: Proposal, written: tuple[str, ...], *, dry_run: bool) -> str:
    """Say what was written and what comes next."""
    if dry_run:
        return "Nothing was written."
    if not written:
        return "Nothing to write: the repository is set up."
    return (
        f"Wrote {' and '.join(written)}.\nNext: commit, then run `hygiene audit` whenever {proposal.gate.path} changes."
    )
