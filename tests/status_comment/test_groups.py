"""What is not green: whose fault it is likely to be, with evidence, and what to do about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.markdown.budget import Detail
from hygiene.model.checks import CheckState
from hygiene.status_comment.groups import failures, remaining
from hygiene.status_comment.model import Cause, FailingSince, KnownTracker, Overall, Row, Status
from tests.snapshots import HEAD, HOST, check

RED = Row("unit", CheckState.FAILURE, checks=(check("unit", "failure"),), step="Test", log_url=f"{HOST}/1")
NEW = replace(RED, cause=Cause.NEW, evidence="passes on main")
BASE = replace(RED, cause=Cause.BASE, evidence="also failing on main")
TRACKER = KnownTracker(3, f"{HOST}/issues/3")
CODE = f"{HOST}/blob/{HEAD}"


def found(*rows: Row, others: tuple[Row, ...] = (), unfinished: bool = False) -> Status:
    """A status with these rows."""
    return Status(
        HEAD,
        Overall.FAILURE,
        rows,
        others,
        workflow="Gate",
        base_branch="main",
        code_url=CODE,
        unfinished=unfinished,
    )


def failed(*rows: Row, others: tuple[Row, ...] = ()) -> list[str]:
    """The groups of failed jobs."""
    return failures(found(*rows, others=others), Detail())


def quiet(*rows: Row, others: tuple[Row, ...] = (), unfinished: bool = False) -> list[str]:
    """The lines about the others."""
    return remaining(found(*rows, others=others, unfinished=unfinished), Detail())


@pytest.mark.parametrize(
    ("row", "title"),
    [
        (NEW, "**Likely caused by this pull request**: passes on `main`"),
        (replace(NEW, evidence=""), "**Cause unknown**: no result on `main` to compare with"),
        (BASE, "**Also failing on `main`**"),
        (
            replace(BASE, since=FailingSince("a" * 40, f"{HOST}/commit/a")),
            f"**Also failing on `main`** since [`aaaaaaa`]({HOST}/commit/a)",
        ),
        (
            replace(BASE, since=FailingSince("a" * 40, exact=False)),
            "**Also failing on `main`** since `aaaaaaa` or earlier",
        ),
        (
            replace(RED, cause=Cause.FLAKY, evidence="passed in attempt 1 of this commit"),
            "**Flaky**: passed in attempt 1 of this commit",
        ),
        (
            replace(RED, cause=Cause.KNOWN, known=TRACKER),
            "**Known**, likely not caused by this pull request: other pull requests or branches fail in the same way, "
            f"see [tracker #3]({HOST}/issues/3)",
        ),
        (
            Row("Gate", CheckState.STARTUP_FAILURE, cause=Cause.NEW, evidence="no job was started"),
            "**Could not run**: no job was started. Open the run to see what is wrong with its workflow file.",
        ),
    ],
)
def test_cause_is_the_title_of_a_group(row: Row, title: str) -> None:
    """Whose fault, with what shows it, and a link where there is one."""
    (group,) = failed(row)
    assert group.partition("\n")[0] == title


def test_jobs_of_one_cause_are_one_group() -> None:
    """What this pull request is likely to have caused comes first, whatever the order of the jobs."""
    groups = failed(BASE, NEW, replace(RED, cause=Cause.FLAKY), replace(NEW, name="docs"))
    assert [group.count("\n- ") for group in groups] == [2, 1, 1]
    assert groups[0].startswith("**Likely")


def test_aggregate_is_listed_only_when_it_fails_alone() -> None:
    """It adds nothing to the jobs that it sums up."""
    gate = replace(NEW, name="gate", sums_up="")
    assert "gate" not in "".join(failed(NEW, gate))
    assert "`gate`" in "".join(failed(gate, replace(NEW, state=CheckState.SUCCESS)))


def test_failures_beyond_the_limit_are_counted() -> None:
    """They are in the table of all jobs."""
    groups = failures(found(*(replace(NEW, name=f"j{at}") for at in range(5))), Detail(failures_max=2))
    assert groups[0].count("\n- ") == 2
    assert groups[-1] == "… and 3 more failed, in the list of all jobs."


def item(row: Row, others: tuple[Row, ...] = ()) -> str:
    """The lines about one failed job."""
    return failed(row, others=others)[0].partition("\n\n- ")[2]


def test_name_links_to_the_step_and_the_error_has_a_line_of_its_own() -> None:
    """Job, step, then place and error."""
    row = replace(RED, location="a.py:3", error="boom | bang")
    assert item(row) == f"❌ [`unit`]({HOST}/1) · Test<br>[`a.py:3`]({CODE}/a.py#L3) boom &#124; bang"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("src/a b#1.py:7", f"[`src/a b#1.py:7`]({CODE}/src/a%20b%231.py#L7)"),
        ("a(1).py:7", f"[`a(1).py:7`]({CODE}/a%281%29.py#L7)"),
        *((text, f"`{text}`") for text in (".github:3", "/home/x/a.py:3", "../a.py:3", "a//b.py:3", "a.py", "a.py:0")),
        *((text, f"`{text}`") for text in ("C:\\a.py:3", "./a.py:3", "a.py:x")),
    ],
)
def test_place_is_a_link_where_it_is_a_file_of_the_repository(location: str, expected: str) -> None:
    """Not for errors that belong to no file, nor for paths of the runner."""
    assert item(replace(RED, location=location)).partition("<br>")[2] == expected


def test_nested_check_runs() -> None:
    """Which part of the job failed, and how many more."""
    row = replace(RED, name="core", checks=(check("core / inner", "failure"), check("core / logs")))
    assert item(row).endswith(" · inner · Test")
    runs = tuple(check(f"core / {name}", "failure") for name in "abc")
    assert item(replace(RED, name="core", checks=runs)).endswith(" · a · Test · and 2 more check runs")


def test_each_text_of_a_failed_job_is_shortened() -> None:
    """To what the detail allows, whoever chose it."""
    long = "word " * 30
    row = replace(RED, name="core", checks=(check(f"core / {long}", "failure"), check("core")), step=long, error=long)
    head, _, error = failures(found(row), Detail(chars_max=24))[0].partition("\n\n- ")[2].partition("<br>")
    assert [len(part) <= 24 for part in (*head.split(" · ")[1:], error)] == [True] * 3


def test_remarks_about_a_failed_job() -> None:
    """How it failed when not plainly, its tracker, and that it is not of this Gate."""
    assert " · timed out · " in item(replace(RED, state=CheckState.TIMED_OUT))
    assert item(replace(RED, tracker=TRACKER)).endswith(f" · [tracker #3]({HOST}/issues/3)")
    assert failed(others=(RED,))[0].endswith(" · not a job of Gate")


def row(state: str, name: str = "a", **fields: object) -> Row:
    """A job in this state."""
    return replace(Row(name, CheckState(state), (check(name),)), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "start", "advice"),
    [
        ("cancelled", "🚫 **Cancelled**: `a`. ", "If no newer run follows, re-run the jobs."),
        ("action_required", "✋ **Waits for approval**: `a`. ", "Approve workflows to run"),
        ("waiting", "✋ **Waits for a deployment review**: `a`. ", "*Review deployments*"),
        ("stale", "❓ **Stale**: `a`. ", "Re-run the jobs."),
        ("unknown", "❓ **Without a known result**: `a`. ", "Open the log"),
        ("absent", "❓ **Never reported**: `a`. ", "It was renamed or removed, or"),
        ("allowed_failure", "🟡 **Failed (allowed)**: `a`. ", "does not count."),
        ("pending", "⏳ **Not finished**: `a`.", ""),
    ],
)
def test_state_that_reading_does_not_change_names_what_to_do(state: str, start: str, advice: str) -> None:
    """Everything but what only has to finish."""
    (line,) = quiet(row(state))
    assert line.startswith(start)
    assert advice in line


def test_jobs_of_one_state_are_one_line() -> None:
    """With what is known of each."""
    renamed = row("absent", renamed_to="new (1)", checks=())
    lines = quiet(row("pending"), row("pending", "b"), renamed, row("absent", "c", checks=()))
    assert lines[0] == "⏳ **Not finished**: `a` and `b`."
    assert lines[1].startswith("❓ **Never reported**: `a` (renamed to `new (1)`?). Use the new name")
    assert lines[2].startswith("❓ **Never reported**: `c`. ")


@pytest.mark.parametrize(
    ("state", "advice"),
    [
        ("absent", "They were renamed or removed, or their workflow does not run here"),
        ("allowed_failure", "They are allowed to fail, so they do not count."),
        ("unknown", "Open the logs"),
        ("stale", "Re-run the jobs."),
    ],
)
def test_several_jobs_are_they(state: str, advice: str) -> None:
    """The advice about two jobs is not shown for one."""
    (line,) = quiet(row(state, checks=()), row(state, "b", checks=()))
    assert advice in line.partition(": `a` and `b`. ")[2]
    assert " It " not in line


def test_required_check_that_never_reported() -> None:
    """It is no job of the Gate: the branch's rules require it."""
    (line,) = quiet(others=(row("absent", checks=(), required=True), row("cancelled", "b")))
    assert line.startswith("❓ **Required by GitHub, but never reported**: `a`. ")


def test_missing_job_of_a_run_that_goes_on_may_still_come() -> None:
    """There is nothing to do about it."""
    assert quiet(row("absent", checks=()), unfinished=True) == ["⏳ **Not reported yet**: `a`."]


def test_run_without_jobs_explains_why_they_are_missing() -> None:
    """They are not named one by one."""
    (line,) = quiet(Row("Gate", CheckState.ACTION_REQUIRED), Row("a", CheckState.ABSENT))
    assert "`Gate`" in line


def test_flaky_job_that_passed_is_named() -> None:
    """Green still shows what failed first."""
    flaky = row("success", cause=Cause.FLAKY, evidence="failed in attempt 1 of this commit")
    assert quiet(flaky) == ["⚠️ **Flaky**, passed now: `a` (failed in attempt 1 of this commit)."]
