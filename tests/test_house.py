"""The house rules as numbers: size, words, docstrings, who may read the environment, what an import costs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tokenize
from functools import cache
from pathlib import Path
from statistics import median, quantiles

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
FILE_LINES_MEDIAN_MAX, FILE_LINES_MAX = 120, 250
FUNCTION_LINES_P90_MAX, FUNCTION_LINES_MAX = 30, 45
TESTS_TO_SOURCE_MIN, TESTS_TO_SOURCE_MAX = 1.4, 1.8
COMMENT_SHARE_MAX = 0.05
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "base", "lib", "tools", "stuff"}
NEVER = {"helper", "manager", "utils", "sticky", "ticket", "dashboard", "singleton", "metadata", "mock", "fake", "misc"}
EXTRAS = {"ariadne", "ariadne_codegen", "defusedxml", "graphql", "junitparser", "tomlkit", "yaml"}
SLOW = {"asyncio", "httpx", "hygiene_github", "pydantic"}
SPEAKING = {
    ("os", "_exit"),
    ("sys", "exit"),
    ("sys", "stdout"),
    ("sys", "stderr"),
    ("typer", "echo"),
    ("typer", "Exit"),
}
FOLDERS = pytest.mark.parametrize("folder", ["hygiene", "tests"])
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def sources(folder: str) -> dict[str, str]:
    """Path and text of each Python file of a folder."""
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob("*.py"))
    }


@cache
def trees(folder: str) -> dict[str, ast.Module]:
    """The same as syntax trees."""
    return {path: ast.parse(text) for path, text in sources(folder).items()}


def lines(text: str) -> int:
    """How many lines a file has."""
    return len(text.splitlines())


@cache
def functions(folder: str) -> tuple[tuple[str, Function], ...]:
    """Every function and method with the place where it stands."""
    return tuple(
        (f"{path}:{node.lineno} {node.name}", node)
        for path, tree in trees(folder).items()
        for node in ast.walk(tree)
        if isinstance(node, Function)
    )


def length(node: Function) -> int:
    """The lines of a function, its decorators apart."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def expectations() -> list[Path]:
    """What was written by hand for tests to compare with: golden comments, workflows and the names they must give."""
    found = [path for pattern in ("*.md", "*.yml", "*.expected.json") for path in (ROOT / "tests").rglob(pattern)]
    return sorted(found)


@FOLDERS
def test_files_are_small(folder: str) -> None:
    """Half of all files fit on two screens, and none is longer than five."""
    sizes = {path: lines(text) for path, text in sources(folder).items() if not path.endswith("__init__.py")}
    assert {path: size for path, size in sizes.items() if size > FILE_LINES_MAX} == {}
    assert median(sizes.values()) <= FILE_LINES_MEDIAN_MAX


@FOLDERS
def test_functions_are_small(folder: str) -> None:
    """Nine of ten functions are seen at a glance, and none needs scrolling."""
    sizes = {place: length(node) for place, node in functions(folder)}
    assert {place: size for place, size in sizes.items() if size > FUNCTION_LINES_MAX} == {}
    assert quantiles(sizes.values(), n=10)[-1] <= FUNCTION_LINES_P90_MAX


def test_tests_weigh_what_they_should() -> None:
    """Fewer tests prove too little; more are a second program to maintain.

    The sandbox is what all tests stand on, and counts on neither side: docs/decisions/0011-what-counts-as-a-test.md
    """
    source, tests = (
        sum(lines(text) for path, text in sources(folder).items() if not path.startswith(f"{folder}/sandbox/"))
        for folder in ("hygiene", "tests")
    )
    tests += sum(lines(path.read_text(encoding="utf-8")) for path in expectations())
    assert TESTS_TO_SOURCE_MIN <= tests / source <= TESTS_TO_SOURCE_MAX, f"{tests} / {source} = {tests / source:.2f}"


@FOLDERS
def test_every_file_says_what_it_is(folder: str) -> None:
    """A module begins with a docstring."""
    assert [path for path, tree in trees(folder).items() if not ast.get_docstring(tree)] == []


@FOLDERS
def test_every_public_class_says_what_it_is(folder: str) -> None:
    """A public class at a module's top has a docstring."""
    found = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in trees(folder).items()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert found == []


def test_every_test_states_its_promise() -> None:
    """A test's name is a claim, its docstring the reason."""
    named = ((place, node) for place, node in functions("tests") if node.name.startswith("test_"))
    assert [place for place, node in named if not ast.get_docstring(node)] == []


@FOLDERS
def test_comments_are_rare(folder: str) -> None:
    """Names say what; the few comments left say why."""
    total = comments = 0
    for path in sources(folder):
        with (ROOT / path).open("rb") as file:
            found = [token for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT]
        comments += sum(not token.line[: token.start[1]].strip() for token in found)
        total += lines(sources(folder)[path])
    assert comments / total <= COMMENT_SHARE_MAX


@FOLDERS
def test_every_file_has_a_name(folder: str) -> None:
    """A file that could hold anything will."""
    assert [path for path in sources(folder) if Path(path).stem in NAMELESS] == []


def test_words() -> None:
    """One thing has one word: those that the glossary replaces name nothing."""
    found = []
    for path, tree in trees("hygiene").items():
        words = {word for name in _names(tree) | {Path(path).stem} for word in _words(name)}
        found += [f"{path}: {word}" for word in sorted(words & NEVER)]
    assert found == []


def _names(tree: ast.Module) -> set[str]:
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef | Function)}
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return defined | bound | {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}


def _words(name: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)]


def test_only_settings_read_the_environment() -> None:
    """Whatever influences a run is in one frozen value; nobody looks around behind its back."""
    readers = {path for path, text in sources("hygiene").items() if re.search(r"\bos\.(environ|getenv)\b", text)}
    assert {path for path in readers if not path.startswith("hygiene/settings/")} == set()


def test_only_the_command_line_prints_and_exits() -> None:
    """Everything else returns values and raises errors; the door alone decides what is said and how it ends."""
    speakers = {path for path, tree in trees("hygiene").items() if any(map(_speaks, ast.walk(tree)))}
    assert {path for path in speakers if not path.startswith("hygiene/cli/")} == {"hygiene/__main__.py"}


def _speaks(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="print" | "exit" | "quit")):
            return True
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return (module, name) in SPEAKING
        case _:
            return False


@pytest.mark.parametrize("modules", [EXTRAS, SLOW], ids=["extras", "slow"])
def test_what_the_command_line_imports(modules: set[str]) -> None:
    """Neither an extra nor anything slow is paid for by who only asks for help."""
    code = "import sys, hygiene.cli.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 - our own interpreter
    assert modules & {name.partition(".")[0] for name in done.stdout.split()} == set()


def test_rooms(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports go one way; a module that has no place in the house does not exist."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sys.path", [*sys.path])
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0, capsys.readouterr().out


def test_the_mirror() -> None:
    """Tests stand where the code stands: each room of the house has one in the tests."""
    rooms = {path.name for path in (ROOT / "hygiene").iterdir() if (path / "__init__.py").exists()}
    mirrored = {path.name for path in (ROOT / "tests").iterdir() if (path / "__init__.py").exists()}
    assert rooms - mirrored == set()
