"""YAML text → nodes that know their line, within GitHub's own bounds.

GitHub reads workflows with the YAML 1.2 core schema, so ``on`` is never a boolean and ``010`` is ten. The nodes keep
the text of each scalar; ``values`` gives it a type. An alias counts as everything it repeats, though nothing is copied.
https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/Conversion/YamlObjectReader.cs
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

TEXT_CHARS_MAX = 1_048_576
NODES_MAX = 50_000
DEPTH_LEVELS_MAX = 50


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
    """Keys and values in the order written. No key occurs twice."""

    pairs: tuple[tuple[ScalarNode, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        """Return the value under the key, or nothing."""
        return next((value for name, value in self.pairs if name.text == key), None)


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


def at(path: str, node: Node) -> str:
    """Say where a node stands: ``file:line:column``."""
    return f"{path}:{node.line}:{node.column}"


def read_nodes(text: str, *, path: str) -> MappingNode:
    """Read one YAML document whose root is a mapping, or say what is wrong and where."""
    yaml = _yaml()
    if len(text) > TEXT_CHARS_MAX:
        raise UsageError(
            message=f"{path} has {len(text):,} characters; GitHub refuses workflows above {TEXT_CHARS_MAX:,}.",
            hint="Split the workflow, or move long scripts into files of their own.",
        )
    builder = _Builder(path)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(type(event).__name__, event)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise _unreadable(error, path, text) from None
    if not isinstance(builder.root, MappingNode):
        raise UsageError(
            message=f"{path} is not a workflow: its top level is not a mapping.",
            hint="A workflow starts with keys such as `name:`, `on:` and `jobs:`.",
        )
    return builder.root


def _yaml() -> ModuleType:
    try:
        import yaml  # noqa: PLC0415  an extra: only the commands that read workflows need it
    except ModuleNotFoundError:
        raise UsageError(
            message="Reading workflow files needs PyYAML, which is not installed.",
            hint="Install it with: pip install 'ci-hygiene[audit]'",
        ) from None
    return yaml


def _unreadable(error: Exception, path: str, text: str) -> UsageError:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return UsageError(
            f"{path} cannot be read as YAML: it holds a character that YAML forbids.",
            hint="Save the file as UTF-8 text without control characters.",
        )
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    tab = "\t" in line[: mark.column + 1]
    problem = getattr(error, "problem", None) or "unreadable"
    return UsageError(
        f"{path}:{mark.line + 1}:{mark.column + 1} is not valid YAML: {problem}.",
        hint="YAML indents with spaces; replace the tab." if tab else "Mend the file at this line and column.",
    )


@dataclass(slots=True)
class _Frame:
    """A sequence or mapping whose end has not been seen yet."""

    mapping: bool
    anchor: str | None
    line: int
    column: int
    children: list[Node] = field(default_factory=list)
    weight: int = 2
    keys: set[str] = field(default_factory=set)


class _Builder:
    """Parsing events → one tree. Repeated parts stay shared; ``weight`` counts them as if they were not."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.root: Node | None = None
        self.frames: list[_Frame] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.count = 0

    def take(self, kind: str, event: Any) -> None:  # noqa: ANN401  PyYAML types its events as Any
        """Take the next parsing event."""
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if kind == "ScalarEvent":
            node = ScalarNode(event.value, event.implicit[0], line, column)
            self._place(node, 1, event.anchor)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self.frames.append(_Frame(kind == "MappingStartEvent", event.anchor, line, column))
            self.count += 2
            if len(self.frames) > DEPTH_LEVELS_MAX:
                raise self._refused(line, column, f"nests deeper than {DEPTH_LEVELS_MAX} levels")
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._close(self.frames.pop())
        elif kind == "AliasEvent":
            if event.anchor not in self.anchors:
                raise self._refused(line, column, f"uses the anchor `{event.anchor}` before it is complete")
            node_, weight = self.anchors[event.anchor]
            self._place(node_, weight, None, (line, column))
        elif kind == "DocumentStartEvent" and self.root is not None:
            raise self._refused(line, column, "starts a second YAML document")

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

    def _refused(self, line: int, column: int, what: str) -> UsageError:
        return UsageError(
            f"{self.path}:{line}:{column} {what}.",
            hint="GitHub refuses such a workflow; change it at this line.",
        )


def _pairs(children: list[Node]) -> Iterator[tuple[Node, Node]]:
    return zip(children[::2], children[1::2], strict=True)
