"""The workflow that runs hygiene after the Gate, reduced to what can be wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hygiene.audit.findings import Finding, FindingKind, finding_of
from hygiene.audit.init_text import PERMISSIONS, is_placeholder
from hygiene.audit.workflows.nodes import MappingNode, Node, ScalarNode, SequenceNode, WorkflowFileError, read_nodes
from hygiene.settings.origin import action_repository
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hygiene.audit.workflows.nodes import Problem

POST_CI_PATH = ".github/workflows/post-ci.yml"
EVERYTHING = "*"
RANKS = {"none": 0, "read": 1, "write": 2}
PLACEHOLDER_HINT = "Name the repository that has the action: `hygiene init --force --action OWNER/NAME@REF`."


@dataclass(frozen=True, slots=True)
class Concurrency:
    """A ``concurrency:`` block; ``cancels`` and ``queue`` as they are written, empty when left out."""

    group: str
    cancels: str = ""
    queue: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class PostCi:
    """One workflow file with one job that runs hygiene, the first of them when there are several.

    ``workflows`` and ``types`` are those of ``workflow_run``. ``permissions`` maps names to levels, ``*`` to the level
    of ``read-all`` or ``write-all``; None when neither the job nor the workflow states any. ``names_gate`` is whether
    some job that runs hygiene checks which workflow triggered it, or passes a key.
    """

    path: str
    triggers: tuple[str, ...]
    workflows: tuple[str, ...]
    types: tuple[str, ...]
    concurrency: Concurrency | None
    permissions: Mapping[str, str] | None
    uses: str = ""
    line: int = 1
    names_gate: bool = False
    workflows_line: int = 1


def read_post_ci(text: str, *, path: str) -> PostCi | None:
    """The workflow; None when no job of it runs hygiene. Raises ``UsageError`` for what is not YAML."""
    root = read_nodes(text, path=path)
    jobs, on = root.get("jobs"), root.get("on")
    triggers = tuple(name.text for name, _ in on.pairs) if isinstance(on, MappingNode) else _texts(on)
    found = [
        (key, job, uses)
        for key, job in (jobs.pairs if isinstance(jobs, MappingNode) else ())
        if isinstance(job, MappingNode) and (uses := _runs_hygiene(job, after_gate="workflow_run" in triggers))
    ]
    if not found:
        return None
    key, job, uses = found[0]
    triggered_by = on.get("workflow_run") if isinstance(on, MappingNode) else None
    stated = job.get("permissions")
    return PostCi(
        path=path,
        triggers=triggers,
        workflows=_texts(triggered_by.get("workflows")) if isinstance(triggered_by, MappingNode) else (),
        types=_texts(triggered_by.get("types")) if isinstance(triggered_by, MappingNode) else (),
        concurrency=_concurrency(job.get("concurrency")) or _concurrency(root.get("concurrency")),
        permissions=_permissions(root.get("permissions") if stated is None else stated),
        uses=uses,
        line=key.line,
        names_gate=any(_names_gate(job) for _, job, _ in found),
        workflows_line=_line(triggered_by, key.line),
    )


def _line(triggered_by: Node | None, otherwise: int) -> int:
    named = triggered_by.get("workflows") if isinstance(triggered_by, MappingNode) else None
    return named.line if named else otherwise


def wanted_permissions() -> str:
    """What hygiene needs, as text."""
    return ", ".join(f"{area}: {level}" for area, level, _ in PERMISSIONS)


def missing_permissions(found: PostCi) -> list[tuple[str, str]]:
    """The permissions that the workflow does not grant, with their purposes; none if it states no permissions."""
    if found.permissions is None:
        return []
    everything = RANKS.get(found.permissions.get(EVERYTHING, "none"), 0)
    return [
        (f"{area}: {level}", purpose)
        for area, level, purpose in PERMISSIONS
        if max(everything, RANKS.get(found.permissions.get(area, "none"), 0)) < RANKS[level]
    ]


def _read(workflows: Mapping[str, str]) -> tuple[list[PostCi], list[Problem]]:
    """The workflows that run hygiene, and why files cannot be read."""
    found, problems = [], []
    for path, text in workflows.items():
        try:
            found.append(read_post_ci(text, path=path))
        except WorkflowFileError as error:
            problems.append(error.problem)
    return [one for one in found if one is not None], problems


def post_ci_findings(workflows: Mapping[str, str], gates: Sequence[str], configuration: str) -> list[Finding]:
    """What keeps the workflow that runs hygiene after the Gate from working.

    ``workflows`` maps the paths of workflow files to their texts, ``gates`` are the names of the Gates, and
    ``configuration`` is the file that configures jobs. With several such workflows, one that names the Gate is enough.
    """
    every, problems = _read(workflows)
    findings = [
        finding_of(problem)
        for problem in problems
        if problem.path == POST_CI_PATH or "hygiene" in workflows[problem.path]
    ]
    running = [found for found in every if "workflow_run" in found.triggers]
    if configuration and not every and not problems:
        message = (
            "No workflow of this repository is known to run hygiene after the Gate, so there is no status comment."
        )
        hint = f"`hygiene init` writes {POST_CI_PATH}."
        findings.append(Finding(FindingKind.NOTHING_RUNS_HYGIENE, configuration, 1, message, hint=hint, notice=True))
    if running and not any({*gates, EVERYTHING} & set(found.workflows) for found in running):
        first, called = running[0], " or ".join(f"`{name}`" for name in gates)
        waits = " and ".join(f"`{name}`" for name in first.workflows) or "no workflow"
        findings.append(
            Finding(
                FindingKind.UNLISTED_WORKFLOW,
                first.path,
                first.workflows_line,
                f"The workflow runs after {waits}, but the Gate is called {called}, so it never starts.",
                hint="Write the Gate's `name:` under `workflow_run: workflows:`.",
            )
        )
    for found in running:
        if found.permissions is None:
            kind, message = (
                FindingKind.MISSING_PERMISSION,
                "It states no permissions, so the repository's default applies.",
            )
            hint = f"That may be read only. State them on the job: {wanted_permissions()}."
            findings.append(Finding(kind, found.path, found.line, message, hint=hint, notice=True))
        for needs, why in missing_permissions(found):
            message = f"Without `{needs}` hygiene cannot {why}."
            hint = f"Add `{needs}` to the permissions of the job."
            findings.append(Finding(FindingKind.MISSING_PERMISSION, found.path, found.line, message, hint=hint))
        if is_placeholder(found.uses):
            message, hint = f"`{found.uses}` is a placeholder, not an action.", PLACEHOLDER_HINT
            findings.append(Finding(FindingKind.PLACEHOLDER_ACTION, found.path, found.line, message, hint=hint))
    return findings


def _names_gate(job: MappingNode) -> bool:
    steps = job.get("steps")
    parts = [job, *(steps.items if isinstance(steps, SequenceNode) else ())]
    for part in parts:
        if not isinstance(part, MappingNode):
            continue
        environment = part.get("env")
        keyed = _text(_with(part).get("key"))
        keyed = keyed or (_text(environment.get("HYGIENE_KEY")) if isinstance(environment, MappingNode) else "")
        if keyed or "--key" in _text(part.get("run")) or "github.event.workflow_run.name" in _text(part.get("if")):
            return True
    return False


# The action by its repository's name, which GitHub compares without case, or as a part of its own repository.
_ACTION = re.compile(r"/[^/@]*hygiene[^/@]*(/[^@]*)?@|^(\./|\.|\$/\.|[.$]/\.github/action)$", re.IGNORECASE)
# The command as `init` writes it, alone or in an expression. Actions with another `command` have no such value.
_COMMAND = re.compile(r"post-ci|\$\{\{.*'post-ci'.*\}\}", re.DOTALL)


def _with(step: MappingNode) -> MappingNode:
    found = step.get("with")
    return found if isinstance(found, MappingNode) else MappingNode((), step.line, step.column)


def _runs_hygiene(job: MappingNode, *, after_gate: bool) -> str:
    """What runs hygiene in a job: the action, the reusable workflow or the command; empty when nothing does."""
    called = _text(job.get("uses"))
    if "hygiene" in called.lower() or called.endswith("/post-ci.yml") or "/post-ci.yml@" in called:
        return called
    steps = job.get("steps")
    for step in steps.items if isinstance(steps, SequenceNode) else ():
        if not isinstance(step, MappingNode):
            continue
        uses, run, command = _text(step.get("uses")), _text(step.get("run")), _text(_with(step).get("command"))
        if _ACTION.search(uses) and "post-ci" in (command or "post-ci"):
            return uses
        if after_gate and uses and (_COMMAND.fullmatch(command.strip()) if command else _is_own_action(uses)):
            return uses
        if "hygiene post-ci" in run:
            return "hygiene post-ci"
    return ""


def _is_own_action(uses: str) -> bool:
    """Whether an action is of the repository that the installed package came from, under whatever name."""
    own, name = action_repository(), uses.partition("@")[0].lower()
    return bool(own) and name in (own, f"{own}/.github/action")


def _concurrency(node: Node | None) -> Concurrency | None:
    if isinstance(node, ScalarNode):
        return Concurrency(node.text, line=node.line)
    if not isinstance(node, MappingNode):
        return None
    return Concurrency(
        _text(node.get("group")), _text(node.get("cancel-in-progress")), _text(node.get("queue")), node.line
    )


def _permissions(node: Node | None) -> dict[str, str] | None:
    if isinstance(node, ScalarNode):
        return {EVERYTHING: node.text.removesuffix("-all")}
    if isinstance(node, MappingNode):
        return {name.text: _text(level) for name, level in node.pairs}
    return None


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, ScalarNode) else ""


def _texts(node: Node | None) -> tuple[str, ...]:
    items = node.items if isinstance(node, SequenceNode) else (node,)
    return tuple(item.text for item in items if isinstance(item, ScalarNode))
