"""YAML text to nodes with their line and column, within GitHub's limits.

GitHub reads workflows with the core schema of YAML 1.2, so ``on`` is never a boolean and ``010`` is ten. A node keeps
the text of its scalar; `values.scalar_value` gives it a type. An alias counts as everything that it repeats, although
nothing is copied.
https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/Conversion/YamlObjectReader.cs
"""

from __future__ import annotations

import re
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from hygiene.audit.workflows.values import is_out_of_range
from hygiene.errors import MissingExtraError, UsageError
from hygiene.patterns import pattern
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

TEXT_CHARS_MAX = 1_048_576
NODES_MAX = 50_000
DEPTH_LEVELS_MAX = 50

_STRING_TAG = "tag:yaml.org,2002:str"
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("bool", "float", "int", "null"))
# What is left out of https://yaml.org/spec/1.2.2/#51-character-set: the other way round it takes long to compile.
_FORBIDDEN_OF_ASCII = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FORBIDDEN = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

# The other way round, as PyYAML compiles it when it is imported.
_ALLOWED = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


class ProblemKind(StrEnum):
    """What a problem means for the workflow."""

    REFUSED = "refused"  # GitHub refuses the file: it starts no run
    MISSING = "missing"  # the same, because a job calls a file that does not exist
    ONLY_CALLED = "only-called"  # only other workflows start its jobs, under other names
    UNREADABLE = "unreadable"  # it cannot be read here; GitHub may accept it


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a workflow file starts no run, or cannot be read. ``message`` is a sentence; ``hint`` is what to do."""

    path: str
    line: int
    column: int
    message: str
    hint: str
    kind: ProblemKind = ProblemKind.REFUSED

    @property
    def sentence(self) -> str:
        """The place and the message: ``FILE:LINE:COLUMN MESSAGE``."""
        return f"{self.path}:{self.line}:{self.column} {self.message}"


class WorkflowFileError(UsageError):
    """A workflow file that cannot be read at all, with the problem that prevents it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence, hint=problem.hint)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A scalar as written; ``plain`` when unquoted, so that ``3.10`` and ``'3.10'`` differ."""

    text: str
    plain: bool
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys and values in the order of the file. No key occurs twice."""

    pairs: tuple[tuple[ScalarNode, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        """The value of the key, None if there is no such key."""
        return next((value for name, value in self.pairs if name.text == key), None)


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


def read_nodes(text: str, *, path: str) -> MappingNode:
    """Read one YAML document whose root is a mapping. Raises ``WorkflowFileError``; ``UsageError`` without PyYAML."""
    yaml = load_yaml()
    if len(text) > TEXT_CHARS_MAX:
        raise WorkflowFileError(
            Problem(
                path,
                1,
                1,
                f"The file has {len(text):,} characters; GitHub refuses workflows above {TEXT_CHARS_MAX:,}.",
                "Split the workflow, or move long scripts into files of their own.",
            )
        )
    if found := (_FORBIDDEN_OF_ASCII if text.isascii() else _FORBIDDEN).search(text):
        line, column = _place(text, found.start())
        message = f"The file contains the character U+{ord(found[0]):04X}, which YAML forbids."
        raise WorkflowFileError(Problem(path, line, column, message, "Save the file as UTF-8 without it."))
    builder = _Builder(path)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(type(event).__name__, event)
    except (yaml.YAMLError, RecursionError) as error:
        raise _invalid(error, path, text) from None
    builder.check_aliases()
    if not isinstance(builder.root, MappingNode):
        raise WorkflowFileError(
            Problem(
                path,
                1,
                1,
                "The file is not a workflow: its top level is not a mapping.",
                "A workflow starts with keys such as `name:`, `on:` and `jobs:`.",
            )
        )
    return builder.root


def load_yaml() -> ModuleType:
    """PyYAML. Raises ``MissingExtraError`` without it."""
    compile_ = re.compile
    # Of a run that reads a workflow, one instruction in twenty would be for that pattern, and it is for texts that were
    # searched here already: docs/decisions/0019-start-up.md
    re.compile = lambda text, flags=0: _FORBIDDEN if text == _ALLOWED else compile_(text, flags)  # type: ignore[assignment]
    try:
        import yaml  # noqa: PLC0415  an extra: only the commands that read workflows need it
    except ModuleNotFoundError:
        raise MissingExtraError("Reading workflow files", "audit") from None
    finally:
        re.compile = compile_
    return yaml


def _place(text: str, offset: int) -> tuple[int, int]:
    """The line and column of an offset, counted from one."""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def _invalid(error: Exception, path: str, text: str) -> WorkflowFileError:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return WorkflowFileError(Problem(path, 1, 1, "The file cannot be read as YAML.", "Correct the file."))
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    tab = "\t" in line[: mark.column + 1]
    problem = getattr(error, "problem", None) or "unreadable"
    return WorkflowFileError(
        Problem(
            path,
            mark.line + 1,
            mark.column + 1,
            f"The file is not valid YAML: {problem}.",
            "YAML indents with spaces; replace the tab." if tab else "Correct the file at this line and column.",
        )
    )


@dataclass(slots=True)
class _Frame:
    """A sequence or mapping whose end has not been read yet."""

    mapping: bool
    anchor: str | None
    line: int
    column: int
    children: list[Node] = field(default_factory=list)
    weight: int = 2
    keys: set[str] = field(default_factory=set)


class _Builder:
    """Builds one tree from parsing events. Repeated parts are shared; ``weight`` counts them as often as they occur."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.root: Node | None = None
        self.frames: list[_Frame] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.count = 0
        self.undefined: tuple[str, int, int] | None = None

    def take(self, kind: str, event: Any) -> None:  # noqa: ANN401  PyYAML types its events as Any
        """Add the next parsing event."""
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if kind == "ScalarEvent":
            self._scalar(event, line, column)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self.frames.append(_Frame(kind == "MappingStartEvent", event.anchor, line, column))
            self.count += 2
            if len(self.frames) > DEPTH_LEVELS_MAX:
                raise self._refused(line, column, f"nests deeper than {DEPTH_LEVELS_MAX} levels")
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._close(self.frames.pop())
        elif kind == "AliasEvent":
            self._alias(event.anchor, line, column)
        elif kind == "DocumentStartEvent" and self.root is not None:
            raise self._refused(line, column, "starts a second YAML document")

    def check_aliases(self) -> None:
        """Raise an error if an alias had no anchor above it: whether one follows is known only at the end."""
        if self.undefined is None:
            return
        anchor, line, column = self.undefined
        if anchor in self.anchors:
            later = self.anchors[anchor][0].line
            raise self._refused(line, column, f"uses the anchor `{anchor}` before its definition in line {later}")
        raise self._refused(line, column, f"uses the anchor `{anchor}`, which is not defined anywhere in the file")

    def _scalar(self, event: Any, line: int, column: int) -> None:  # noqa: ANN401  as above
        plain = event.implicit[0] if event.tag is None else event.tag in _PLAIN_TAGS
        if event.tag is not None and not plain and event.tag not in ("!", _STRING_TAG):
            raise self._refused(line, column, f"uses the tag `{event.tag}`, which GitHub does not support")
        if plain and is_out_of_range(event.value):
            raise self._refused(line, column, "holds a number with more than 32 bits")
        self._place(ScalarNode(event.value, plain, line, column), 1, event.anchor)

    def _alias(self, anchor: str, line: int, column: int) -> None:
        if any(frame.anchor == anchor for frame in self.frames):
            raise self._refused(line, column, f"uses the anchor `{anchor}` inside its own definition")
        if anchor not in self.anchors:
            self.undefined = self.undefined or (anchor, line, column)
        node, weight = self.anchors.get(anchor, (ScalarNode("", plain=True, line=line, column=column), 1))
        self._place(node, weight, None, (line, column))

    def _close(self, frame: _Frame) -> None:
        children = frame.children
        if not frame.mapping:
            self._place(SequenceNode(tuple(children), frame.line, frame.column), frame.weight, frame.anchor)
            return
        pairs = tuple((key, value) for key, value in _pairs(children) if isinstance(key, ScalarNode))
        self._place(MappingNode(pairs, frame.line, frame.column), frame.weight, frame.anchor)

    def _place(self, node: Node, weight: int, anchor: str | None, position: tuple[int, int] | None = None) -> None:
        line, column = position or (node.line, node.column)
        if isinstance(node, ScalarNode) or position:
            self.count += weight
        if self.count > NODES_MAX:
            raise self._refused(line, column, f"expands to more than {NODES_MAX:,} nodes")
        if anchor:
            self.anchors[anchor] = (node, weight)
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if frame.mapping and len(frame.children) % 2 == 0:
            self._key(frame, node, line, column)
        frame.children.append(node)
        frame.weight += weight

    def _key(self, frame: _Frame, node: Node, line: int, column: int) -> None:
        if not isinstance(node, ScalarNode):
            raise self._refused(line, column, "uses a list or mapping as a key")
        if node.text == "<<" and node.plain:
            raise self._refused(line, column, "uses the merge key `<<`, which GitHub does not support")
        if node.text.lower() in frame.keys:
            raise self._refused(line, column, f"defines `{node.text}` twice in one mapping")
        frame.keys.add(node.text.lower())

    def _refused(self, line: int, column: int, what: str) -> WorkflowFileError:
        hint = "GitHub refuses such a workflow; change it at this line."
        return WorkflowFileError(Problem(self.path, line, column, f"The file {what}.", hint))


def _pairs(children: list[Node]) -> Iterator[tuple[Node, Node]]:
    return zip(children[::2], children[1::2], strict=True)
