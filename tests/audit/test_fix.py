"""The fix: names change, everything else in the file stays."""

from __future__ import annotations

import builtins
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygiene.audit.compare import audit_files
from hygiene.audit.configured import Configured, ConfiguredJob, parse_configured, read_configured
from hygiene.audit.findings import Finding, FindingKind
from hygiene.audit.fix import Fix, _rewritten, plan_fix, write_fix
from hygiene.errors import UsageError
from tests.audit.repository import CONFIGURATION, CONFIGURATION_TEXT, GATE_TEXT, RUN, standard, write
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def fixed(root: Path) -> Fix:
    """Audit, plan the fix and write it."""
    fix = plan_fix(root, read_configured(root), audit_files(root).findings)
    write_fix(root, fix)
    return fix


def test_nothing_to_fix(tmp_path: Path) -> None:
    """A clean repository stays as it is, to the byte."""
    fix = fixed(standard(tmp_path))
    assert (fix.changes, fix.diff) == ((), "")
    assert (tmp_path / CONFIGURATION).read_text(encoding="utf-8") == CONFIGURATION_TEXT


def test_a_rename_keeps_order_and_comments(tmp_path: Path) -> None:
    """Only the name itself changes, and the diff shows it."""
    fix = fixed(standard(tmp_path, gate=GATE_TEXT.replace("docker smoke", "docker smoke test")))
    assert fix.changes == ("renamed `docker smoke` to `docker smoke test`",)
    after = (tmp_path / CONFIGURATION).read_text(encoding="utf-8")
    assert after == CONFIGURATION_TEXT.replace('"docker smoke"', '"docker smoke test"')
    assert '-  "docker smoke",\n+  "docker smoke test",\n' in fix.diff
    assert fix.diff.startswith(f"--- a/{CONFIGURATION}\n+++ b/{CONFIGURATION}\n")


def test_renames_removals_and_additions(tmp_path: Path) -> None:
    """Renamed names stay in place, removed ones go, new ones come last; the audit is clean after."""
    gate = GATE_TEXT.replace("python ci", "Python CI").replace("  gate:", f"  lint: {{{RUN}}}\n  final:")
    configuration = CONFIGURATION_TEXT.replace('"docker smoke",', '"docker smoke",\n  "zzzz", # gone')
    fix = fixed(standard(tmp_path, gate=gate, configuration=configuration))
    assert fix.changes == (
        "renamed `python ci (3.11)` to `Python CI (3.11)`",
        "renamed `python ci (3.12)` to `Python CI (3.12)`",
        "removed `zzzz`, which no job reports",
        "removed `gate`, which no job reports",
        "added `lint`",
        "added `final`",
    )
    assert (tmp_path / CONFIGURATION).read_text(encoding="utf-8") == (
        CONFIGURATION_TEXT.replace("python ci", "Python CI").replace('"gate"', '"lint",\n  "final"')
    )
    assert audit_files(tmp_path).findings == ()


def test_pyproject(tmp_path: Path) -> None:
    """The table in pyproject.toml is fixed in its place."""
    table = '[tool.hygiene]\nworkflow = "Gate"\njobs = ["gate", "dockr smoke"]\n'
    before = f'[project]\njobs = ["gate"]\n\n{table}\n[tool.x]\na = 1\n'
    write(standard(tmp_path), {"pyproject.toml": before})
    (tmp_path / CONFIGURATION).unlink()
    fixed(tmp_path)
    after = before.replace('"dockr smoke"', '"docker smoke"')
    assert (tmp_path / "pyproject.toml").read_text(encoding="utf-8") == after


def test_windows_line_ends(tmp_path: Path) -> None:
    """A file with Windows line ends keeps them, in added lines too."""
    configuration = CONFIGURATION_TEXT.replace("\n", "\r\n")
    fixed(standard(tmp_path, configuration=configuration, gate=f"{GATE_TEXT}  zeta: {{{RUN}}}\n"))
    after = (tmp_path / CONFIGURATION).read_bytes().decode()
    assert after == configuration.replace('"gate",\r\n', '"gate",\r\n  "zeta",\r\n')


def test_without_a_configuration(tmp_path: Path) -> None:
    """Without configured jobs there is nothing to fix; init writes a file."""
    for configured in (Configured(), Configured(None, "Gate", CONFIGURATION)):
        with pytest.raises(UsageError, match="hygiene init"):
            plan_fix(tmp_path, configured, ())


def test_notices_are_not_fixed() -> None:
    """A notice changes nothing."""
    finding = Finding(FindingKind.UNLISTED_JOB, "g.yml", 1, "", actual="a", notice=True)
    assert _plan('jobs = ["b"]\n', finding) == 'jobs = ["b"]\n'


def _plan(text: str, *findings: Finding) -> str:
    configured = parse_configured(text, path="h.toml")
    assert configured is not None
    kept = [job.name for job in configured.jobs or ()]
    new = [each.actual for each in findings if each.actual and not each.notice]
    return _rewritten(text, (), kept, new)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('jobs = ["a"]\n', 'jobs = ["a", "new"]\n'),
        ('jobs = ["a",] # c\n', 'jobs = ["a", "new"] # c\n'),
        ('jobs = [\n    "a" # c, "x"\n]\n', 'jobs = [\n    "a", # c, "x"\n    "new",\n]\n'),
        ('jobs = [\n\t"a", "b"\n\t# end\n]\n', 'jobs = [\n\t"a", "b",\n\t"new",\n\t# end\n]\n'),
        ('jobs = ["a", # c\n  "b"]\n', 'jobs = ["a", # c\n  "b", "new"]\n'),
        ('key = "a"\njobs = ["a"]\n', 'key = "a"\njobs = ["a", "new"]\n'),
    ],
)
def test_additions_go_after_the_last_name(before: str, after: str) -> None:
    """A name is added after the last one and its comment, however the list is laid out."""
    assert _plan(before, Finding(FindingKind.UNLISTED_JOB, "g.yml", 1, "", actual="new")) == after


NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6)
ENDS = st.sampled_from(["\n", "  # note\n", "\n  # line\n"])


@settings(max_examples=examples(200), deadline=None, derandomize=True, database=None)
@given(
    names=NAMES,
    ends=st.lists(ENDS, min_size=6, max_size=6),
    drop=st.sets(st.integers(0, 5)),
    last_comma=st.booleans(),
)
def test_any_layout(names: list[str], ends: list[str], drop: set[int], *, last_comma: bool) -> None:
    """Whatever the layout, the file has the requested names, and the comments of those that stay."""
    commas = ["," if last_comma or place < len(names) - 1 else "" for place in range(len(names))]
    lines = "".join(f'  "{name}"{comma}{end}' for name, comma, end in zip(names, commas, ends, strict=False))
    text = f"# top\njobs = [\n{lines}]\n# tail\n"
    kept = [None if place in drop else name.upper() for place, name in enumerate(names)]
    after = _rewritten(text, (), kept, ["new"])
    assert tomllib.loads(after)["jobs"] == [*(name for name in kept if name), "new"]
    assert after.startswith("# top\n")
    assert after.endswith("]\n# tail\n")


def test_without_tomlkit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the extra, the error names it, and nothing is written."""
    real: Callable[..., Any] = builtins.__import__

    def importing(name: str, *arguments: Any) -> Any:  # noqa: ANN401  the signature of __import__
        if name == "tomlkit":
            raise ModuleNotFoundError(name=name)
        return real(name, *arguments)

    standard(tmp_path)
    finding = Finding(FindingKind.UNKNOWN_JOB, CONFIGURATION, 9, "", "gate", "gates", "gates")
    monkeypatch.setattr(builtins, "__import__", importing)
    with pytest.raises(UsageError, match="needs the extra `audit`"):
        plan_fix(tmp_path, Configured((ConfiguredJob("gate", CONFIGURATION, 9),), file=CONFIGURATION), [finding])
