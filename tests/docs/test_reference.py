"""Everything that exists is in the reference, with the values that it has."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING

import pytest

from graphql import OperationDefinitionNode, parse
from hygiene.cli.app import root
from hygiene.cli.output import step_outputs
from hygiene.errors import ExitCode
from hygiene.failure_tracker.ledger.codec import encode_ledger
from hygiene.failure_tracker.ledger.model import Ledger
from hygiene.model.comment_state import CommentState, encode_state
from hygiene.model.host_features import OPTIONAL_FEATURES, OptionalFeature
from hygiene.model.operations import WRITES
from hygiene.model.report import CommentAction, Outcome, Report, TrackerAction
from hygiene.report.text import result_json
from hygiene.settings.tables import CATEGORY, STATUS, TRACKER, WHOLE, Table
from hygiene.status_comment.wording import STATES
from settings_models import model_of
from tests.docs.pages import ROOT, read
from tests.docs.settings_table import table

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCE = "docs/reference"


def every_command() -> Iterator[tuple[str, list[str]]]:
    """Each command with its options, down to the last subcommand."""
    waiting = [("hygiene", root())]
    while waiting:
        name, found = waiting.pop()
        spellings = [
            spelling for parameter in found.params for spelling in (*parameter.opts, *parameter.secondary_opts)
        ]
        yield name, [spelling for spelling in spellings if spelling.startswith("-")]
        waiting += [(f"{name} {below}", one) for below, one in getattr(found, "commands", {}).items()]


COMMANDS = list(every_command())
LIMITS = re.findall(r"\| ([\d,]+) \| `([\w.]+)` \|$", read(f"{REFERENCE}/limits.md"), re.MULTILINE)


def section(page: str, title: str) -> str:
    """The part of a page below a title, up to the next of the same level."""
    return re.split(r"^#{2,3} ", page.partition(f" {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize(("symbol", "word"), sorted(set(STATES.values())))
def test_states_of_the_status_comment(symbol: str, word: str) -> None:
    """Every state that a row may have is explained."""
    assert f"| {symbol} | {word} |" in section(read(f"{REFERENCE}/status-comment.md"), "States")


@pytest.mark.parametrize(("name", "options"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_commands(name: str, options: list[str]) -> None:
    """Every command has its part in the command line reference, with every one of its options."""
    found = section(read(f"{REFERENCE}/command-line.md"), f"`{name}`")
    assert found
    assert [option for option in options if option not in found] == []


@pytest.mark.parametrize("code", list(ExitCode), ids=lambda code: code.name)
def test_exit_codes(code: ExitCode) -> None:
    """Every exit code is in its table under its name, and Troubleshooting has a section for it."""
    assert f"| {code.value} | `{code.name}` |" in read(f"{REFERENCE}/exit-codes.md")
    if code is not ExitCode.OK:
        assert re.search(rf"^## Exit code {code.value}\b", read("docs/how-to/troubleshooting.md"), re.MULTILINE)


def test_no_exit_code_too_many() -> None:
    """The table has no code that does not exist."""
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", read(f"{REFERENCE}/exit-codes.md"), re.MULTILINE)
    assert {(code.value, code.name) for code in ExitCode} == {(int(value), name) for value, name in rows}


@pytest.mark.parametrize("given", [WHOLE, STATUS, TRACKER, CATEGORY], ids=lambda one: one.name)
def test_configuration(given: Table) -> None:
    """Every key is there with its type, default and meaning, as the tables that read the file have them."""
    wanted = table(model_of(given))
    assert wanted in read(f"{REFERENCE}/configuration.md"), f"the page needs:\n\n{wanted}"


def test_outputs() -> None:
    """Every step output, every key of the JSON result, every outcome and every action is explained."""
    page = read(f"{REFERENCE}/outputs.md")
    report = Report(Outcome.SETTLED, "o/r")
    words = [*step_outputs(report, ""), *result_json(report)]
    words += [member.value for kind in (Outcome, CommentAction, TrackerAction) for member in kind]
    assert [word for word in words if f"`{word}`" not in page] == []


def test_outputs_of_the_action() -> None:
    """The action passes exactly the outputs that the table lists."""
    listed = re.findall(r"^\| `([a-z-]+)` \|", section(read(f"{REFERENCE}/outputs.md"), "Step outputs"), re.MULTILINE)
    action = read("action.yml").partition("\noutputs:\n")[2].partition("\nruns:\n")[0]
    assert re.findall(r"^  ([a-z-]+):$", action, re.MULTILINE) == listed


def test_marker() -> None:
    """Every key that a marker may hold is in the table of its kind."""
    page = read(f"{REFERENCE}/marker.md")
    for title, state in (
        ("The state of a status comment", encode_state(CommentState())),
        ("The state of a tracker", encode_ledger(Ledger("x"))),
    ):
        assert [key for key in state if f"`{key}`" not in section(page, title)] == []


def test_operations() -> None:
    """Every operation of the documents is there, and none that is not."""
    documents = sorted((ROOT / "graphql" / "documents").glob("*.graphql"))
    nodes = [node for path in documents for node in parse(path.read_text(encoding="utf-8")).definitions]
    named = {node.name.value for node in nodes if isinstance(node, OperationDefinitionNode) and node.name}
    page = read(f"{REFERENCE}/operations.md")
    assert set(re.findall(r"`((?:Read|Probe|Apply)\w+)`", page)) == named


@pytest.mark.parametrize("feature", OPTIONAL_FEATURES, ids=lambda feature: feature.name)
def test_optional_features(feature: OptionalFeature) -> None:
    """What is left out for an older host is there with what that costs."""
    assert f"| {feature.name} | {feature.without} | {feature.why} |" in read(f"{REFERENCE}/operations.md")


def test_permissions() -> None:
    """Each kind of write is listed with the permission that an error names for it."""
    page = read(f"{REFERENCE}/operations.md")
    for write in WRITES:
        row = rf"^\| `{write.field}` \| `{write.mutation}`.* \| `{write.permission}` \|$"
        assert re.search(row, page, re.MULTILINE), write.field


@pytest.mark.parametrize("row", LIMITS, ids=[place for _, place in LIMITS])
def test_limits(row: tuple[str, str]) -> None:
    """Every limit has the value that the code has."""
    value, place = row
    module, _, name = place.rpartition(".")
    assert getattr(importlib.import_module(module), name) == int(value.replace(",", ""))
