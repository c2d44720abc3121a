"""The classes of the fragments are in several modules, and in the one of the old name as far as anybody can tell."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from typing import TYPE_CHECKING

import hygiene_github
import pytest
from pydantic import BaseModel

from hygiene.schema.codegen.parts import cut

if TYPE_CHECKING:
    from pathlib import Path

FRAGMENTS = """from typing import Optional

from pydantic import BaseModel


class Name(BaseModel):
    text: str


class Shop(BaseModel):
    name: Optional["Name"] = None


Known = Name


class Receipt(Shop):
    total: int


class Till(Shop):
    drawer: "Drawer"


class Drawer(BaseModel):
    coins: int
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package whose first operation needs the shop alone, and whose mutation a receipt."""
    folder = tmp_path / "cut_package"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "fragments.py").write_text(FRAGMENTS)
    (folder / "read_scope.py").write_text("from .fragments import Shop\n\n\nclass ReadScope(Shop):\n    pass\n")
    (folder / "apply_plan.py").write_text("from .fragments import Receipt\n\n\nclass ApplyPlan(Receipt):\n    pass\n")
    cut(folder)
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.startswith("cut_package")]:
        monkeypatch.delitem(sys.modules, name)
    return folder


def test_each_class_is_in_one_part(package: Path) -> None:
    """With what it needs of the other, as it stood there."""
    early, write, late = ((package / f"{part}_fragments.py").read_text() for part in ("early", "write", "late"))
    assert early == FRAGMENTS[: FRAGMENTS.index("\n\nKnown")]
    assert late.partition("\n\n\n")[0].endswith("from .early_fragments import (\n    Name,\n    Shop,\n)")
    receipt, till = FRAGMENTS.index("class Receipt"), FRAGMENTS.index("class Till")
    assert write.endswith(FRAGMENTS[receipt:till].rstrip() + "\n")
    assert late.endswith(FRAGMENTS[FRAGMENTS.index("Known = ") : receipt] + FRAGMENTS[till:])


def test_the_late_part_is_loaded_when_asked_for(package: Path) -> None:
    """The first operation does without; whoever names a class of it gets it, references and all."""
    scope = importlib.import_module(f"{package.name}.read_scope").ReadScope
    assert scope.model_validate({"name": {"text": "x"}}).name.text == "x"
    assert "cut_package.late_fragments" not in sys.modules
    till = importlib.import_module("cut_package.fragments").Till
    assert till.model_validate({"name": {"text": "x"}, "drawer": {"coins": 3}}).drawer.coins == 3
    assert "cut_package.late_fragments" in sys.modules
    assert "cut_package.write_fragments" not in sys.modules
    plan = importlib.import_module("cut_package.apply_plan").ApplyPlan
    assert plan.model_validate({"name": None, "total": 3}).total == 3


@pytest.mark.parametrize("name", ["Cellar", "__path__"])
def test_what_is_in_neither_is_in_none(package: Path, name: str) -> None:
    """As with any module."""
    fragments = importlib.import_module(f"{package.name}.fragments")
    assert not hasattr(fragments, name)


def test_a_package_without_such_modules_is_left_alone(tmp_path: Path) -> None:
    """A working tree may have other documents."""
    cut(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_run_with_nothing_to_write_starts_without_the_late_part() -> None:
    """In a fresh process: whatever a run imports before it has looked."""
    code = "import sys, hygiene.cli.main, hygiene.post_ci.run; print('hygiene_github.late_fragments' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout == "False\n"


def test_every_class_of_the_committed_client_can_be_built() -> None:
    """Classes are built when they are first used: a name that is missing in a part would show at a customer's."""
    built = 0
    for found in pkgutil.iter_modules(hygiene_github.__path__):
        module = importlib.import_module(f"hygiene_github.{found.name}")
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, BaseModel) and value.__module__ == module.__name__:
                assert value.model_rebuild(force=True) is not False
                built += 1
    assert built > 100
