"""Rules of the code base: layers, docstrings, who reads the environment and prints, what the command line imports."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
# Loose ceilings that catch accidents. They never decide where code goes: size follows the feature.
FILE_LINES_MAX, FUNCTION_LINES_MAX = 400, 60
EXTRAS = {"ariadne_codegen", "defusedxml", "graphql", "tomlkit", "yaml"}
SLOW = {"asyncio", "httpx", "hygiene_github", "pydantic"}
PRINTING = {
    ("os", "_exit"),
    ("sys", "exit"),
    ("sys", "stdout"),
    ("sys", "stderr"),
    ("typer", "echo"),
    ("typer", "Exit"),
}
FOLDERS = pytest.mark.parametrize("folder", ["hygiene", "tests"])


@cache
def sources(folder: str) -> dict[str, str]:
    """Path and text of each Python file of a folder."""
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob("*.py"))
    }


@dataclass(frozen=True)
class Function:
    """What a rule needs about a function or method; its syntax tree would take a thousand times the memory."""

    place: str
    name: str
    lines: int
    documented: bool


@dataclass(frozen=True)
class Module:
    """What a rule needs about a module. ``undocumented`` are its public classes without a docstring."""

    documented: bool
    undocumented: tuple[str, ...]
    functions: tuple[Function, ...]
    prints: bool


@cache
def modules(folder: str) -> dict[str, Module]:
    """Each Python file of a folder by its path."""
    return {path: _module(path, ast.parse(text)) for path, text in sources(folder).items()}


def _module(path: str, tree: ast.Module) -> Module:
    nodes = list(ast.walk(tree))
    undocumented = (
        f"{path}:{node.lineno} {node.name}"
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    )
    functions = (
        Function(
            f"{path}:{node.lineno} {node.name}",
            node.name,
            (node.end_lineno or 0) - node.lineno + 1,
            bool(ast.get_docstring(node)),
        )
        for node in nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return Module(bool(ast.get_docstring(tree)), tuple(undocumented), tuple(functions), any(map(_prints, nodes)))


@cache
def functions(folder: str) -> tuple[Function, ...]:
    """Every function and method."""
    return tuple(chain.from_iterable(module.functions for module in modules(folder).values()))


@FOLDERS
def test_no_file_or_function_is_huge(folder: str) -> None:
    """A file or function far above the usual size is probably an accident."""
    long_files = {path for path, text in sources(folder).items() if len(text.splitlines()) > FILE_LINES_MAX}
    long_functions = {function.place for function in functions(folder) if function.lines > FUNCTION_LINES_MAX}
    assert long_files | long_functions == set()


@FOLDERS
def test_modules_have_docstrings(folder: str) -> None:
    """A module begins with a docstring."""
    assert [path for path, module in modules(folder).items() if not module.documented] == []


@FOLDERS
def test_public_classes_have_docstrings(folder: str) -> None:
    """A public class at the top level of a module has a docstring."""
    assert [place for module in modules(folder).values() for place in module.undocumented] == []


def test_tests_have_docstrings() -> None:
    """The name of a test is a claim; its docstring gives the reason."""
    named = (function for function in functions("tests") if function.name.startswith("test_"))
    assert [function.place for function in named if not function.documented] == []


def test_only_settings_read_the_environment() -> None:
    """Everything that influences a run is in one frozen value."""
    readers = {path for path, text in sources("hygiene").items() if re.search(r"\bos\.(environ|getenv)\b", text)}
    assert {path for path in readers if not path.startswith("hygiene/settings/")} == set()


def test_only_the_command_line_prints_and_exits() -> None:
    """Everything else returns values and raises errors; one handler decides what is printed and the exit code."""
    found = {path for path, module in modules("hygiene").items() if module.prints}
    assert {path for path in found if not path.startswith("hygiene/cli/")} == {"hygiene/__main__.py"}


def _prints(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="print" | "exit" | "quit")):
            return True
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return (module, name) in PRINTING
        case _:
            return False


@pytest.mark.parametrize("modules", [EXTRAS, SLOW], ids=["extras", "slow"])
def test_what_the_command_line_imports(modules: set[str]) -> None:
    """``hygiene --help`` loads neither an extra nor anything slow."""
    code = "import sys, hygiene.cli.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 - our own interpreter
    assert modules & {name.partition(".")[0] for name in done.stdout.split()} == set()


def test_import_layers(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports follow the layers, and every module belongs to one."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sys.path", [*sys.path])
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0, capsys.readouterr().out


def test_tests_mirror_the_packages() -> None:
    """Each package of hygiene has a package of tests with the same name."""
    packages = {path.name for path in (ROOT / "hygiene").iterdir() if (path / "__init__.py").exists()}
    mirrored = {path.name for path in (ROOT / "tests").iterdir() if (path / "__init__.py").exists()}
    assert packages - mirrored == set()
