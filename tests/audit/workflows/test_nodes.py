"""YAML text to nodes: positions, and the files that are refused."""

from __future__ import annotations

import builtins
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.audit.workflows.nodes import (
    NODES_MAX,
    TEXT_CHARS_MAX,
    MappingNode,
    ScalarNode,
    SequenceNode,
    read_nodes,
)
from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


def refusal(text: str) -> str:
    """Read text that must be refused, and return the message and the hint."""
    with pytest.raises(UsageError) as caught:
        read_nodes(text, path="gate.yml")
    return str(caught.value)


def test_positions() -> None:
    """Every node has its line and column, counted from one."""
    root = read_nodes("name: Gate\njobs:\n  build:\n    needs: [a, b]\n", path="gate.yml")
    jobs = root.get("jobs")
    assert isinstance(jobs, MappingNode)
    key, build = jobs.pairs[0]
    assert (key.line, key.column) == (3, 3)
    assert isinstance(build, MappingNode)
    needs = build.get("needs")
    assert isinstance(needs, SequenceNode)
    assert [(item.line, item.column) for item in needs.items] == [(4, 13), (4, 16)]


def test_plain_and_quoted() -> None:
    """Only an unquoted scalar without a tag may be more than text."""
    root = read_nodes("a: 3.10\nb: '3.10'\nc: !!str 3.10\nd: |\n  3.10\ne: !!float 3.10\nf: ! 3.10\n", path="gate.yml")
    plain = [value.plain for _, value in root.pairs if isinstance(value, ScalarNode)]
    assert plain == [True, False, False, False, True, False]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: 0x" + "f" * 300, "gate.yml:1:4 The file holds a number with more than 32 bits"),
        ("a: [1, 0o" + "7" * 40 + "]", "gate.yml:1:8 The file holds a number with more than 32 bits"),
        ("0x100000000: 1", "gate.yml:1:1 The file holds a number with more than 32 bits"),
        ("a: !secret x", "gate.yml:1:4 The file uses the tag `!secret`, which GitHub does not support"),
    ],
)
def test_scalars_that_github_refuses(text: str, what: str) -> None:
    """GitHub reads hexadecimal and octal integers with 32 bits, and no tags of its own."""
    assert refusal(text).startswith(what)


def test_large_numbers_in_quotes() -> None:
    """In quotes a number is text of any length."""
    assert read_nodes(f"a: '0x{'f' * 300}'", path="gate.yml").get("a") is not None


def test_on_stays_a_key() -> None:
    """The key `on` is text, however YAML 1.1 would read it."""
    root = read_nodes("on: push\nyes: 1\n", path="gate.yml")
    assert [key.text for key, _ in root.pairs] == ["on", "yes"]
    assert root.get("on") is not None
    assert root.get("off") is None


def test_aliases_share_their_node() -> None:
    """An alias is the anchored node itself: nothing is copied."""
    root = read_nodes("a: &x [1, 2]\nb: *x\n", path="gate.yml")
    assert root.get("a") is root.get("b")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name: Gate\njobs: [\n", "gate.yml:3:1"),
        ("name: Gate\n  jobs: 1\n", "gate.yml:2:7"),
        ("name: 'Gate\n", "gate.yml:2:1"),
    ],
)
def test_invalid_yaml(text: str, place: str) -> None:
    """What does not parse is refused with file, line and column."""
    assert refusal(text).startswith(place)


def test_tabs() -> None:
    """A tab in the indentation is named, since editors hide it."""
    message = refusal("jobs:\n\tbuild: 1\n")
    assert message.startswith("gate.yml:2:1 The file is not valid YAML")
    assert "replace the tab" in message


@pytest.mark.parametrize("character", ["\x00", "\x07", "\ud800"])
def test_control_characters(character: str) -> None:
    """A character that YAML forbids is refused with its place."""
    message = refusal(f"name: Gate\nenv: a{character}b\n")
    assert message.startswith(
        f"gate.yml:2:7 The file contains the character U+{ord(character):04X}, which YAML forbids"
    )


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "plain\n", "42\n"])
def test_root_is_a_mapping(text: str) -> None:
    """An empty file, a list or a string is no workflow."""
    assert "its top level is not a mapping" in refusal(text)


def test_a_second_document() -> None:
    """GitHub reads one document."""
    assert refusal("a: 1\n---\nb: 2\n").startswith("gate.yml:2:1 The file starts a second YAML document")


def test_size() -> None:
    """A file above GitHub's own limit is refused before it is parsed; one at the limit is read."""
    assert f"GitHub refuses workflows above {TEXT_CHARS_MAX:,}" in refusal("#" * (TEXT_CHARS_MAX + 1))
    at_limit = "a: 1\n#".ljust(TEXT_CHARS_MAX, "x")
    assert read_nodes(at_limit, path="gate.yml").get("a") is not None


@pytest.mark.parametrize("depth", [10, 49, 50, 1000, 100_000])
def test_depth(depth: int) -> None:
    """Fifty levels are read and more are refused; the root is the first."""
    text = "a: " + "[" * depth + "]" * depth
    if depth < 50:
        assert isinstance(read_nodes(text, path="gate.yml").get("a"), SequenceNode)
    else:
        assert "nests deeper than 50 levels" in refusal(text)


def bomb(levels: int) -> str:
    """Write anchors each of which repeats the one before nine times."""
    lines = ["x0: &x0 [a, a, a, a, a, a, a, a, a]"]
    lines += [f"x{level}: &x{level} [{', '.join([f'*x{level - 1}'] * 9)}]" for level in range(1, levels)]
    return "\n".join(lines)


def test_anchors_that_explode() -> None:
    """A YAML bomb is refused while it is small: nothing is expanded, and 100 MB are never near."""
    tracemalloc.start()
    try:
        message = refusal(bomb(40))
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert f"expands to more than {NODES_MAX:,} nodes" in message
    assert message.startswith("gate.yml:5:")
    assert peak_bytes < 10_000_000


def test_anchors_within_bounds() -> None:
    """Three levels of the same shape are no bomb."""
    assert read_nodes(bomb(3), path="gate.yml").get("x2") is not None


def test_many_empty_collections() -> None:
    """Empty lists count as well, or they would slip through."""
    assert "expands to more than" in refusal(f"a: [{', '.join(['[]'] * NODES_MAX)}]")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: *x\n", "gate.yml:1:4 The file uses the anchor `x`, which is not defined anywhere in the file"),
        ("a: &b 1\nc: *x\nd: *y\n", "gate.yml:2:4 The file uses the anchor `x`, which is not defined anywhere"),
        ("*x : 1\n", "gate.yml:1:1 The file uses the anchor `x`, which is not defined anywhere in the file"),
        ("a: [*x, &y 1]\n", "gate.yml:1:5 The file uses the anchor `x`, which is not defined anywhere in the file"),
        ("a: *x\nb: &x 1\n", "gate.yml:1:4 The file uses the anchor `x` before its definition in line 2"),
        ("a: [*x]\n\nb: {c: &x {d: 1}}\n", "gate.yml:1:5 The file uses the anchor `x` before its definition in line 3"),
    ],
)
def test_aliases_without_an_anchor(text: str, what: str) -> None:
    """An alias of an anchor that is defined nowhere, or only below, is refused with that reason."""
    assert refusal(text).startswith(what)


@pytest.mark.parametrize(
    "text", ["a: &a [1, *a]\n", "a: &a {b: *a}\n", "a: &a {b: [{c: *a}]}\n", "a: &a 1\nb: &a [*a]\n"]
)
def test_an_anchor_inside_itself(text: str) -> None:
    """A loop of anchors is refused."""
    assert "uses the anchor `a` inside its own definition" in refusal(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("jobs:\n  a: 1\n  A: 2\n", "gate.yml:3:3 The file defines `A` twice"),
        ("? [a, b]\n: 1\n", "gate.yml:1:3 The file uses a list or mapping as a key"),
        ("base: &b {x: 1}\njob:\n  <<: *b\n", "gate.yml:3:3 The file uses the merge key `<<`"),
        ("a: &b {x: 1}\n*b : 1\n", "gate.yml:2:1 The file uses a list or mapping as a key"),
    ],
)
def test_keys(text: str, what: str) -> None:
    """GitHub refuses a key that comes twice, in whatever case, keys that are no text, and merge keys."""
    assert refusal(text).startswith(what)


def test_a_quoted_merge_key_is_text() -> None:
    """In quotes `<<` is a name like any other."""
    assert read_nodes("'<<': 1\n", path="gate.yml").get("<<") is not None


def test_without_pyyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the error names it."""
    real: Callable[..., Any] = builtins.__import__

    def importing(name: str, *arguments: Any) -> Any:  # noqa: ANN401  the signature of __import__
        if name == "yaml":
            raise ModuleNotFoundError(name=name)
        return real(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", importing)
    assert "needs the extra `audit`" in refusal("a: 1\n")
