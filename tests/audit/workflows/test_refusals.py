"""What GitHub refuses in a file that is readable, and what it accepts."""

from __future__ import annotations

import pytest

from hygiene.audit.workflows.jobs import read_workflow
from hygiene.audit.workflows.refusals import ID_CHARS_MAX, refusals

RUN = "runs-on: x, steps: [{run: make}]"


def refused(text: str) -> list[str]:
    """What GitHub refuses in a file, as sentences without the file."""
    return [found.sentence.removeprefix("g.yml:") for found in refusals(read_workflow(text, path="g.yml"))]


def of_jobs(jobs: str) -> list[str]:
    """The same for a file with these jobs, one in a line."""
    return refused("on: push\njobs:\n" + "".join(f"  {line}\n" for line in jobs.splitlines()))


def key(name: str, value: str) -> list[str]:
    """The same for a job with this key, without the place."""
    runs_on = "" if name == "runs-on" else "    runs-on: x\n"
    text = f"on: push\njobs:\n  a:\n{runs_on}    steps: [{{run: make}}]\n    {name}: {value}\n"
    return [sentence.partition(" ")[2] for sentence in refused(text)]


@pytest.mark.parametrize(
    "text",
    [
        f"on: push\njobs:\n  a: {{{RUN}}}\n",
        f"on: [push]\nrun-name: ${{{{ inputs.x }}}}\nenv: {{A: '${{{{ secrets.B }}}}'}}\njobs: {{a: {{{RUN}}}}}\n",
        "on: push\njobs:\n  a: {uses: o/r/.github/workflows/x.yml@v1, with: {x: '${{ matrix.v }}'}}\n",
        f"on: {{new_event: null}}\njobs:\n  a: {{{RUN}, new-key: 1}}\n",
    ],
)
def test_accepted(text: str) -> None:
    """An ordinary file is accepted, and so are keys and events that are unknown to this version."""
    assert refused(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"jobs:\n  a: {{{RUN}}}\n", "1:1 The file has no `on:` with an event, so GitHub refuses the file."),
        (f"on:\njobs:\n  a: {{{RUN}}}\n", "1:1 The file has no `on:` with an event, so GitHub refuses the file."),
        (f"on: []\njobs:\n  a: {{{RUN}}}\n", "1:1 The file has no `on:` with an event, so GitHub refuses the file."),
    ],
)
def test_no_event(text: str, what: str) -> None:
    """A file without an event is refused."""
    assert refused(text) == [what]


@pytest.mark.parametrize(
    ("job_id", "accepted"),
    [
        ("a", True),
        ("_a-1", True),
        ("a" * (ID_CHARS_MAX - 1), True),
        ("a" * ID_CHARS_MAX, False),
        ("1st", False),
        ("a b", False),
        ("a.b", False),
        ("-a", False),
        ("é", False),
        ("__a", False),
        ("__", False),
    ],
)
def test_ids(job_id: str, accepted: bool) -> None:  # noqa: FBT001  the expectation is a truth value
    """Ids are letters, digits, `-` and `_`; two leading underscores are reserved."""
    found = of_jobs(f"{job_id}: {{{RUN}}}")
    assert found == [] if accepted else found[0].startswith(f"3:3 Job `{job_id}` has an id that GitHub refuses")


@pytest.mark.parametrize(
    ("job", "what"),
    [
        ("a: {}", "3:3 Job `a` has no `runs-on:`, and calls no workflow."),
        ("a: {steps: [{run: make}]}", "3:3 Job `a` has no `runs-on:`, and calls no workflow."),
        ("a: {runs-on: x}", "3:3 Job `a` has no `steps:`, and calls no workflow."),
        ("a: {runs-on: x, steps: []}", "3:3 Job `a` has no `steps:`, and calls no workflow."),
        ("a: {runs-on: x, steps: {run: make}}", "3:19 The steps of job `a` are not a list."),
        (f"a: {{{RUN}, name: [x]}}", "3:47 The name of job `a` is not text."),
        (f"a: {{{RUN}, with: {{x: 1}}}}", "3:41 Job `a` calls no workflow, so GitHub refuses its key `with`."),
        (f"a: {{{RUN}, secrets: inherit}}", "3:41 Job `a` calls no workflow, so GitHub refuses its key `secrets`."),
        ("a: {uses: ./x.yml, runs-on: y}", "3:22 Job `a` calls a workflow, so GitHub refuses its key `runs-on`."),
        (
            "a: {uses: ./x.yml, continue-on-error: true}",
            "3:22 Job `a` calls a workflow, so GitHub refuses its key `continue-on-error`.",
        ),
        ("a: {uses: ./x.yml, steps: []}", "3:22 Job `a` calls a workflow, so GitHub refuses its key `steps`."),
    ],
)
def test_keys(job: str, what: str) -> None:
    """A job either runs steps or calls a workflow; the keys of both do not mix."""
    assert of_jobs(job) == [what]


@pytest.mark.parametrize(
    ("jobs", "what"),
    [
        (f"a: {{needs: b, {RUN}}}", ["3:14 Job `a` needs `b`, which is not a job of this file."]),
        (f"a: {{{RUN}}}\nb: {{needs: [a, c], {RUN}}}", ["4:18 Job `b` needs `c`, which is not a job of this file."]),
        (f"a: {{needs: a, {RUN}}}", ["3:3 Job `a` needs itself, directly or through other jobs."]),
        (
            f"a: {{{RUN}}}\nb: {{needs: [a, d], {RUN}}}\nc: {{needs: b, {RUN}}}\nd: {{needs: c, {RUN}}}",
            ["4:3 Job `b` needs itself, directly or through other jobs."],
        ),
        (f"a: {{needs: [B, C], {RUN}}}\nb: {{{RUN}}}\nc: {{needs: b, {RUN}}}", []),
    ],
)
def test_needs(jobs: str, what: list[str]) -> None:
    """What a job needs is another job of the file, in any case, and not itself."""
    assert of_jobs(jobs) == what


NAME = "GitHub refuses `name:` of job `a`"
CONDITION = "GitHub refuses `if:` of job `a`"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "'${{ matrix.v }} ${{ github.ref }} ${{ needs.b.result }} ${{ strategy.job-index }} ${{ inputs.x }}'"),
        ("name", "${{ VARS.x || 'y' }}"),
        ("if", "always() && needs.b.result == 'success' && inputs.x && vars.y && github.z"),
        ("strategy", "{matrix: {v: '${{ fromJSON(needs.b.outputs.v) }}'}, max-parallel: '${{ vars.n }}'}"),
        ("env", "{A: '${{ secrets.B }}'}"),
        ("runs-on", "${{ matrix.os }}"),
        (
            "container",
            "{image: '${{ matrix.i }}', env: {A: '${{ env.B }}'}, credentials: {username: '${{ secrets.U }}'}}",
        ),
        ("services", "{db: {image: x, env: {A: '${{ secrets.B }}'}}}"),
        ("environment", "{name: '${{ github.ref }}', url: '${{ steps.s.outputs.url }}'}"),
        ("outputs", "{x: '${{ steps.s.outputs.x }}', y: '${{ runner.os }}'}"),
        ("defaults", "{run: {working-directory: '${{ env.D }}'}}"),
        ("continue-on-error", "${{ matrix.experimental == true }}"),
    ],
)
def test_available_contexts(name: str, value: str) -> None:
    """What the table of the documentation has is accepted, in any case."""
    assert key(name, value) == []


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("name", "${{ env.V }}", f"{NAME}: the context `env` is not available there"),
        ("name", "x ${{ secrets.V }}", f"{NAME}: the context `secrets` is not available there"),
        ("name", "${{ format('{0}', runner.os) }}", f"{NAME}: the context `runner` is not available there"),
        ("name", "${{ steps.a.outcome }}", f"{NAME}: the context `steps` is not available there"),
        ("name", "${{ job.status }}", f"{NAME}: the context `job` is not available there"),
        ("name", "${{ matirx.v }}", f"{NAME}: the context `matirx` is not available there"),
        ("name", "${{ always() }}", f"{NAME}: the function `always` is not available there"),
        ("name", "${{ hashFiles('x') }}", f"{NAME}: the function `hashfiles` is not available there"),
        ("name", "${{ upper(github.ref) }}", f"{NAME}: the function `upper` is not available there"),
        ("name", "${{ matrix.v", f"{NAME}: `${{{{` has no closing `}}}}`."),
        ("name", "'${{ matrix.v == \"x\" }}'", f'{NAME}: `"x"` is not expected; text takes single quotes.'),
        ("name", "${{ }}", f"{NAME}: the expression is empty."),
        ("if", "matrix.v == 1", f"{CONDITION}: the context `matrix` is not available there"),
        ("if", "env.X == '1'", f"{CONDITION}: the context `env` is not available there"),
        ("if", "${{ secrets.X }}", f"{CONDITION}: the context `secrets` is not available there"),
        ("if", "hashFiles('x') != ''", f"{CONDITION}: the function `hashfiles` is not available there"),
        ("if", "github.ref = 'x'", f"{CONDITION}: `=` is not expected"),
        ("if", "x ${{ strategy.job-index }}", f"{CONDITION}: the context `strategy` is not available there"),
        (
            "strategy",
            "{matrix: {v: ['${{ matrix.x }}']}}",
            "GitHub refuses `strategy:` of job `a`: the context `matrix`",
        ),
        ("strategy", "{matrix: {v: ['${{ env.x }}']}}", "GitHub refuses `strategy:` of job `a`: the context `env`"),
        ("strategy", "{matrix: {'${{ env.x }}': [1]}}", "GitHub refuses `strategy:` of job `a`: the context `env`"),
        ("runs-on", "${{ env.OS }}", "GitHub refuses `runs-on:` of job `a`: the context `env`"),
        (
            "runs-on",
            "[self-hosted, '${{ secrets.OS }}']",
            "GitHub refuses `runs-on:` of job `a`: the context `secrets`",
        ),
        ("continue-on-error", "${{ env.X }}", "GitHub refuses `continue-on-error:` of job `a`: the context `env`"),
        ("timeout-minutes", "${{ env.X }}", "GitHub refuses `timeout-minutes:` of job `a`: the context `env`"),
        ("env", "{A: '${{ env.B }}'}", "GitHub refuses `env:` of job `a`: the context `env`"),
        ("container", "{image: '${{ secrets.I }}'}", "GitHub refuses `container:` of job `a`: the context `secrets`"),
        ("services", "{db: {image: '${{ env.I }}'}}", "GitHub refuses `services:` of job `a`: the context `env`"),
        ("environment", "'${{ steps.a.outputs.x }}'", "GitHub refuses `environment:` of job `a`: the context `steps`"),
    ],
)
def test_unavailable_contexts(name: str, value: str, what: str) -> None:
    """A context or function that is not available under a key is refused, and so is a broken expression."""
    (found,) = key(name, value)
    assert found.startswith(what)


@pytest.mark.parametrize(
    ("step", "what"),
    [
        ("{run: 'echo ${{ secrets.A }} ${{ env.B }} ${{ hashFiles(''x'') }}'}", []),
        ("{run: make, if: \"failure() && steps.a.outcome == 'x' && hashFiles('x') != ''\"}", []),
        ("{uses: o/r@v1, with: {a: '${{ secrets.A }}'}}", []),
        ("{run: make, if: secrets.A}", ["GitHub refuses `if:` of a step of job `a`: the context `secrets`"]),
        ("{run: 'echo ${{ jobs.x }}'}", ["GitHub refuses `run:` of a step of job `a`: the context `jobs`"]),
        ("{run: 'echo ${{ always() }}'}", ["GitHub refuses `run:` of a step of job `a`: the function `always`"]),
        ("{run: 'echo ${{ a b }}'}", ["GitHub refuses `run:` of a step of job `a`: `b` is not expected"]),
    ],
)
def test_steps(step: str, what: list[str]) -> None:
    """Steps have nearly everything; their conditions have no secrets."""
    found = [sentence.partition(" ")[2] for sentence in of_jobs(f"a: {{runs-on: x, steps: [{step}]}}")]
    assert [sentence.startswith(start) for sentence, start in zip(found, what, strict=True)] == [True] * len(what)


@pytest.mark.parametrize(
    ("top", "what"),
    [
        ("env: {A: '${{ env.B }}'}", "GitHub refuses `env:`: the context `env`"),
        ("run-name: ${{ secrets.A }}", "GitHub refuses `run-name:`: the context `secrets`"),
        ("concurrency: ${{ needs.a.result }}", "GitHub refuses `concurrency:`: the context `needs`"),
    ],
)
def test_keys_of_the_workflow(top: str, what: str) -> None:
    """Before any job there are no needs, no matrix and no env."""
    (found,) = refused(f"on: push\n{top}\njobs:\n  a: {{{RUN}}}\n")
    assert found.partition(" ")[2].startswith(what)


def test_every_refusal_is_named_in_order() -> None:
    """All refusals are listed, by line."""
    found = of_jobs(f"b: {{needs: x, {RUN}}}\n__a: {{{RUN}}}\nc: {{{RUN}, name: '${{{{ env.X }}}}'}}")
    assert [sentence.partition(":")[0] for sentence in found] == ["3", "4", "5"]
