"""Which contexts and special functions an expression may use, by the key that it is written under.

GitHub refuses a workflow file as a whole if an expression uses a context that is not available there.
https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.audit.workflows.conditions import read_condition
from hygiene.audit.workflows.expression import Call, Expression, ExpressionError, Name, NestingError, parse, split, walk
from hygiene.audit.workflows.functions import ARGUMENTS, HASH_FUNCTION, STATUS_FUNCTIONS
from hygiene.audit.workflows.nodes import MappingNode, Node, Problem, ScalarNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hygiene.audit.workflows.jobs import Workflow

_DOCS = "https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability"
_RUN = frozenset({"github", "inputs", "vars"})
_JOB = _RUN | {"needs"}
_LEG = _JOB | {"matrix", "strategy"}
_STEP = _LEG | {"env", "job", "runner", "secrets", "steps"}

# "if" is the text of a condition, "*" every other key at this level and everything below it.
_CONTAINER = {"env": _STEP - {"steps"}, "credentials": _LEG | {"env", "secrets"}, "*": _LEG}
_JOB_KEYS: Mapping[str, frozenset[str] | Mapping[str, frozenset[str]]] = {
    "concurrency": _LEG,
    "container": _CONTAINER,
    "continue-on-error": _LEG,
    "defaults": _LEG | {"env"},
    "env": _LEG | {"secrets"},
    "environment": {"url": _STEP - {"secrets"}, "*": _LEG},
    "if": _JOB,
    "name": _LEG,
    "outputs": _STEP,
    "runs-on": _LEG,
    "secrets": _LEG | {"secrets"},
    "strategy": _JOB,
    "timeout-minutes": _LEG,
    "with": _LEG,
}
_STEP_KEYS = {
    "continue-on-error": _STEP,
    "env": _STEP,
    "if": _STEP - {"secrets"},
    "name": _STEP,
    "run": _STEP,
    "timeout-minutes": _STEP,
    "with": _STEP,
    "working-directory": _STEP,
}
_WORKFLOW_KEYS = {"concurrency": _RUN, "env": _RUN | {"secrets"}, "run-name": _RUN}
_STATUS = frozenset(STATUS_FUNCTIONS)
_HASH = frozenset(HASH_FUNCTION)
_NONE: frozenset[str] = frozenset()


def expression_problems(workflow: Workflow) -> Iterator[Problem]:
    """Every expression of the file that GitHub refuses: broken, or with a context or function not available there."""
    for key, contexts in _WORKFLOW_KEYS.items():
        yield from _below(workflow, workflow.root.get(key), f"`{key}:`", contexts, _NONE)
    for job in workflow.jobs:
        for name, node in job.node.pairs:
            what = f"`{name.text}:` of job `{job.id}`"
            if name.text == "services" and isinstance(node, MappingNode):
                for _, service in node.pairs:
                    yield from _keys(workflow, service, what, _CONTAINER)
            elif name.text == "steps":
                yield from _steps(workflow, node, f"a step of job `{job.id}`")
            elif name.text == "if":
                yield from _condition(workflow, node, what, _JOB, _STATUS)
            else:
                allowed = _JOB_KEYS.get(name.text)
                if isinstance(allowed, frozenset):
                    yield from _below(workflow, node, what, allowed, _NONE)
                elif allowed is not None:
                    yield from _keys(workflow, node, what, allowed)


def _steps(workflow: Workflow, node: Node, what: str) -> Iterator[Problem]:
    for step in () if isinstance(node, (ScalarNode, MappingNode)) else node.items:
        for name, value in step.pairs if isinstance(step, MappingNode) else ():
            contexts = _STEP_KEYS.get(name.text)
            if name.text == "if":
                yield from _condition(workflow, value, f"`if:` of {what}", _STEP_KEYS["if"], _STATUS | _HASH)
            elif contexts is not None:
                yield from _below(workflow, value, f"`{name.text}:` of {what}", contexts, _HASH)


def _keys(workflow: Workflow, node: Node, what: str, allowed: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """The problems in a mapping whose keys differ in what is available."""
    if not isinstance(node, MappingNode):
        yield from _below(workflow, node, what, allowed["*"], _NONE)
        return
    for name, value in node.pairs:
        yield from _below(workflow, value, what, allowed.get(name.text, allowed["*"]), _NONE)


def _below(
    workflow: Workflow, node: Node | None, what: str, contexts: frozenset[str], functions: frozenset[str]
) -> Iterator[Problem]:
    """The problems in a node and everything in it."""
    ahead = [node] if node is not None else []
    while ahead:
        current = ahead.pop()
        if isinstance(current, MappingNode):
            ahead += [each for pair in reversed(current.pairs) for each in reversed(pair)]
        elif not isinstance(current, ScalarNode):
            ahead += reversed(current.items)
        elif "${{" in current.text:
            try:
                trees = [_tree(piece) for piece, is_expression in split(current.text) if is_expression]
            except ExpressionError as error:
                yield _problem(workflow, current, what, str(error))
                continue
            for tree in trees:
                yield from _unavailable(workflow, current, what, tree, contexts, functions)


def _tree(text: str) -> Expression | None:
    try:
        return parse(text)
    except NestingError:
        return None


def _condition(
    workflow: Workflow, node: Node, what: str, contexts: frozenset[str], functions: frozenset[str]
) -> Iterator[Problem]:
    """The problems of an ``if:``, which is an expression with and without ``${{ }}``."""
    if not isinstance(node, ScalarNode):
        return
    try:
        tree = read_condition(node.text)
    except ExpressionError as error:
        yield _problem(workflow, node, what, str(error))
        return
    except NestingError:
        return
    yield from _unavailable(workflow, node, what, tree, contexts, functions)


def _unavailable(
    workflow: Workflow,
    node: Node,
    what: str,
    tree: Expression | None,
    contexts: frozenset[str],
    functions: frozenset[str],
) -> Iterator[Problem]:
    for part in walk(tree) if tree is not None else ():
        if isinstance(part, Name) and part.name not in contexts:
            available = ", ".join(sorted(contexts))
            reason = f"the context `{part.name}` is not available there (only {available})"
            yield _problem(workflow, node, what, reason)
            return
        if isinstance(part, Call) and part.function not in ARGUMENTS and part.function not in functions:
            yield _problem(workflow, node, what, f"the function `{part.function}` is not available there")
            return


def _problem(workflow: Workflow, node: Node, what: str, reason: str) -> Problem:
    message = f"GitHub refuses {what}: {reason}."
    return Problem(workflow.path, node.line, node.column, message, f"See {_DOCS}")
