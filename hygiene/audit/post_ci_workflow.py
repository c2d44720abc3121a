"""The workflow that runs hygiene after the Gate, reduced to what can be wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.audit.workflows.nodes import MappingNode, Node, ScalarNode, SequenceNode, read_nodes
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

POST_CI_PATH = ".github/workflows/post-ci.yml"
EVERYTHING = "*"
# In the repository of hygiene itself.
_OWN_ACTION = ("./", ".", "$/.", "./.github/action", "$/.github/action")


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
    some job that runs hygiene asks which workflow rang, or hands over a key.
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


def read_post_ci(text: str, *, path: str) -> PostCi | None:
    """The workflow; None when no job of it runs hygiene. Raises ``UsageError`` for what is not YAML."""
    root = read_nodes(text, path=path)
    jobs = root.get("jobs")
    found = [
        (key, job, uses)
        for key, job in (jobs.pairs if isinstance(jobs, MappingNode) else ())
        if isinstance(job, MappingNode) and (uses := _runs_hygiene(job))
    ]
    if not found:
        return None
    key, job, uses = found[0]
    on = root.get("on")
    rings = on.get("workflow_run") if isinstance(on, MappingNode) else None
    stated = job.get("permissions")
    return PostCi(
        path=path,
        triggers=tuple(name.text for name, _ in on.pairs) if isinstance(on, MappingNode) else _texts(on),
        workflows=_texts(rings.get("workflows")) if isinstance(rings, MappingNode) else (),
        types=_texts(rings.get("types")) if isinstance(rings, MappingNode) else (),
        concurrency=_concurrency(job.get("concurrency")) or _concurrency(root.get("concurrency")),
        permissions=_permissions(root.get("permissions") if stated is None else stated),
        uses=uses,
        line=key.line,
        names_gate=any(_names_gate(job) for _, job, _ in found),
    )


def _names_gate(job: MappingNode) -> bool:
    steps = job.get("steps")
    parts = [job, *(steps.items if isinstance(steps, SequenceNode) else ())]
    for part in parts:
        if not isinstance(part, MappingNode):
            continue
        handed, environment = part.get("with"), part.get("env")
        keyed = isinstance(handed, MappingNode) and _text(handed.get("key"))
        keyed = keyed or (isinstance(environment, MappingNode) and _text(environment.get("HYGIENE_KEY")))
        if keyed or "--key" in _text(part.get("run")) or "github.event.workflow_run.name" in _text(part.get("if")):
            return True
    return False


def _runs_hygiene(job: MappingNode) -> str:
    """What runs hygiene in a job: the action, the reusable workflow or the command; empty when nothing does."""
    called = _text(job.get("uses"))
    if "hygiene" in called or called.endswith("/post-ci.yml") or "/post-ci.yml@" in called:
        return called
    steps = job.get("steps")
    for step in steps.items if isinstance(steps, SequenceNode) else ():
        if not isinstance(step, MappingNode):
            continue
        uses, run = _text(step.get("uses")), _text(step.get("run"))
        if "/hygiene@" in uses or "/hygiene/.github/action@" in uses or uses in _OWN_ACTION:
            return uses
        if "hygiene post-ci" in run:
            return "hygiene post-ci"
    return ""


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
