"""The set-up that `hygiene init` proposes: which workflow is the Gate, and the files to write."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from hygiene.audit.checkout import WORKFLOWS_FOLDER, make_place, text_at, workflow_paths, write_text_at
from hygiene.audit.configured import CONFIGURATION_PATH
from hygiene.audit.gate import GATE_NAME, read_gate
from hygiene.audit.init_text import (
    PERMISSIONS,
    PROBE_PATH,
    configuration_text,
    is_placeholder,
    post_ci_text,
    probe_text,
)
from hygiene.audit.post_ci_workflow import POST_CI_PATH, read_post_ci
from hygiene.audit.workflows.events import PULL_REQUEST_EVENTS
from hygiene.audit.workflows.nodes import ProblemKind
from hygiene.errors import UsageError
from hygiene.settings.origin import action_reference, documentation, git, github_repository
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from hygiene.audit.workflows.gate_file import GateFile, GateJob


_ACTION = re.compile(r"[\w.-]+/[\w.-]+(?:/[\w./-]+)?@[\w./-]+")
_LIKELY_NAMES = ("ci", "continuous integration", "tests", "test", "build", "checks", "main")


@dataclass(frozen=True, slots=True)
class ProposedFile:
    """One file as it is, nothing when it is not there yet, and as it should be."""

    path: str
    before: str | None
    after: str

    @property
    def kept(self) -> bool:
        """Whether it exists with other text, so that writing would lose something."""
        return self.before not in (None, self.after)

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
    """The Gate that was chosen and why, the files that follow from it, and the workflows that were not chosen."""

    gate: GateFile
    why: str
    files: tuple[ProposedFile, ...]
    skipped: tuple[str, ...] = ()
    others: tuple[GateFile, ...] = ()


def remote(root: Path) -> tuple[str, str]:
    """Host and ``OWNER/NAME`` of the repository's remote ``origin``; empty if there is none."""
    return github_repository(git(root, "remote", "get-url", "origin"))


def server(host: str) -> str:
    """The host of a remote if it can be a GitHub server of its own, else empty.

    A host without a dot, or one such as `github.com-work`, is an alias of the SSH client.
    """
    return "" if "." not in host or host.startswith(("github.com", "ssh.github.com")) else host


def action_for(given: str, host: str) -> str:
    """The action to write: the given one, else that of the repository from which hygiene was installed.

    ``host`` is the host of the repository's remote. Raises ``UsageError`` for a text that is no action, for a
    placeholder, and if none is given and the origin of the installed package is not known.
    """
    if not given:
        if found := action_reference(("github.com", host)):
            return found
        raise UsageError(
            "It is not known which repository has the action: hygiene was not installed from one on GitHub.",
            hint="Name it with `--action OWNER/NAME@REF`, best with the commit of a release as REF.",
        )
    if not _ACTION.fullmatch(given):
        raise UsageError(f"{given!r} is not an action.", hint="Write it as OWNER/NAME@REF, best with a commit as REF.")
    if is_placeholder(given):
        raise UsageError(f"{given!r} is a placeholder.", hint="Name the repository that has the action, and its tag.")
    return given


def propose(root: Path, action: str, *, workflow: str = "", reusable: bool = False) -> Proposal:
    """Choose the Gate among the repository's workflows, and write the two files that follow from it.

    ``action`` is what the workflow uses, as ``OWNER/NAME@REF``; ``workflow`` the Gate's file, if it is chosen already.
    Raises ``UsageError`` if no workflow can be the Gate, or the action is in a folder, where none can be called.
    """
    if reusable and action.partition("@")[0].count("/") > 1:
        raise UsageError(
            f"{action!r} is in a folder of a repository, so it has no reusable workflow.", hint="Leave out --reusable."
        )
    read = [read_gate(root, path) for path in workflow_paths(root) if path not in (POST_CI_PATH, PROBE_PATH)]
    broken = [gate.problem for gate in read if gate.problem is not None]
    candidates = [gate for gate in read if gate.problem is None and gate.gate_events]
    if workflow:
        gate = _named(root, workflow)
        why = f"named with --workflow, {_facts(gate)}"
    elif not candidates:
        if broken:
            raise UsageError(broken[0].sentence, hint=broken[0].hint)
        raise UsageError(
            f"No workflow in {(root / WORKFLOWS_FOLDER).resolve()} runs on pull requests, merge groups or pushes.",
            hint="Add a workflow that tests pull requests, then run `hygiene init` again.",
        )
    else:
        gate, why = _choose(candidates)
    texts = {
        CONFIGURATION_PATH: configuration_text(gate),
        POST_CI_PATH: post_ci_text(gate.name, action, named=gate.name != gate.path, reusable=reusable),
    }
    files = tuple(ProposedFile(path, text_at(root, path), after) for path, after in texts.items())
    others = tuple(other for other in candidates if other.path != gate.path)
    skipped = tuple(problem.sentence for problem in broken if problem.kind is not ProblemKind.ONLY_CALLED)
    return Proposal(gate, why, files, skipped, others)


def propose_probe(root: Path, action: str, repository: str, *, workflow: str = "") -> ProposedFile:
    """The workflow that probes ``repository``; in one without other workflows, on demand only.

    Raises ``UsageError`` if the repository is not known, or which workflow is the Gate.
    """
    if not repository:
        raise UsageError(
            "It is not known which repository is to be probed: there is no remote origin on GitHub.",
            hint="Add it: git remote add origin https://github.com/OWNER/NAME.git",
        )
    others = set(workflow_paths(root)) - {POST_CI_PATH, PROBE_PATH}
    gate_name = propose(root, action, workflow=workflow).gate.name if others or workflow else ""
    return ProposedFile(PROBE_PATH, text_at(root, PROBE_PATH), probe_text(gate_name, action, repository))


def write_probe(root: Path, file: ProposedFile, repository: str, *, force: bool, dry_run: bool) -> str:
    """Write the workflow of the probe; return what was written, and how to run the probe and to report its result."""
    written = not dry_run and write_files(root, (file,), force=force)
    if file.kept and not written and not dry_run:
        return f"Kept {file.path}: the diff above shows what `hygiene init --probe --force` would change."
    if not written:
        return "Nothing was written."
    lines = [f"Wrote {file.path}. Next:", f"  1. Make sure that {repository} is a scratch repository, and merge this."]
    if "workflow_run:" in file.after:
        lines.append("  2. Open a pull request: the probe runs after the Gate. Or start it manually:")
    else:
        lines.append("  2. There is no Gate, so late results are not measured. Start it manually:")
    lines.append(f"     gh workflow run hygiene-probe.yml --repo {repository} --field pull-request=NUMBER")
    lines.append("  3. Report probe.json of the artifact hygiene-probe. It contains no name and no token.")
    lines.append(f"     {documentation('how-to/run-the-probe.md')}")
    return "\n".join(lines)


def write_files(root: Path, files: Iterable[ProposedFile], *, force: bool) -> tuple[str, ...]:
    """Write the files that are not there yet, with ``force`` also those that differ; return their paths.

    Raises ``UsageError``, before anything is written, where something that is no file has the place of one.
    """
    wanted = [file for file in files if file.before != file.after and (force or not file.kept)]
    for file in wanted:
        make_place(root, file.path)
    for file in wanted:
        write_text_at(root, file.path, file.after)
    return tuple(file.path for file in wanted)


def write_proposal(root: Path, proposal: Proposal, *, force: bool) -> tuple[str, ...]:
    """Write the files that are not there yet, with ``force`` also those that differ; return their paths.

    Raises ``UsageError``, before anything is written, if another workflow, or no file, has the place of one to write.
    """
    existing = text_at(root, POST_CI_PATH)
    if not force and existing is not None and read_post_ci(existing, path=POST_CI_PATH) is None:
        raise UsageError(
            f"{POST_CI_PATH} already exists, and no job of it runs hygiene; nothing was written.",
            hint="Rename that workflow, or run `hygiene init --force` to replace it.",
        )
    return write_files(root, proposal.files, force=force)


def _named(root: Path, workflow: str) -> GateFile:
    """The workflow that is chosen already. Raises ``UsageError`` if it is hygiene's own, or GitHub refuses it."""
    path = _path_of(workflow)
    if path in (POST_CI_PATH, PROBE_PATH):
        raise UsageError(
            f"{path} runs hygiene, so it cannot be the Gate.", hint="Name the workflow that tests pull requests."
        )
    gate = read_gate(root, path)
    if gate.problem is not None:
        raise UsageError(gate.problem.sentence, hint=gate.problem.hint)
    return gate


def _choose(candidates: Sequence[GateFile]) -> tuple[GateFile, str]:
    """The Gate and why: the one of that name, else by aggregates and check runs. Raises ``UsageError`` on a tie."""
    named = [gate for gate in candidates if _is_called(gate, (GATE_NAME,))]
    pull_requests = [gate for gate in candidates if set(gate.gate_events) & set(PULL_REQUEST_EVENTS)]
    best = max(map(_rank, named or pull_requests or candidates))
    found = [gate for gate in named or pull_requests or candidates if _rank(gate) == best]
    if len(found) == 1:
        return found[0], f"it is called {found[0].name}" if named else _facts(found[0])
    listed = "; ".join(f"{gate.path} ({_facts(gate)})" for gate in candidates)
    raise UsageError(
        f"No single workflow is the Gate, the one that decides whether a pull request can be merged: {listed}.",
        hint="Choose one: `hygiene init --workflow FILE`.",
    )


def _rank(gate: GateFile) -> tuple[bool, int, bool]:
    """An aggregate comes first, then the number of check runs; a likely name makes them count twice."""
    likely = _is_called(gate, _LIKELY_NAMES)
    return _has_aggregate(gate), _check_runs(gate) * (1 + likely), likely


def _is_called(gate: GateFile, names: Sequence[str]) -> bool:
    return not {gate.name.casefold(), gate.path.rpartition("/")[2].partition(".")[0].casefold()}.isdisjoint(names)


def _jobs(gate: GateFile) -> list[GateJob]:
    """The jobs that test a pull request; for a workflow that runs on none, those that test other changes."""
    events = set(gate.gate_events) & set(PULL_REQUEST_EVENTS) or set(gate.gate_events)
    return [job for job in gate.jobs if events.intersection(job.events) and not job.publishes]


def _check_runs(gate: GateFile) -> int:
    return len(_names(_jobs(gate)))


def _names(jobs: Iterable[GateJob]) -> set[str]:
    return {name.pattern for job in jobs for name in job.check_runs}


def _has_aggregate(gate: GateFile) -> bool:
    return any(name.aggregate for job in _jobs(gate) for name in job.check_runs)


def _path_of(workflow: str) -> str:
    return workflow if "/" in workflow else f"{WORKFLOWS_FOLDER}/{workflow}"


def opening_text(proposal: Proposal) -> str:
    """Which workflow is the Gate and which are not, what would change, and the permissions that this needs."""
    blocks = [f"Gate: {proposal.gate.path} ({proposal.why})"]
    if proposal.others:
        listed = [f"  {gate.path} ({_facts(gate)})" for gate in proposal.others]
        blocks.append("\n".join(["Not the Gate; choose one with --workflow FILE:", *listed]))
    blocks += [f"Not read: {message}" for message in proposal.skipped]
    blocks += [file.diff.rstrip("\n") if file.diff else f"{file.path} needs no change." for file in proposal.files]
    width = max(len(name) for name, _, _ in PERMISSIONS)
    permissions = (f"  {name:<{width}}  {level:<5}  {why}" for name, level, why in PERMISSIONS)
    blocks.append("\n".join(["The workflow asks for these permissions and no others:", *permissions]))
    return "\n\n".join(blocks) + "\n"


def _facts(gate: GateFile) -> str:
    number = _check_runs(gate)
    found = [
        f"runs on {', '.join(gate.gate_events or gate.triggers)}",
        f"{number} check run{'' if number == 1 else 's'}",
    ]
    rest = len(_names(gate.jobs)) - number
    found += [f"{rest} more that test{'s' if rest == 1 else ''} no pull request"] if rest else []
    return ", ".join([*found, *(["with a job that sums up the others"] if _has_aggregate(gate) else [])])


def closing_text(
    proposal: Proposal, written: tuple[str, ...], *, dry_run: bool, repository: str = "", host: str = ""
) -> str:
    """What was written, what was kept, and the next steps.

    ``repository`` is ``OWNER/NAME`` if it is known, ``host`` a GitHub server of its own.
    """
    if dry_run:
        return "Nothing was written."
    lines = [f"Wrote {' and '.join(written)}."] if written else []
    kept = [file.path for file in proposal.files if file.kept and file.path not in written]
    if kept:
        lines.append(f"Kept {' and '.join(kept)}: the diff above shows what `hygiene init --force` would change.")
    if not written:
        return "\n".join([*lines, "Nothing was written." if kept else "Nothing to write: the repository is set up."])
    doctor = f"{f'GITHUB_SERVER_URL=https://{host} ' if host else ''}hygiene doctor"
    doctor += f" --repo {repository}" if repository else ""
    lines += [
        "Next:",
        "  1. Commit and merge this. GitHub starts a workflow on `workflow_run` from the default branch only.",
        f"  2. Check the setup, with a token in GITHUB_TOKEN: {doctor}",
        f"  3. Run `hygiene audit` whenever {proposal.gate.path} changes, best as a job of it:",
        f"     {documentation('how-to/use-the-action.md')}",
    ]
    if host:
        lines.append(f"  4. Make sure that {host} has the action, and that it can run what was written:")
        lines.append(f"     {documentation('how-to/github-enterprise-server.md')}")
    return "\n".join(lines)
