"""``if:`` of jobs: whether a job always runs, may be skipped, or never runs.

A condition without a status function is ``success() && (condition)``, and ``success()`` is false as soon as any job in
the chain of needs failed or was skipped.
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds
https://github.com/actions/runner/issues/491
"""

from __future__ import annotations

from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from hygiene.audit.workflows.evaluate import value_of
from hygiene.audit.workflows.expression import (
    Call,
    Compare,
    Expression,
    ExpressionError,
    Literal,
    Logical,
    Name,
    NestingError,
    Not,
    parse,
    split,
    walk,
)
from hygiene.audit.workflows.functions import STATUS_FUNCTIONS, Function
from hygiene.audit.workflows.values import UNKNOWN, PartialObject, Unknown, Value, truth_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.audit.workflows.evaluate import Scope
    from hygiene.audit.workflows.jobs import Job, Workflow

RESULTS = ("success", "failure", "cancelled", "skipped")
ATOMS_MAX = 12

_SUCCESS = Call("success", ())


def condition_of(job: Job) -> Expression | None:
    """The whole condition of a job, ``success()`` included where GitHub adds it. None if it cannot be read."""
    try:
        tree = read_condition(job.condition)
    except (ExpressionError, NestingError):
        return None
    if tree is None:
        return _SUCCESS
    return tree if uses_status(tree) else Logical("&&", (_SUCCESS, tree))


def read_condition(text: str) -> Expression | None:
    """The tree of an ``if:``, None if it is empty. Raises ``ExpressionError`` or ``NestingError``.

    Text beside an expression makes the whole a text, which is always true: https://github.com/actions/runner/issues/1173
    """
    text = text.strip()
    if "${{" not in text:
        return parse(text) if text else None
    pieces = split(text)
    trees = [parse(piece) for piece, is_expression in pieces if is_expression]
    return trees[0] if len(pieces) == 1 else Logical("||", (Literal(value=True), *trees))


def uses_status(tree: Expression) -> bool:
    """Whether a condition calls a status function, so that GitHub does not add ``success()``."""
    return any(isinstance(node, Call) and node.function in STATUS_FUNCTIONS for node in walk(tree))


def needs_of(job: Job) -> Value:
    """The ``needs`` context of a job: the results and outputs of the jobs that it needs directly."""
    return {need: PartialObject(result=Unknown(truth=True, choices=RESULTS)) for need in job.needs}


def _status(*, success: Value, failure: Value, cancelled: Value) -> dict[str, Function]:
    return {
        "always": lambda _: True,
        "success": lambda _: success,
        "failure": lambda _: failure,
        "cancelled": lambda _: cancelled,
    }


_USUAL = _status(success=True, failure=False, cancelled=False)
_AFTER_SKIP = _status(success=False, failure=False, cancelled=False)
_AFTER_FAILURE = _status(success=False, failure=True, cancelled=False)
_ANY = _status(success=UNKNOWN, failure=UNKNOWN, cancelled=UNKNOWN)
_ANY_AFTER_SKIP = _status(success=False, failure=UNKNOWN, cancelled=UNKNOWN)


class Conditions:
    """The conditions of all jobs of a workflow, for what is known of its contexts."""

    def __init__(self, workflow: Workflow, scope: Scope) -> None:
        self.workflow = workflow
        self.scope = scope
        self.trees = {job.id: condition_of(job) for job in workflow.jobs}

    def truth(self, job: Job, status: dict[str, Function]) -> bool | None:
        """Whether the condition of a job holds with these results of status functions; None if it is not known."""
        tree = self.trees[job.id]
        return None if tree is None else truth_of(value_of(tree, {**self.scope, "needs": needs_of(job)}, status))

    @cached_property
    def never_run(self) -> frozenset[str]:
        """The ids of jobs that are skipped in every run, by their own condition or by that of a job they need."""
        never: set[str] = set()
        chain: set[str] = set()
        for job in self.workflow.needed_first:
            after_skip = any(need.lower() in chain for need in job.needs)
            if self.truth(job, _ANY_AFTER_SKIP if after_skip else _ANY) is False:
                never.add(job.id)
            if after_skip or job.id in never:
                chain.add(job.id.lower())
        return frozenset(never)

    @cached_property
    def may_skip(self) -> frozenset[str]:
        """The ids of jobs that may be skipped although nothing fails and nobody cancels the run."""
        skipping: set[str] = set()
        chain: set[str] = set()
        for job in self.workflow.needed_first:
            after_skip = any(need.lower() in chain for need in job.needs)
            if not (self.truth(job, _USUAL) and (not after_skip or self.truth(job, _AFTER_SKIP))):
                skipping.add(job.id)
            if after_skip or job.id in skipping:
                chain.add(job.id.lower())
        return frozenset(skipping)

    def runs_after_failure(self, job: Job) -> bool:
        """Whether a job may run although a job that it needs has failed, as its condition has a status function."""
        tree = self.trees[job.id]
        return tree is not None and uses_status(tree) and self.truth(job, _AFTER_FAILURE) is not False


# A tree with the place where it is written: equal places have equal contexts `needs`, `inputs` and `matrix`.
PlacedCondition: TypeAlias = "tuple[str, Expression]"
_Key: TypeAlias = tuple[str, str]


def exclusive(left: Sequence[PlacedCondition], right: Sequence[PlacedCondition]) -> bool:
    """Whether two jobs can never both run, because the conditions of one exclude those of the other.

    Both are lists whose members all have to hold. The comparisons and calls in them are tried with every combination
    of true and false; with more than ``ATOMS_MAX`` of them the answer is no.
    """
    every = [*left, *right]
    atoms: dict[_Key, Expression] = {}
    for place, tree in every:
        for atom in _atoms(tree):
            atoms.setdefault(_key(place, atom), atom)
    if len(atoms) > ATOMS_MAX:
        return False
    for truths in product((True, False), repeat=len(atoms)):
        assumed = dict(zip(atoms, truths, strict=True))
        if _possible(atoms, assumed) and all(_holds(place, tree, assumed) for place, tree in every):
            return False
    return True


def _atoms(tree: Expression) -> list[Expression]:
    """The parts of a condition that are not ``&&``, ``||`` or ``!``."""
    match tree:
        case Logical():
            return [atom for each in tree.operands for atom in _atoms(each)]
        case Not():
            return _atoms(tree.operand)
        case Literal():
            return []
        case Compare(sign="!="):
            return [Compare("==", tree.left, tree.right)]
        case _:
            return [tree]


def _key(place: str, atom: Expression) -> _Key:
    """A key that is equal for atoms of equal meaning. Case does not matter in comparisons and names."""
    local = any(isinstance(node, Name) and node.name not in ("github", "vars") for node in walk(atom))
    return (place if local else "", repr(atom).lower())


def _holds(place: str, tree: Expression, assumed: dict[_Key, bool]) -> bool:
    match tree:
        case Logical():
            test = all if tree.sign == "&&" else any
            return test(_holds(place, each, assumed) for each in tree.operands)
        case Not():
            return not _holds(place, tree.operand, assumed)
        case Literal():
            return truth_of(tree.value) is True
        case Compare(sign="!="):
            return not assumed[_key(place, Compare("==", tree.left, tree.right))]
        case _:
            return assumed[_key(place, tree)]


def _possible(atoms: dict[_Key, Expression], assumed: dict[_Key, bool]) -> bool:
    """Whether the assumptions agree: one value equals one literal at most, and success excludes failure."""
    equal_to: dict[_Key, str] = {}
    status = set()
    for key, atom in atoms.items():
        if not assumed[key]:
            continue
        if isinstance(atom, Call) and atom.function in STATUS_FUNCTIONS and not atom.arguments:
            status.add(atom.function)
        if isinstance(atom, Compare) and atom.sign == "==":
            literal, other = (atom.left, atom.right) if isinstance(atom.left, Literal) else (atom.right, atom.left)
            if isinstance(literal, Literal) and isinstance(literal.value, str):
                wanted = literal.value.lower()
                if equal_to.setdefault((key[0], repr(other).lower()), wanted) != wanted:
                    return False
    always = Call("always", ())
    if any(atom == always and not assumed[key] for key, atom in atoms.items()):
        return False
    return not ({"success", "failure"} <= status or {"success", "cancelled"} <= status)
