"""Jobs that only sum up others, found from the file."""

from __future__ import annotations

import pytest

from hygiene.audit.workflows.gate_file import read_gate_file

RUN = "runs-on: x, steps: [{run: make}]"
ALL_GREEN = "{uses: re-actors/alls-green@release/v1, with: {jobs: '${{ toJSON(needs) }}'}}"


def aggregates(jobs: str, *, on: str = "[push, pull_request]", event: str = "") -> list[str]:
    """The ids of the aggregates of a workflow with these jobs, one in a line."""
    text = f"on: {on}\njobs:\n" + "".join(f"  {line}\n" for line in jobs.splitlines())
    found = read_gate_file(text, "gate.yml", event=event)
    assert [problem.sentence for problem in found.problems] == []
    return [job.id for job in found.jobs if job.aggregate]


def with_gate(gate: str, others: str = f"a: {{{RUN}}}\nb: {{{RUN}}}") -> list[str]:
    """The same with two jobs and a job `gate` with these keys."""
    return aggregates(f"{others}\ngate: {{{gate}}}")


def looking(step: str) -> list[str]:
    """The same with a job that needs both and always runs one step."""
    return with_gate(f"if: always(), needs: [a, b], runs-on: x, steps: [{step}]")


@pytest.mark.parametrize(
    "condition",
    [
        "always()",
        "'${{ always() }}'",
        "'!cancelled()'",
        "'${{ !cancelled() }}'",
        "success() || failure()",
        "failure()",
        "failure() || cancelled()",
        "always() && github.event_name != 'schedule'",
        "\"always() && contains(needs.*.result, 'failure')\"",
    ],
)
def test_conditions(condition: str) -> None:
    """It runs although a job that it needs failed."""
    assert with_gate(f"if: {condition}, needs: [a, b], runs-on: x, steps: [{{run: exit 1}}]") == ["gate"]


@pytest.mark.parametrize("condition", ["success()", "github.ref", "'${{ true }}'", "cancelled()", "always() && false"])
def test_conditions_that_miss_a_failure(condition: str) -> None:
    """A job that is skipped when another fails sums up nothing."""
    assert with_gate(f"if: {condition}, needs: [a, b], runs-on: x, steps: [{{run: exit 1}}]") == []


def test_without_a_condition() -> None:
    """Without a condition a job is skipped when another fails."""
    assert with_gate("needs: [a, b], runs-on: x, steps: [{run: 'true'}]") == []


@pytest.mark.parametrize(
    "step",
    [
        "{run: 'true'}",
        "{run: exit 1, if: \"contains(needs.*.result, 'failure')\"}",
        ALL_GREEN,
        f"{{uses: step-security/harden-runner@v2}}, {ALL_GREEN}",
        "{run: 'test \"${{ needs.a.result }}\" = success'}",
        "{run: './.ci/check.sh', env: {NEEDS: '${{ toJSON(needs) }}'}}",
        "{uses: actions/checkout@v4}, {run: 'python check.py', env: {NEEDS: '${{ toJSON( needs ) }}'}}",
        "{run: 'python - ${{ join(needs.*.result) }}'}",
        '{run: \'if [ "$FAILED" = true ]; then echo "failed" >> "$GITHUB_STEP_SUMMARY"; exit 1; fi\'}',
        "{run: 'for r in $RESULTS; do [[ $r == success ]] || exit 1; done'}",
        "{uses: actions/github-script@v7, with: {script: 'core.setFailed(`${{ needs.a.result }}`)'}}",
        "{run: 'X=1 Y=\"two words\" echo done # make'}",
    ],
)
def test_steps_that_only_read(step: str) -> None:
    """Steps that print, end the script, or read the results of the needed jobs are no work of its own."""
    assert looking(step) == ["gate"]


@pytest.mark.parametrize(
    "step",
    [
        "{run: make}",
        "{run: 'echo start; make test'}",
        "{run: 'echo $(git rev-parse HEAD)'}",
        "{run: 'make deploy VERSION=${{ needs.a.outputs.version }}'}",
        "{run: make, if: \"needs.a.result == 'success'\"}",
        "{run: 'cat <<X | sh'}",
        "{uses: slackapi/slack-github-action@v1, with: {status: \"${{ contains(needs.*.result, 'failure') }}\"}}",
        "{uses: actions/upload-artifact@v4}",
        "{uses: actions/github-script@v7, with: {script: 'github.rest.issues.create()'}}",
        f"{{run: make}}, {ALL_GREEN}",
        "{run: '" + "true; " * 2_000 + "'}",
    ],
)
def test_steps_that_work(step: str) -> None:
    """A job that builds, publishes or notifies does work of its own."""
    assert looking(step) == []


def test_it_needs_all_others() -> None:
    """Needs count transitively; a job that is left out is not summed up."""
    gate = "if: always(), runs-on: x, steps: [{run: 'true'}]"
    assert with_gate(f"needs: [b], {gate}", f"a: {{{RUN}}}\nb: {{needs: a, {RUN}}}") == ["gate"]
    assert with_gate(f"needs: [b], {gate}") == []
    assert with_gate(f"needs: b, {gate}", f"a: {{if: false, {RUN}}}\nb: {{{RUN}}}") == ["gate"]
    assert with_gate(gate) == []


@pytest.mark.parametrize(
    ("event", "expected"), [("", ["gate"]), ("pull_request", ["gate"]), ("push", []), ("merge_group", ["gate"])]
)
def test_jobs_of_other_events(event: str, expected: list[str]) -> None:
    """Only jobs that run in the same situation count: without an event that of a pull request."""
    deploy = f"a: {{{RUN}}}\ndeploy: {{needs: a, if: github.event_name == 'push', {RUN}}}"
    gate = "gate: {if: always(), needs: a, runs-on: x, steps: [{run: 'true'}]}"
    assert aggregates(f"{deploy}\n{gate}", on="[push, pull_request, merge_group]", event=event) == expected


def test_jobs_that_need_it() -> None:
    """What needs the aggregate is not summed up by it, and need not be."""
    gate = "gate: {if: always(), needs: [a], runs-on: x, steps: [{run: 'true'}]}"
    assert aggregates(f"a: {{{RUN}}}\n{gate}\nlast: {{needs: gate, {RUN}}}") == ["gate"]


def test_two_aggregates() -> None:
    """Two jobs that sum up the same jobs do not exclude each other; two that sum up parts are none."""
    green = "if: always(), runs-on: x, steps: [{run: 'true'}]"
    both = f"a: {{{RUN}}}\nb: {{{RUN}}}\nx: {{needs: [a, b], {green}}}\ny: {{needs: [a, b], {green}}}"
    assert aggregates(both) == ["x", "y"]
    parts = f"a: {{{RUN}}}\nb: {{{RUN}}}\nx: {{needs: a, {green}}}\ny: {{needs: b, {green}}}"
    assert aggregates(parts) == []
    assert aggregates(f"{parts}\nz: {{needs: [x, y], {green}}}") == ["z"]


def test_an_action_that_sums_up() -> None:
    """A job with it is one although a job that may fail is left out, as a benchmark is; one that does more is none."""
    green = "{uses: re-actors/alls-green@release/v1, with: {jobs: '${{ toJSON(needs) }}'}}"
    others = f"a: {{{RUN}}}\nb: {{{RUN}}}\nbenchmark: {{{RUN}}}"
    assert aggregates(f"{others}\ncheck: {{if: always(), needs: [a, b], runs-on: x, steps: [{green}]}}") == ["check"]
    more = f"{green}, {{run: make deploy}}"
    assert aggregates(f"{others}\ncheck: {{if: always(), needs: [a, b], runs-on: x, steps: [{more}]}}") == []
    assert aggregates(f"{others}\ncheck: {{needs: [a, b], runs-on: x, steps: [{green}]}}") == []


def test_a_matrix_or_a_call_is_none() -> None:
    """A job with several legs, or one that calls a workflow, is no aggregate."""
    assert (
        with_gate("if: always(), needs: [a, b], strategy: {matrix: {v: [1]}}, runs-on: x, steps: [{run: 'true'}]") == []
    )
    assert with_gate("if: always(), needs: [a, b], uses: o/r/.github/workflows/x.yml@v1") == []


def test_an_aggregate_inside_a_called_workflow() -> None:
    """In a called workflow it sums up the jobs of that workflow."""
    green = "{if: always(), needs: a, runs-on: x, steps: [{run: 'true'}]}"
    called = f"on: workflow_call\njobs:\n  a: {{{RUN}}}\n  all: {green}\n"
    text = "on: pull_request\njobs:\n  ci: {uses: ./b.yml}\n"
    found = read_gate_file(text, "gate.yml", read_file={"b.yml": called}.get)
    assert [(name.pattern, name.aggregate) for name in found.check_runs] == [("ci / a", False), ("ci / all", True)]
