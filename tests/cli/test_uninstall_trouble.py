"""``hygiene uninstall`` when others interfere, or the host does not play along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.errors import ExitCode
from hygiene.sandbox.faults import GatewayError, Refused
from tests.cli.after_use import QUOTED, holds_anything, use

if TYPE_CHECKING:
    from hygiene.sandbox.faults import Fault, RequestInfo
    from tests.workflow_runner import Runner


@pytest.fixture
def used(runner: Runner) -> Runner:
    """A repository where hygiene has worked."""
    return use(runner)


def test_a_lost_answer(used: Runner) -> None:
    """A write whose answer was lost is not simply repeated: the next read shows what it did."""
    lost = iter([GatewayError(after=True)])

    def fails(info: RequestInfo) -> Fault | None:
        return next(lost, None) if info.kind == "mutation" else None

    ran = used.run("uninstall", "--yes", before=fails)
    assert (ran.code, holds_anything(used, 1, 3)) == (ExitCode.OK, False)


def test_somebody_was_faster(used: Runner) -> None:
    """A comment that a person deleted meanwhile is gone, which is what was wanted."""
    alice = used.repository.person("alice")

    def deletes(info: RequestInfo) -> Fault | None:
        for comment in used.comments(1) if info.kind == "mutation" else ():
            alice.delete_comment(comment.id)
        return None

    assert used.run("uninstall", "--yes", before=deletes).code == ExitCode.OK
    assert not holds_anything(used, 1, 3)


def test_hygiene_still_runs(used: Runner) -> None:
    """While its workflow is there, what is removed comes back: that ends as unsettled, with what to do first."""
    bot = used.repository.person("github-actions[bot]")

    def writes(info: RequestInfo) -> Fault | None:
        if info.operation == "ReadTraces" and not used.comments(1):
            bot.comment(1, QUOTED)
        return None

    ran = used.run("uninstall", "--yes", before=writes)
    assert (ran.code, "Remove the workflow" in ran.stderr) == (ExitCode.UNSETTLED, True)


def test_gone_is_no_refusal(used: Runner) -> None:
    """What somebody deleted in time is not issues against the host, even when the removal does not settle."""
    alice, bot = used.repository.person("alice"), used.repository.person("github-actions[bot]")

    def swaps(info: RequestInfo) -> Fault | None:
        for comment in used.comments(1) if info.kind == "mutation" else ():
            alice.delete_comment(comment.id)
            bot.comment(1, QUOTED)
        return None

    assert used.run("uninstall", "--yes", before=swaps).code == ExitCode.UNSETTLED


def test_a_read_only_token(used: Runner) -> None:
    """The permission that is missing is named, and nothing was changed."""
    used.world.token("reader", level="read")
    used.monkeypatch.setenv("GITHUB_TOKEN", "reader")
    before = used.world.digest()
    ran = used.run("uninstall", "--yes")
    assert (ran.code, used.world.digest()) == (ExitCode.AUTHORIZATION, before)
    assert "issues: write" in ran.stderr


def test_another_account(used: Runner) -> None:
    """A person's own token removes nothing that the workflow's token wrote, and the reason is reported."""
    used.world.token("mine", "octocat", kind="user")
    used.monkeypatch.setenv("GITHUB_TOKEN", "mine")
    ran = used.run("uninstall", "--yes")
    assert len(used.comments(1)) == 1
    assert "kept: 3 with our marker by another account: only the token that wrote them can remove them" in ran.stdout


def test_refused(used: Runner) -> None:
    """A host that refuses every write ends as rejected, with its words."""
    refusal = Refused("UNPROCESSABLE", "Repository was archived so is read-only.")

    def archived(info: RequestInfo) -> Fault | None:
        return refusal if info.kind == "mutation" else None

    ran = used.run("uninstall", "--yes", before=archived)
    assert (ran.code, "archived" in ran.stderr) == (ExitCode.REJECTED, True)
