"""What a command imports: nothing that it does not use, since importing is most of what a run costs.

The lists are in ``tests/cli/imports``. ``HYGIENE_WRITE=1 pytest`` writes them anew; each line more needs a reason.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.test_mutated_input import Recording
from tests.workflow_runner import RED

if TYPE_CHECKING:
    import httpx

    from tests.workflow_runner import Runner

FOLDER = Path(__file__).parent / "imports"
# Of the standard library, what costs tens of milliseconds.
SLOW = {
    "asyncio",
    "concurrent.futures",
    "distutils",
    "importlib.metadata",
    "multiprocessing",
    "pydoc",
    "sqlite3",
    "unittest",
    "xml",
}
RUN = """
import json, sys
before = set(sys.modules)
from hygiene.__main__ import save_time
save_time()
from hygiene.cli.main import run_command_line
arguments, recorded = json.loads(sys.argv[1])
invocation = None
if recorded:
    from hygiene.cli.context import Invocation
    class Replies:
        def handle_request(self, request):
            import httpx
            return httpx.Response(200, json=recorded.pop(0))
        def close(self):
            pass
    invocation = Invocation(transport=Replies())
code = run_command_line(arguments, invocation)
# What save_time puts in the place of a module has no specification.
loaded = sorted(name for name, one in sys.modules.items() if getattr(one, "__spec__", None) and name not in before)
print(json.dumps([code, loaded]), file=sys.stderr)
"""


def imported(*arguments: str, recorded: list[Any] | None = None, **variables: str) -> set[str]:
    """The modules that a command imports, in a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", RUN, json.dumps([arguments, recorded or []])],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PATH": os.environ["PATH"], **variables},
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return set(modules)


def compare(name: str, modules: set[str]) -> None:
    """Our own modules one by one, and the packages of others, are those of the list."""
    own = {module for module in modules if module.partition(".")[0] in ("hygiene", "hygiene_github")}
    packages = {module.partition(".")[0] for module in modules - own if not module.startswith("_sysconfigdata_")}
    others = packages - set(sys.stdlib_module_names)
    text = "".join(f"{line}\n" for line in [*sorted(others), *sorted(own)])
    file = FOLDER / f"{name}.txt"
    if os.environ.get("HYGIENE_WRITE"):
        file.write_text(text, encoding="utf-8", newline="\n")
    listed = file.read_text(encoding="utf-8")
    more, fewer = set(text.split()) - set(listed.split()), set(listed.split()) - set(text.split())
    assert (more, fewer) == (set(), set())
    assert modules & SLOW == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_questions(option: str) -> None:
    """Questions about hygiene import the command line alone, and no command."""
    compare(option.strip("-"), imported(option))


@pytest.mark.parametrize("name", ["changed", "unchanged"])
def test_post_ci(runner: Runner, name: str) -> None:
    """A run that writes, and one that has nothing to write."""
    runner.repository.label("ci-failure")
    _, run = runner.proposal(RED)
    if name == "unchanged":
        assert runner.post_ci(run=run).code == 0
    runner.event(runner.repository.run_event(run))
    recordings: list[Recording] = []

    def around(inner: httpx.BaseTransport) -> Recording:
        recordings.append(Recording(inner))
        return recordings[0]

    assert runner.run("post-ci", around=around).code == 0
    responses = [one for found in recordings[0].responses.values() for one in found]
    assert len(responses) == (2 if name == "changed" else 1)
    names = ("GITHUB_EVENT_PATH", "GITHUB_EVENT_NAME", "GITHUB_TOKEN", "GITHUB_REPOSITORY")
    compare(name, imported("post-ci", recorded=responses, **{one: os.environ[one] for one in names}))


def test_no_installed_plugin_of_pydantic_runs(tmp_path: Path) -> None:
    """A package that some other program installed is not imported in a process with the token."""
    (tmp_path / "plugin.py").write_text("print('the plugin runs')\nplugin = None\n", encoding="utf-8")
    metadata = tmp_path / "plugin-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text("[pydantic]\nplugin = plugin:plugin\n", encoding="utf-8")
    (tmp_path / "hygiene.toml").write_text("jobs = 1\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "hygiene", "audit"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path)},
    )
    assert "`jobs` should be an array" in done.stderr
    assert done.stdout == ""


def test_responses_and_settings_are_read_without_pydantic_itself() -> None:
    """Its core reads them, without the types of its schemas; where models are used afterwards, they work."""
    code = """
import sys
from hygiene.__main__ import save_time
save_time()
from hygiene_github import ReadScope
assert ReadScope.model_validate({"viewer": {"login": "x"}}).viewer.login == "x"
from hygiene.settings.tables import read_tables
assert read_tables({"jobs": ["a"]}).jobs == ("a",)
print(sorted({"decimal", "pydantic", "pydantic_core"} & set(sys.modules)))
from pydantic_core import core_schema
from pydantic import TypeAdapter
print(TypeAdapter(int).validate_python("1"), core_schema.int_schema(), hasattr(core_schema, "no_schema"))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout.splitlines() == ["['pydantic_core']", "1 {'type': 'int'} False"]
