"""Untrusted files in the workspace and in the temporary folder: no step of the action executes or imports any."""

from __future__ import annotations

import json
import os
import py_compile
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.world import World
from tests.action.bundle import THIS_PYTHON, interpreters
from tests.action.machines import NO_INDEX, proposal, served, stub, suffix
from tests.action.runner import Job, definition, download
from tests.workflow_runner import RED, REPOSITORY, TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.long

PROGRAMS = ["bash", "env", "git", "hygiene", "node", "pip3", "python", "python3", f"python{THIS_PYTHON}", "sh", "uv"]
MODULES = (
    *("_pydantic_core", "certifi", "generated", "httpx", "hygiene", "hygiene_github", "json", "os", "pip"),
    *("pydantic", "pydantic_core", "shlex", "site", "sitecustomize", "ssl", "start", "typer", "usercustomize", "venv"),
    *("yaml", "zipimport"),
)
LIBRARIES = ("libc.so.6", "libpython3.so", "libssl.so.3", "libstdc++.so.6", "libz.so.1")
UNUSABLE_INDEX = "http://127.0.0.1:9/untrusted"
FILES = {
    ".env": f"UV_DEFAULT_INDEX={UNUSABLE_INDEX}\n",
    ".gitconfig": "[core]\n\tfsmonitor = false\n[credential]\n\thelper = !false\n",
    ".netrc": "machine 127.0.0.1 login somebody password secret\n",
    ".npmrc": f"registry={UNUSABLE_INDEX}\nnode-options=--require ./index.js\n",
    ".pydistutils.cfg": f"[easy_install]\nindex_url={UNUSABLE_INDEX}\n",
    ".python-version": "2.7\n",
    ".tool-versions": "python 2.7\n",
    "constraints.txt": "httpx==0.0.1\n",
    "github_env": "NODE_OPTIONS=--require ./index.js\nLD_PRELOAD=./libc.so.6\n",
    "pip.conf": f"[global]\nindex-url={UNUSABLE_INDEX}\n",
    "pip.ini": f"[global]\nindex-url={UNUSABLE_INDEX}\n",
    "pyproject.toml": f'[tool.uv]\ndefault-index = "{UNUSABLE_INDEX}"\n[project]\nname = "x"\nversion = "1"\n',
    "pyvenv.cfg": "home = .\ninclude-system-site-packages = true\n",
    "setup.cfg": f"[easy_install]\nindex_url={UNUSABLE_INDEX}\n",
    "uv.lock": "nonsense\n",
    "uv.toml": f'[[index]]\nurl = "{UNUSABLE_INDEX}"\ndefault = true\n',
    "python._pth": ".\nimport site\n",
}


def python_trap(fired: Path) -> str:
    """Python that leaves a file."""
    return f"open({str(fired)!r}, 'w').close()\n"


def fill(folder: Path) -> None:
    """Put a trap of each kind into a folder: whatever runs writes its name into a folder `fired` next to it."""
    fired = folder.parent / "fired"
    fired.mkdir(exist_ok=True)
    for name in PROGRAMS:
        (folder / name).write_text(f'#!/bin/sh\n: > "{fired}/{name}"\nexit 0\n', encoding="utf-8")
        (folder / name).chmod(0o755)
    for name in MODULES:
        (folder / f"{name}.py").write_text(python_trap(fired / name), encoding="utf-8")
    for name in ("certifi", "generated", "pip", "site-packages"):
        (folder / name).mkdir(exist_ok=True)
        for file in ("__init__.py", "__main__.py"):
            (folder / name / file).write_text(python_trap(fired / name), encoding="utf-8")
    (folder / "trap.pth").write_text(f"import sys; {python_trap(fired / 'pth')}", encoding="utf-8")
    script = f'require("fs").writeFileSync({str(fired / "node-module")!r}, "");\n'.replace("'", '"')
    (folder / "node_modules" / "fs").mkdir(parents=True)
    for name in ("index.js", "main.cjs", "node_modules/fs/index.js", ".pnp.cjs"):
        (folder / name).write_text(script, encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module", "main": "index.js"}\n', encoding="utf-8")
    (folder / ".bashrc").write_text(f': > "{fired}/bashrc"\n', encoding="utf-8")
    for name in LIBRARIES:
        (folder / name).write_bytes(b"not a library: whatever loads it fails")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")


def fill_deep(folder: Path) -> None:
    """Put traps of further kinds into a folder: where programs read in a home, an environment, or a cache."""
    fired = folder.parent / "fired"
    python = f"python{THIS_PYTHON}"
    for packages in (f".local/lib/{python}/site-packages", f".venv/lib/{python}/site-packages", f"lib/{python}"):
        place = folder / packages
        place.mkdir(parents=True)
        (place / "trap.pth").write_text(f"import sys; {python_trap(fired / 'deep-pth')}", encoding="utf-8")
        for name in MODULES:
            (place / f"{name}.py").write_text(python_trap(fired / f"deep-{name}"), encoding="utf-8")
        # A plug-in, as pydantic searches for them in every installed package.
        (place / "trap-1.dist-info").mkdir()
        (place / "trap-1.dist-info" / "METADATA").write_text("Name: trap\nVersion: 1\n", encoding="utf-8")
        (place / "trap-1.dist-info" / "entry_points.txt").write_text("[pydantic]\ntrap = httpx\n", encoding="utf-8")
    for programs in (".local/bin", ".venv/bin", ".pyenv/shims", ".pyenv/bin", ".asdf/shims", "node_modules/.bin"):
        (folder / programs).mkdir(parents=True)
        for name in PROGRAMS:
            (folder / programs / name).write_text(f'#!/bin/sh\n: > "{fired}/deep-{name}"\nexit 0\n', encoding="utf-8")
            (folder / programs / name).chmod(0o755)
    (folder / ".venv" / "pyvenv.cfg").write_text(f"home = {folder}\n", encoding="utf-8")
    with zipfile.ZipFile(folder / "lib" / f"python{THIS_PYTHON.replace('.', '')}.zip", "w") as library:
        for name in ("os", "encodings", "site", "json"):
            library.writestr(f"{name}.py", python_trap(fired / f"zip-{name}"))
    engine = f"openssl_conf = x\n[x]\nengines = y\n[y]\nz = w\n[w]\ndynamic_path = {folder}/libssl.so.3\ninit = 1\n"
    for name, text in {
        ".config/git/config": f"[core]\n\tfsmonitor = {folder}/git\n\thooksPath = {folder}\n",
        ".config/pip/pip.conf": FILES["pip.conf"],
        ".config/uv/uv.toml": FILES["uv.toml"],
        ".git/config": f"[core]\n\tfsmonitor = {folder}/git\n\tsshCommand = {folder}/sh\n",
        ".git/HEAD": "ref: refs/heads/main\n",
        ".pip/pip.conf": FILES["pip.conf"],
        ".pyenv/version": "2.7\n",
        "gconv-modules": f"module UTF-8// INTERNAL {folder}/libc.so.6 1\n",
        "openssl.cnf": engine,
        "etc/uv/uv.toml": FILES["uv.toml"],
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def lay_compiled(job: Job, prefix: Path) -> None:
    """Traps in the place of the action's own compiled modules, as ``PYTHONPYCACHEPREFIX`` names it: never compared."""
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    for folder in (job.action / "dist" / "lib" / "hygiene", job.action / "hygiene"):
        place = prefix / folder.relative_to("/")
        for name in ("__init__", "__main__"):
            target = str(place / f"{name}.{sys.implementation.cache_tag}.pyc")
            py_compile.compile(str(job.workspace / "httpx.py"), cfile=target, invalidation_mode=unchecked)


def lay_traps(job: Job) -> None:
    """Traps in both folders, and variables of the job that lead to them."""
    for folder in (job.workspace, job.temporary):
        fill(folder)
        fill_deep(folder)
    lay_compiled(job, job.workspace / "compiled")
    link = job.folder / "looks-harmless"
    link.symlink_to(job.workspace)
    linked = job.folder / "linked-program"
    linked.mkdir()
    (linked / "python3").symlink_to(job.workspace / "python3")
    (linked / "uv").symlink_to(job.temporary / "uv")
    chosen = job.folder / "chosen-by-somebody-else"
    chosen.write_text(f'#!/bin/sh\n: > "{job.folder}/fired/{chosen.name}"\n', encoding="utf-8")
    chosen.chmod(0o755)
    (job.workspace / ("python3.12" if THIS_PYTHON == "3.11" else "python3.11")).symlink_to(chosen)
    shim = stub(job.folder / "shim", "cpython", THIS_PYTHON, "", suffix(job.action)) / "python3"
    text = shim.read_text(encoding="utf-8").replace(f"echo '{shim}'", f"echo '{job.workspace}/python3'")
    shim.write_text(text, encoding="utf-8")
    real = Path(interpreters()[THIS_PYTHON]).parent
    odd = [
        f"{job.workspace}//",
        f"{job.workspace}/./",
        f"{job.folder}/x/../work",
        '"."',
        "~",
        "/proc/self/cwd",
        "$HOME",
    ]
    deep = [f"{place}/{name}" for place in (job.workspace, job.temporary) for name in (".local/bin", ".venv/bin")]
    places = [job.workspace, ".", "", "../work", *odd, *deep, link, linked, shim.parent, job.temporary]
    places += [f"{job.workspace}/.pyenv/shims", f"{job.workspace}/.asdf/shims", real, "/usr/bin", "/bin"]
    job.environment |= misleading(job) | {"PATH": os.pathsep.join(map(str, places))}


def misleading(job: Job) -> dict[str, str]:
    """Variables that lead programs to files in the workspace or in the temporary folder."""
    return {
        "ASDF_DATA_DIR": str(job.workspace / ".asdf"),
        "BASH_ENV": str(job.workspace / ".bashrc"),
        "CONDA_PREFIX": str(job.workspace / ".venv"),
        "ENV": str(job.workspace / ".bashrc"),
        "GCONV_PATH": str(job.workspace),
        "GIT_CONFIG_GLOBAL": str(job.workspace / ".config" / "git" / "config"),
        "GIT_DIR": str(job.workspace / ".git"),
        "HOME": str(job.workspace),
        "LOCPATH": str(job.workspace),
        "NETRC": str(job.workspace / ".netrc"),
        "NODE_PATH": str(job.workspace / "node_modules"),
        "PIP_CONSTRAINT": "constraints.txt",
        "PIP_REQUIRE_VIRTUALENV": "true",
        "PIP_TARGET": str(job.workspace),
        "PYENV_ROOT": str(job.workspace / ".pyenv"),
        "PYENV_VERSION": "2.7",
        "PYTHONBREAKPOINT": "venv.main",
        "PYTHONEXECUTABLE": str(job.workspace / "python3"),
        "PYTHONHOME": str(job.workspace),
        "PYTHONINSPECT": "1",
        "PYTHONPATH": str(job.workspace),
        "PYTHONPLATLIBDIR": str(job.workspace / "lib"),
        "PYTHONPYCACHEPREFIX": str(job.workspace / "compiled"),
        "PYTHONSTARTUP": str(job.workspace / "start.py"),
        "PYTHONUSERBASE": str(job.workspace),
        "UV_CONFIG_FILE": "uv.toml",
        "UV_CONSTRAINT": "constraints.txt",
        "UV_ENV_FILE": str(job.workspace / ".env"),
        "UV_PYTHON": str(job.workspace / "python3"),
        "VIRTUAL_ENV": str(job.workspace),
        "XDG_CONFIG_DIRS": str(job.temporary / "etc"),
        "XDG_CONFIG_HOME": str(job.workspace),
        "__PYVENV_LAUNCHER__": str(job.workspace / ".venv" / "bin" / "python3"),
    }


def fired(job: Job) -> list[str]:
    """The traps that ran."""
    return sorted(path.name for path in (job.folder / "fired").iterdir())


@pytest.fixture
def job(tmp_path: Path, bundle: Path) -> Job:
    """A job that uses a release, with traps in its workspace."""
    found = Job(tmp_path, download(tmp_path / "_actions" / "hygiene", bundle), environment=dict(NO_INDEX), token=TOKEN)
    lay_traps(found)
    return found


def test_the_traps_are_traps(job: Job) -> None:
    """A step without the care that the action takes runs them."""
    start = {"PYTHONHOME": "", "PYTHONPLATLIBDIR": "", "PYTHONEXECUTABLE": "", "__PYVENV_LAUNCHER__": ""}
    environment = job.environment | start
    python = [sys.executable, "-c", "import httpx"]
    for words in (["python3"], python, [sys.executable, "-m", "venv", "x"], ["bash"], ["/bin/bash", "-c", "true"]):
        subprocess.run(words, cwd=job.workspace, env=environment, capture_output=True, check=False, timeout=60)  # noqa: S603
    base = [interpreters()[THIS_PYTHON], "-c", "import site"]
    for changed in (
        {"PYTHONUSERBASE": str(job.workspace / ".local"), "PYTHONPATH": ""},
        {"PATH": str(job.workspace / ".venv" / "bin")},
    ):
        words = ["python3"] if "PATH" in changed else base
        subprocess.run(words, env=environment | changed, capture_output=True, check=False, timeout=60)  # noqa: S603
    assert {"python3", "sitecustomize", "httpx", "venv", "bash", "bashrc"} <= {*fired(job)}
    assert {"deep-pth", "deep-python3"} <= {*fired(job)}


def test_a_release(job: Job) -> None:
    """The step writes its comment, and no trap ran."""
    world = World()
    number, event = proposal(world, RED)
    with served(world) as job.graphql_url:
        done = job.run(event)
        section = job.run(event, command="section", args="set note --file uv.toml")
    assert (done.code, done.outputs["comment-action"]) == (0, "created"), done.log
    assert section.code == 0, section.log
    assert UNUSABLE_INDEX in world.repository(REPOSITORY).comments(number)[0].body
    assert fired(job) == []


def test_without_a_bundle(job: Job) -> None:
    """Installing the packages runs no trap and reads no untrusted configuration, which has an unusable index."""
    (job.action / "dist").unlink()
    for name in NO_INDEX:
        del job.environment[name]
    world = World()
    _, event = proposal(world, RED)
    with served(world) as job.graphql_url:
        done = job.run(event)
    assert fired(job) == []
    assert (done.code, done.outputs.get("comment-action")) == (0, "created"), done.log


@pytest.mark.skipif(not shutil.which("strace"), reason="strace watches what the processes open; Linux has it")
def test_no_untrusted_file_is_opened(job: Job) -> None:
    """Neither Node.js nor Python opens or loads a file there."""
    trace = job.folder / "trace"
    world = World()
    _, event = proposal(world, RED)
    with served(world) as job.graphql_url:
        done = job.run(event, tracer=["strace", "-f", "-qq", "-o", str(trace), "-e", "trace=open,openat,execve"])
    assert (done.code, done.outputs["comment-action"]) == (0, "created"), done.log
    opened = {Path(name) for name in re.findall(r'"(/[^"]*)"', trace.read_text(encoding="utf-8"))}
    assert any("pydantic_core" in path.name for path in opened)
    assert {*untrusted(job, opened)} == set()


HOOK = """
import sys, runpy
log = open(sys.argv[1], "w")
def hook(event, arguments):
    if event in ("open", "import", "os.listdir", "os.scandir", "ctypes.dlopen", "subprocess.Popen", "os.chdir"):
        places = [str(one) for one in arguments[:3] if isinstance(one, (str, bytes))]
        print(event, *places, sep="\\t", file=log, flush=True)
sys.addaudithook(hook)
del sys.argv[:2]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_no_untrusted_file_is_imported(job: Job) -> None:
    """The interpreter itself reports every file that it opens, every folder that it searches, and every program."""
    world = World()
    _, event = proposal(world, RED)
    log, payload = job.folder / "events", job.folder / "event.json"
    payload.write_text(json.dumps(event), encoding="utf-8")
    start = job.action / Path(definition()["runs"]["main"]).parent / "start.py"
    words = [str(log), str(start), "", "post-ci", "", str(job.action / "dist" / "lib")]
    inputs = {"HYGIENE_WORKING_DIRECTORY": str(job.workspace), "GITHUB_TOKEN": TOKEN, "GITHUB_REPOSITORY": REPOSITORY}
    inputs |= {"GITHUB_EVENT_NAME": "workflow_run", "GITHUB_EVENT_PATH": str(payload)}
    python = [interpreters()[THIS_PYTHON], "-I", "-S", "-B", "-c", HOOK]
    with served(world) as url:
        environment = job.environment | inputs | {"GITHUB_GRAPHQL_URL": url}
        subprocess.run([*python, *words], cwd=job.folder, env=environment, check=True, timeout=120)  # noqa: S603
    events = [line.split("\t") for line in log.read_text(encoding="utf-8").splitlines()]
    assert any("pydantic_core" in place for _, *places in events for place in places)
    assert [event for event in events if event[0] in {"subprocess.Popen", "os.chdir"}] == []
    used = {Path(place) for _, *places in events for place in places if place.startswith("/")}
    assert {*untrusted(job, used)} == set()
    assert fired(job) == []


def temporary_inside(job: Job) -> None:
    """The temporary folder in the workspace."""
    job.temporary = job.workspace / "_temp"
    job.temporary.mkdir()
    lay_traps(job)


def workspace_inside(job: Job) -> None:
    """The workspace in the temporary folder."""
    job.workspace = job.temporary / "work"
    job.workspace.mkdir()
    lay_traps(job)


def linked_workspace(job: Job) -> None:
    """A workspace that is named by a link, and places that name it in yet another way."""
    lay_traps(job)
    link = job.folder / "linked-workspace"
    link.symlink_to(job.workspace)
    job.workspace = link
    job.environment["PATH"] = f"/proc/self/cwd{os.pathsep}{link}/../work{os.pathsep}{job.environment['PATH']}"


@pytest.mark.parametrize("arrange", [temporary_inside, workspace_inside, linked_workspace])
@pytest.mark.parametrize("action", ["action", "a c't$(touch x)`y`;\"é %25&|"])
def test_other_folders(tmp_path: Path, bundle: Path, action: str, arrange: Callable[[Job], None]) -> None:
    """Wherever the folders are, and whatever the action's own folder is called."""
    job = Job(tmp_path, download(tmp_path / action, bundle), environment=dict(NO_INDEX), token=TOKEN)
    arrange(job)
    world = World()
    _, event = proposal(world, RED)
    with served(world) as job.graphql_url:
        done = job.run(event)
    assert (done.code, done.outputs["comment-action"]) == (0, "created"), done.log
    assert [name for place in tmp_path.rglob("fired") for name in place.iterdir()] == []
    assert TOKEN not in done.log


def untrusted(job: Job, paths: set[Path]) -> Iterator[str]:
    """Those of the paths that are in the workspace or directly in the temporary folder."""
    for path in paths:
        if path.is_relative_to(job.workspace):
            yield path.relative_to(job.workspace).as_posix()
        elif path.parent == job.temporary and not path.name.startswith("hygiene-"):
            yield path.name
