"""Rows about the workflow that runs hygiene."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hygiene.audit.init_text import GROUP, PERMISSIONS, post_ci_text
from hygiene.audit.post_ci_workflow import Concurrency
from hygiene.doctor.workflow import workflow_checks
from hygiene.errors import UsageError

from .facts import GOOD, POST_CI, levels, row, with_post_ci

if TYPE_CHECKING:
    from hygiene.doctor.check import Check
    from hygiene.doctor.facts import Facts

EVERYTHING = {area: level for area, level, _ in PERMISSIONS}


def on_enterprise_server(facts: Facts) -> Facts:
    """The same on an Enterprise server."""
    return replace(facts, host="github.example.com")


def concurrency(group: str, **parts: str) -> Check:
    """The row for a block."""
    return row(workflow_checks(with_post_ci(concurrency=Concurrency(group, **parts))), "concurrency")  # type: ignore[arg-type]


def test_in_good_order() -> None:
    """Three passes."""
    rows = workflow_checks(GOOD)
    assert levels(rows) == {}
    assert [check.name for check in rows] == ["workflow", "concurrency", "permissions"]


def test_no_workflow() -> None:
    """One row that names the command which writes it."""
    rows = workflow_checks(replace(GOOD, post_ci=None))
    assert levels(rows) == {"workflow": "warn"}
    assert "hygiene init" in rows[0].hint


def test_a_workflow_that_cannot_be_read() -> None:
    """The reader's words are the row."""
    assert levels(workflow_checks(replace(GOOD, post_ci=None, post_ci_trouble=UsageError("bad YAML")))) == {
        "workflow": "fail"
    }


def test_it_waits_for_a_name_that_no_gate_has() -> None:
    """A renamed Gate triggers nothing any more, and no check shows it."""
    check = row(workflow_checks(with_post_ci(workflows=("CI",))), "workflow")
    assert check.level == "fail"
    assert "waits for `CI`, but the Gate is called `Gate`: it never starts" in check.message


def test_one_right_name_among_several_is_enough() -> None:
    """Other workflows may be listed too, and an unknown Gate is not assumed."""
    assert levels(workflow_checks(with_post_ci(workflows=("CI", "Gate"), names_gate=True))) == {}
    unknown = replace(with_post_ci(workflows=("CI",)), configuration=replace(GOOD.configuration, gate_names=()))
    assert levels(workflow_checks(unknown)) == {}


@pytest.mark.parametrize("workflows", [("Gate", "Docs"), ("*",)])
def test_several_workflows_trigger_one_comment(workflows: tuple[str, ...]) -> None:
    """Two workflows for one comment are reported, unless a setting names the one that it is for."""
    facts = with_post_ci(workflows=workflows)
    check = row(workflow_checks(facts), "workflow")
    assert check.level == "warn"
    assert "it shows the one that ran last" in check.message
    assert "`workflow` in hygiene.toml" in check.hint
    assert levels(workflow_checks(with_post_ci(workflows=workflows, names_gate=True))) == {}
    for known in ({"names_gate": True}, {"trouble": UsageError("bad TOML")}):
        configured = replace(facts, configuration=replace(GOOD.configuration, **known))
        assert levels(workflow_checks(configured)) == {}


def test_other_triggers() -> None:
    """On pull_request the Gate may still run and a fork's token may only read; too many types cost runs."""
    assert levels(workflow_checks(with_post_ci(triggers=("pull_request",)))) == {"workflow": "warn"}
    assert levels(workflow_checks(with_post_ci(types=()))) == {"workflow": "warn"}
    assert levels(workflow_checks(with_post_ci(types=("requested", "completed")))) == {"workflow": "warn"}


@pytest.mark.parametrize(
    "group",
    [
        "post-ci-${{ github.run_id }}",
        "${{ github.workflow }}-${{ github.event.workflow_run.id }}",
        "${{ github.event.workflow_run.head_branch }}-${{ github.event.workflow_run.run_attempt }}",
    ],
)
def test_a_group_for_each_run(group: str) -> None:
    """It serialises nothing, and the hint is a group to copy."""
    check = concurrency(group)
    assert check.level == "warn"
    assert "serialises nothing" in check.message
    assert GROUP in check.hint


@pytest.mark.parametrize("group", ["post-ci", "${{ github.workflow }}-${{ github.ref }}"])
def test_a_group_for_everybody(group: str) -> None:
    """In workflow_run github.ref is the default branch: pull requests cancel each other's waiting run."""
    check = concurrency(group)
    assert check.level == "warn"
    assert "one for all pull requests" in check.message
    assert "queue: max" in check.hint
    assert concurrency(group, queue="max").level == "pass"


@pytest.mark.parametrize(
    "group",
    [
        GROUP,
        "${{ github.event.workflow_run.head_sha }}",
        "x-${{ github.event.workflow_run.pull_requests[0].number || github.event.workflow_run.head_branch }}",
        "${{ github.head_ref }}",
    ],
)
def test_a_group_for_each_head(group: str) -> None:
    """That is what a group is for; where the host can queue, the row states it."""
    check = concurrency(group)
    assert check.level == "pass"
    assert "queue: max" in check.message
    assert "queue: max" not in concurrency(group, queue="max").message


def test_a_ref_distinguishes_pull_requests_elsewhere() -> None:
    """In pull_request github.ref is that pull request's."""
    facts = with_post_ci(triggers=("pull_request",), concurrency=Concurrency("x-${{ github.ref }}"))
    assert levels(workflow_checks(facts)) == {"workflow": "warn"}


def test_no_group() -> None:
    """It converges without one, at a price; the hint has the group that `init` writes."""
    checks = workflow_checks(with_post_ci(concurrency=None))
    assert levels(checks) == {"concurrency": "warn"}
    (written,) = [line for line in post_ci_text("Gate", "acme/hygiene@v0").splitlines() if "group:" in line]
    assert f"`{written.strip()}`" in row(checks, "concurrency").hint


def test_cancelling() -> None:
    """Cancelling ends a run between two writes; together with `queue: max` GitHub refuses the workflow."""
    assert concurrency(GROUP, cancels="true").level == "warn"
    assert concurrency(GROUP, cancels="true", queue="max").level == "fail"


def test_an_enterprise_server_accepts_fewer_words() -> None:
    """`queue:` and `$/` are unknown there, and no hint names them."""
    queued = with_post_ci(concurrency=Concurrency(GROUP, queue="max"))
    assert levels(workflow_checks(on_enterprise_server(queued))) == {"concurrency": "fail"}
    own = with_post_ci(uses="$/.")
    assert levels(workflow_checks(own)) == {}
    assert levels(workflow_checks(on_enterprise_server(own))) == {"workflow": "fail"}
    plain = row(workflow_checks(on_enterprise_server(GOOD)), "concurrency")
    assert "queue" not in plain.message


@pytest.mark.parametrize("area", list(EVERYTHING))
def test_a_missing_permission_names_its_price(area: str) -> None:
    """Each of the five is needed for something, and the line to add is written out."""
    less = {name: level for name, level in EVERYTHING.items() if name != area}
    (check,) = [check for check in workflow_checks(with_post_ci(permissions=less)) if check.name == "permissions"]
    assert check.level == "fail"
    assert check.message.startswith(f"Without `{area}: {EVERYTHING[area]}` hygiene cannot ")
    assert check.hint == f"Add `{area}: {EVERYTHING[area]}`."


def test_reading_is_not_writing() -> None:
    """Too low a level is as good as none, and each one is reported."""
    rows = workflow_checks(with_post_ci(permissions={"*": "read"}))
    assert [check.message.split("`")[1] for check in rows if check.level == "fail"] == [
        "pull-requests: write",
        "issues: write",
    ]


@pytest.mark.parametrize("more", [{"contents": "write"}, {"id-token": "write"}])
def test_more_than_is_needed(more: dict[str, str]) -> None:
    """What is too much is named."""
    check = row(workflow_checks(with_post_ci(permissions=EVERYTHING | more)), "permissions")
    assert check.level == "warn"
    assert ": write." in check.message


def test_write_all_and_nothing_stated() -> None:
    """Everything is too much; nothing stated hangs on the repository's default."""
    assert levels(workflow_checks(with_post_ci(permissions={"*": "write"}))) == {"permissions": "warn"}
    assert levels(workflow_checks(with_post_ci(permissions=None))) == {"permissions": "warn"}
    assert POST_CI.permissions == EVERYTHING
