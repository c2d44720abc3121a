"""The proposal: the choice of the Gate, and files that never overwrite by accident."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
import yaml

from hygiene.audit.compare import audit_files
from hygiene.audit.init import (
    action_for,
    closing_text,
    opening_text,
    propose,
    remote,
    server,
    write_proposal,
)
from hygiene.audit.post_ci_workflow import POST_CI_PATH
from hygiene.errors import UsageError
from hygiene.settings import origin
from tests.audit.repository import ACTION, CONFIGURATION, GATE, GATE_TEXT, RUN, write

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".github/workflows"


def workflow(name: str, events: str = "pull_request", jobs: int = 1) -> str:
    """Write a workflow of this name, with this many jobs."""
    listed = "".join(f"  j{number}: {{{RUN}}}\n" for number in range(jobs))
    return f"{f'name: {name}' if name else ''}\non: {events}\njobs:\n{listed}"


def chosen(root: Path, **texts: str) -> tuple[str, str]:
    """Choose among workflows, and return the file's name and the reason."""
    write(root, {f"{FOLDER}/{stem}.yml": text for stem, text in texts.items()})
    proposal = propose(root, ACTION)
    return proposal.gate.path.removeprefix(f"{FOLDER}/"), proposal.why


def test_gate_comes_first(tmp_path: Path) -> None:
    """A workflow called Gate is the Gate, whatever else there is."""
    assert chosen(tmp_path, a=workflow("CI", jobs=9), z=workflow("GATE")) == ("z.yml", "it is called GATE")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"a": ("A", 2, ""), "b": ("B", 3, ""), "c": ("C", 9, "push")}, "b.yml: runs on pull_request, 3 check runs"),
        ({"a": ("A", 2, "pull_request_target"), "b": ("B", 1, "")}, "a.yml: runs on pull_request_target, 2 check runs"),
        ({"a": ("Wheels", 4, ""), "ci": ("Everything", 3, "")}, "ci.yml: runs on pull_request, 3 check runs"),
        ({"a": ("Wheels", 9, ""), "b": ("CI", 3, "")}, "a.yml: runs on pull_request, 9 check runs"),
        ({"a": ("Wheels", 6, ""), "b": ("tests", 3, "")}, "b.yml: runs on pull_request, 3 check runs"),
        ({"a": ("A", 2, "push"), "b": ("B", 9, "{push: {tags: [v*]}}")}, "a.yml: runs on push, 2 check runs"),
    ],
)
def test_the_most_check_runs(tmp_path: Path, texts: dict[str, tuple[str, int, str]], expected: str) -> None:
    """Of a pull request; a likely name of the workflow or its file makes them count twice."""
    files = {stem: workflow(name, on or "pull_request", jobs) for stem, (name, jobs, on) in texts.items()}
    assert ": ".join(chosen(tmp_path, **files)) == expected


AGGREGATE = "  done: {needs: [j0, j1], if: always(), runs-on: x, steps: [{run: 'echo ${{ toJSON(needs) }}; exit 1'}]}\n"


@pytest.mark.parametrize(
    "texts",
    [
        {"a": workflow("A", jobs=9), "b": workflow("B", jobs=2) + AGGREGATE},
        {"a": workflow("CI", jobs=9), "b": workflow("B", jobs=2) + AGGREGATE},
        {
            "a": workflow("A", jobs=9),
            "b": "name: B\non: pull_request\njobs: {all: {uses: ./.github/workflows/c.yml}}\n",
            "c": workflow("C", "workflow_call", 2) + AGGREGATE,
        },
        {"a": workflow("A", "push", 2) + AGGREGATE, "b": workflow("B")},
    ],
)
def test_an_aggregate_is_preferred(tmp_path: Path, texts: dict[str, str]) -> None:
    """Also one in a workflow that is called, but not one that no pull request starts."""
    assert chosen(tmp_path, **texts)[0] == "b.yml"


@pytest.mark.parametrize(
    "job",
    [
        f"{{if: \"startsWith(github.ref, 'refs/tags/')\", {RUN}}}",
        f"{{if: github.event_name == 'push', {RUN}}}",
        f"{{if: github.event.action == 'published', environment: pypi, {RUN}}}",
        f"{{if: github.repository == 'o/r', name: Publish to PyPI, {RUN}}}",
        f"{{if: false, strategy: {{matrix: {{v: [1, 2, 3]}}}}, {RUN}}}",
    ],
)
def test_jobs_that_test_no_pull_request_do_not_count(tmp_path: Path, job: str) -> None:
    """Those of tags, other events and publishing are skipped on each of them."""
    many = "".join(f"  t{number}: {job}\n" for number in range(4))
    assert chosen(tmp_path, a=workflow("A", "[push, pull_request]", 1) + many, b=workflow("B", jobs=2))[0] == "b.yml"


@pytest.mark.parametrize(
    "texts",
    [
        {"a": workflow("A", jobs=2), "b": workflow("B", jobs=2)},
        {"ci": workflow("CI", jobs=2), "test": workflow("Tests", jobs=2)},
        {"a": workflow("Gate"), "b": workflow("gate", jobs=1)},
    ],
)
def test_a_tie_is_for_people(tmp_path: Path, texts: dict[str, str]) -> None:
    """It is reported, with the candidates and the option; nothing is written."""
    with pytest.raises(UsageError, match="No single workflow is the Gate") as raised:
        chosen(tmp_path, **texts)
    assert "--workflow FILE" in raised.value.hint
    assert raised.value.message.count(" check run") == len(texts)


def test_what_cannot_be_the_gate(tmp_path: Path) -> None:
    """A schedule, a called workflow and hygiene's own workflow are not candidates."""
    texts = {
        "gate": workflow("Gate", "schedule"),
        "ci": workflow("CI", "workflow_call"),
        "post-ci": workflow("Tests"),
        "x": workflow("X", "merge_group"),
    }
    assert chosen(tmp_path, **texts)[0] == "x.yml"


def test_no_candidate(tmp_path: Path) -> None:
    """Without a workflow that tests changes there is nothing to propose; a broken one is the news."""
    with pytest.raises(UsageError, match=f"No workflow in {re.escape(str(tmp_path))}/.* runs on pull requests, merge"):
        propose(tmp_path, ACTION)
    write(tmp_path, {f"{FOLDER}/a.yml": "jobs: ["})
    with pytest.raises(UsageError, match=r"a\.yml:2:1 The file is not valid YAML"):
        propose(tmp_path, ACTION)


def test_another_broken_workflow(tmp_path: Path) -> None:
    """A file that cannot be read is reported and does not stop the rest."""
    write(tmp_path, {f"{FOLDER}/a.yml": "jobs: [", GATE: GATE_TEXT})
    proposal = propose(tmp_path, ACTION)
    assert proposal.gate.path == GATE
    assert "Not read: .github/workflows/a.yml:2:1 The file is not valid YAML" in opening_text(proposal)


def test_a_called_workflow_is_no_trouble(tmp_path: Path) -> None:
    """It was read with its caller, so nothing reports that it was not; alone, it is why there is no Gate."""
    called = workflow("CI", "workflow_call", 2)
    write(tmp_path, {f"{FOLDER}/ci.yml": called})
    with pytest.raises(UsageError, match="never runs by itself"):
        propose(tmp_path, ACTION)
    write(tmp_path, {GATE: "name: Gate\non: push\njobs: {ci: {uses: ./.github/workflows/ci.yml}}\n"})
    assert "Not read" not in opening_text(propose(tmp_path, ACTION))


def test_init_then_audit_is_clean(tmp_path: Path) -> None:
    """What is proposed agrees with the workflow it was made from."""
    write(tmp_path, {GATE: GATE_TEXT})
    assert write_proposal(tmp_path, propose(tmp_path, ACTION), force=False) == (CONFIGURATION, POST_CI_PATH)
    report = audit_files(tmp_path)
    assert report.findings == ()
    assert report.configured_jobs == ("python ci (3.11)", "python ci (3.12)", "docker smoke", "gate")


def test_a_second_time_there_is_nothing_to_do(tmp_path: Path) -> None:
    """Files that are already so are neither shown, nor written, nor in the way."""
    write(tmp_path, {GATE: GATE_TEXT})
    write_proposal(tmp_path, propose(tmp_path, ACTION), force=False)
    again = propose(tmp_path, ACTION)
    assert [file.diff for file in again.files] == ["", ""]
    assert write_proposal(tmp_path, again, force=False) == ()
    assert f"{CONFIGURATION} needs no change." in opening_text(again)
    assert closing_text(again, (), dry_run=False) == "Nothing to write: the repository is set up."


OTHER_JOBS = 'jobs = ["gate"]\n'


def test_what_exists_is_kept(tmp_path: Path) -> None:
    """A file with other text is kept and named; the one that is missing is written."""
    write(tmp_path, {GATE: GATE_TEXT, CONFIGURATION: OTHER_JOBS})
    proposal = propose(tmp_path, ACTION)
    written = write_proposal(tmp_path, proposal, force=False)
    assert written == (POST_CI_PATH,)
    assert (tmp_path / CONFIGURATION).read_text(encoding="utf-8") == OTHER_JOBS
    assert f"Kept {CONFIGURATION}" in closing_text(proposal, written, dry_run=False)
    again = propose(tmp_path, "acme/hygiene@v1")
    assert write_proposal(tmp_path, again, force=False) == ()
    assert f"Kept {CONFIGURATION} and {POST_CI_PATH}" in closing_text(again, (), dry_run=False)


def test_another_workflow_in_the_place(tmp_path: Path) -> None:
    """A workflow that does not run hygiene stops everything, before the first file is written."""
    write(tmp_path, {GATE: GATE_TEXT, POST_CI_PATH: "jobs: {}\n"})
    with pytest.raises(UsageError, match=f"{POST_CI_PATH} already exists, and no job of it runs hygiene"):
        write_proposal(tmp_path, propose(tmp_path, ACTION), force=False)
    assert not (tmp_path / CONFIGURATION).exists()


def test_the_gate_is_named(tmp_path: Path) -> None:
    """--workflow chooses among the candidates, by file name or path; the others are listed with their events."""
    write(tmp_path, {GATE: GATE_TEXT, f"{FOLDER}/other.yml": workflow("Other", "push", 2)})
    for given in ("other.yml", f"{FOLDER}/other.yml"):
        found = propose(tmp_path, ACTION, workflow=given)
        assert (found.gate.name, found.why) == ("Other", "named with --workflow, runs on push, 2 check runs")
    assert f"  {FOLDER}/other.yml (runs on push, 2 check runs)" in opening_text(propose(tmp_path, ACTION))
    with pytest.raises(UsageError, match="There is no workflow file"):
        propose(tmp_path, ACTION, workflow="missing.yml")


@pytest.mark.parametrize("given", ["post-ci.yml", POST_CI_PATH, "hygiene-probe.yml"])
def test_the_gate_is_not_hygiene_s_own_workflow(tmp_path: Path, given: str) -> None:
    """It would be triggered by its own runs."""
    write(tmp_path, {f"{FOLDER}/{name}": workflow("Post CI", "workflow_run") for name in ("post-ci.yml", "other.yml")})
    with pytest.raises(UsageError, match=r"yml runs hygiene, so it cannot be the Gate"):
        propose(tmp_path, ACTION, workflow=given)


@pytest.mark.parametrize(
    ("jobs", "shown"),
    [
        (f"  a: {{{RUN}}}\n", "runs on pull_request, 1 check run"),
        (f"  a: {{if: false, {RUN}}}\n", "runs on pull_request, 0 check runs, 1 more that tests no pull request"),
        (
            f"  a: {{{RUN}}}\n" + "".join(f"  b{n}: {{if: github.event_name == 'push', {RUN}}}\n" for n in range(2)),
            "runs on pull_request, 1 check run, 2 more that test no pull request",
        ),
        (
            f"  a: {{if: '${{{{ vars.X }}}}', name: x, {RUN}}}\n  b: {{if: '${{{{ !vars.X }}}}', name: x, {RUN}}}\n",
            "runs on pull_request, 1 check run",
        ),
    ],
)
def test_the_number_of_check_runs_is_that_of_the_audit(tmp_path: Path, jobs: str, shown: str) -> None:
    """Each name counts once, and those of jobs that test no pull request are counted apart."""
    write(tmp_path, {f"{FOLDER}/x.yml": f"on: pull_request\njobs:\n{jobs}"})
    proposal = propose(tmp_path, ACTION)
    assert proposal.why == shown
    write_proposal(tmp_path, proposal, force=False)
    numbers = re.findall(r"(\d+) (?:check|more)", shown)
    assert len(audit_files(tmp_path).check_runs) == sum(map(int, numbers))


def test_an_action_in_a_folder(tmp_path: Path) -> None:
    """GitHub calls workflows of `.github/workflows` only, so such an action is for a step."""
    write(tmp_path, {GATE: GATE_TEXT})
    assert "uses: acme/tools/hygiene@v0" in propose(tmp_path, "acme/tools/hygiene@v0").files[1].after
    with pytest.raises(UsageError, match="has no reusable workflow"):
        propose(tmp_path, "acme/tools/hygiene@v0", reusable=True)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/o/r.git", ""),
        ("git@github.com-work:o/r.git", ""),
        ("git@work:o/r.git", ""),
        ("ssh://git@ssh.github.com:443/o/r.git", ""),
        ("git@ghe.example.com:o/r.git", "ghe.example.com"),
        ("https://ghe.example.com/o/r", "ghe.example.com"),
    ],
)
def test_the_next_steps_name_the_server(tmp_path: Path, url: str, expected: str) -> None:
    """Without its address the doctor would send a token of the server to github.com."""
    write(tmp_path, {GATE: GATE_TEXT})
    origin.git(tmp_path, "init")
    origin.git(tmp_path, "remote", "add", "origin", url)
    host, repository = remote(tmp_path)
    whole = closing_text(propose(tmp_path, ACTION), ("a",), dry_run=False, repository=repository, host=server(host))
    prefix = f"GITHUB_SERVER_URL=https://{expected} " if expected else ""
    assert f"GITHUB_TOKEN: {prefix}hygiene doctor --repo o/r\n" in whole
    assert ("github-enterprise-server.md" in whole) == bool(expected)


def test_aggregates_are_found(tmp_path: Path) -> None:
    """A job that only sums up others is listed as one, under its own name."""
    summing = GATE_TEXT.replace("  gate:\n", "  gate:\n    name: all green\n").replace(
        "needs: [python, docker]\n    runs-on: ubuntu-latest\n    steps: [{run: make}]",
        "needs: [python, docker]\n    runs-on: ubuntu-latest\n    steps: [{run: 'exit 1', if: failure()}]",
    )
    write(tmp_path, {GATE: summing})
    written = tomllib.loads(propose(tmp_path, ACTION).files[0].after)
    assert written["tracker"]["aggregates"] == ["all green"]


def test_the_reusable_workflow(tmp_path: Path) -> None:
    """A caller has the permissions and one `uses`, and the audit has nothing against it."""
    write(tmp_path, {GATE: GATE_TEXT})
    proposal = propose(tmp_path, ACTION, reusable=True)
    write_proposal(tmp_path, proposal, force=False)
    (job,) = yaml.safe_load(proposal.files[1].after)["jobs"].values()
    assert sorted(job) == ["cache-mode", "name", "permissions", "uses"]
    assert job["uses"] == "acme/hygiene/.github/workflows/post-ci.yml@v0"
    assert audit_files(tmp_path).findings == ()


@pytest.mark.parametrize(
    "given", ["OWNER/hygiene@v0", "octo-org/hygiene@v0", "your-org/hygiene@v1", "acme/hygiene@REF", "acme/NAME@v1"]
)
def test_no_placeholder_is_written(given: str) -> None:
    """A placeholder is refused."""
    with pytest.raises(UsageError, match="is a placeholder"):
        action_for(given, "")


def test_the_origin_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --action it is the repository that the package came from; without one, it names what to pass."""
    commit = "a" * 40
    found = {"url": "https://github.com/acme/hygiene.git", "vcs_info": {"vcs": "git", "commit_id": commit}}
    monkeypatch.setattr(origin, "direct_url", lambda: found)
    assert action_for("", "") == f"acme/hygiene@{commit}"
    monkeypatch.setattr(origin, "direct_url", dict)
    with pytest.raises(UsageError, match="not known which repository"):
        action_for("", "github.com")


def test_force(tmp_path: Path) -> None:
    """With force the other text is replaced; the diff showed what goes."""
    write(tmp_path, {GATE: GATE_TEXT, POST_CI_PATH: "mine: 1\n"})
    proposal = propose(tmp_path, ACTION)
    assert "-mine: 1\n" in proposal.files[1].diff
    assert write_proposal(tmp_path, proposal, force=True) == (CONFIGURATION, POST_CI_PATH)
    assert (tmp_path / POST_CI_PATH).read_text(encoding="utf-8") == proposal.files[1].after


def test_the_diff_of_a_new_file(tmp_path: Path) -> None:
    """A new file is shown whole, from nothing."""
    write(tmp_path, {GATE: GATE_TEXT})
    diff = propose(tmp_path, ACTION).files[0].diff
    assert diff.startswith(f"--- /dev/null\n+++ b/{CONFIGURATION}\n@@ -0,0 +1,")
    assert '+  "docker smoke",\n' in diff


def test_what_is_printed(tmp_path: Path) -> None:
    """The choice, both diffs and every permission with its reason are printed before anything is written."""
    write(tmp_path, {GATE: GATE_TEXT})
    whole = opening_text(propose(tmp_path, ACTION))
    assert whole.startswith(f"Gate: {GATE} (it is called Gate)\n\n--- /dev/null\n+++ b/{CONFIGURATION}")
    assert f"+++ b/{POST_CI_PATH}" in whole
    assert "  issues         write  keep one tracker issue per failure category" in whole
    assert closing_text(propose(tmp_path, ACTION), (), dry_run=True) == "Nothing was written."
    assert closing_text(propose(tmp_path, ACTION), ("a", "b"), dry_run=False).startswith("Wrote a and b.\n")
