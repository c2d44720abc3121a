"""The text of the files that `hygiene init` writes. Their comments teach."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.audit.workflows.gate_file import GateFile

TIMEOUT_MINUTES = 10
PROBE_PATH = ".github/workflows/hygiene-probe.yml"

# The repository that the documentation's examples name. It is a placeholder for the one with the action.
EXAMPLE = "octo-org/hygiene"
_PLACEHOLDER = re.compile(
    rf"{EXAMPLE}[/@].*|(OWNER|ORG|NAME|your[-_]?\w*)/.*|[^/]*/(NAME|REPO)[/@].*|.*@(REF|TAG|SHA|COMMIT|VERSION)|.*[<>{{}}].*",
    re.IGNORECASE,
)
_COMMIT = re.compile(r"@[0-9a-f]{40}$")
_UNPINNED = " # zizmor: ignore[unpinned-uses] better: a commit instead of a tag"

GROUP = "hygiene-${{ github.event.workflow_run.head_repository.id }}-${{ github.event.workflow_run.head_branch }}"

PERMISSIONS: tuple[tuple[str, str, str], ...] = (
    ("contents", "read", "read the configuration and the Gate's workflow file"),
    ("checks", "read", "see which jobs reported, and how they ended"),
    ("actions", "read", "read the run, its attempts, steps and logs"),
    ("statuses", "read", "see what other services report as commit statuses"),
    ("pull-requests", "write", "keep the one status comment and the failure label"),
    ("issues", "write", "keep one tracker issue per failure category"),
)


def is_placeholder(action: str) -> bool:
    """Whether an action's reference is an example that somebody has to replace, such as ``OWNER/hygiene@v0``."""
    return bool(_PLACEHOLDER.fullmatch(action))


def configuration_text(gate: GateFile) -> str:
    """The text of ``hygiene.toml``: the Gate, the names of its jobs, and those that only sum up others."""
    exact = gate.exact_names
    patterns = dict.fromkeys(name.pattern for name in gate.job_names if not name.exact)
    lines = [
        "# The jobs that hygiene reports on after CI. `hygiene audit` compares them with the workflow.",
        "",
        "# The workflow that decides whether a pull request may merge: its file, or its name.",
        f"workflow = {json.dumps(gate.path, ensure_ascii=False)}",
        "",
        "# The Gate's jobs, by the names of their check runs. A job that calls a reusable workflow is",
        "# listed once, by its own name: its check runs are `name / …`, and all of them count.",
    ]
    if patterns:
        # A list without them would count their failures as those of other checks, below a headline of success.
        lines += ["# Only a run has these names:"]
        lines += [f"#   {' '.join(pattern.split())}" for pattern in patterns]
        lines += ["# So none is listed: the jobs are those of the workflow's file and those that report.", "jobs = []"]
    else:
        lines += _array("jobs", exact)
    if gate.aggregates:
        lines += [
            "",
            "[tracker]",
            "# Jobs that only sum up others. They are no failures of their own.",
        ]
        lines += _array("aggregates", gate.aggregates)
    unread = {name.unread: name.pattern.removesuffix("*") for name in gate.check_runs if name.unread}
    if unread:
        lines += [
            "",
            "# Not read, because another repository has it. If one of its jobs only sums up the others, list it",
        ]
        lines += [f"# under `[tracker]` as aggregates = [{json.dumps(f'{next(iter(unread.values()))}NAME')}]:"]
        lines += [f"#   {' '.join(uses.split())}" for uses in unread]
    lines.append("")
    return "\n".join(lines)


def _array(key: str, names: Iterable[str]) -> list[str]:
    return [f"{key} = [", *(f"  {json.dumps(name, ensure_ascii=False)}," for name in names), "]"]


def post_ci_text(gate_name: str, action: str, *, named: bool = True, reusable: bool = False) -> str:
    """The workflow that runs hygiene whenever the Gate has completed, and once a day for trackers without runs.

    ``action`` is ``OWNER/NAME@REF``, ``named`` whether the Gate has a ``name:``. With ``reusable`` its job calls the
    reusable workflow of the same repository.
    """
    if reusable:
        name, _, ref = action.partition("@")
        action = f"{name}/.github/workflows/post-ci.yml@{ref}"
    return _POST_CI.format(
        about_name=_NAME if named else _NO_NAME,
        gate=json.dumps(gate_name, ensure_ascii=False),
        group=GROUP,
        job=(_CALL if reusable else _STEP).format(
            timeout=TIMEOUT_MINUTES,
            permissions=_permissions(),
            action=_with_excuse(action),
        ),
    )


def probe_text(gate_name: str, action: str, repository: str) -> str:
    """The workflow that probes a scratch repository: after each run of the Gate, if there is one, and on demand."""
    return _PROBE.format(
        repository=repository,
        excuse=_PULL_REQUESTS_CODE if gate_name else "",
        after_gate=_AFTER_GATE.format(gate=json.dumps(gate_name, ensure_ascii=False)) if gate_name else "",
        permissions=_permissions(),
        action=_with_excuse(action),
    )


def _permissions() -> str:
    width = max(len(f"{name}: {level}") for name, level, _ in PERMISSIONS)
    return "\n".join(f"      {f'{name}: {level}':<{width}}  # {why}" for name, level, why in PERMISSIONS)


def _with_excuse(action: str) -> str:
    """The action with a comment for linters if it is not pinned to a commit."""
    return action if _COMMIT.search(action) else f"{action}{_UNPINNED}"


_POST_CI = """\
# Runs hygiene after the Gate. It reads results and writes comments and issues; it never
# checks out or runs the pull request's code, and it cannot change the result of a check.
name: Post CI

on: # zizmor: ignore[dangerous-triggers] the pull request's code is never checked out or run here
  workflow_run:
    # {about_name}
    workflows: [{gate}]
    types: [completed]
  # Once a day: close or update trackers that no run has touched.
  schedule:
    - cron: "37 4 * * *"

# Nothing for the workflow as a whole; the job lists what it needs.
permissions: {{}}

# One run at a time for each branch. GitHub keeps only the newest waiting run, which reads everything again.
concurrency:
  group: {group}
  cancel-in-progress: false

jobs:
  hygiene:
    name: hygiene
{job}"""

_NAME = "The Gate's `name:`. When you rename the workflow, rename it here."
# https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#name
_NO_NAME = "The Gate has no `name:`, so GitHub calls it by its path. When you name the workflow, name it here."

_STEP = """\
    runs-on: ubuntu-latest
    timeout-minutes: {timeout}
    permissions:
{permissions}
    steps:
      - uses: {action}
        with:
          command: ${{{{ github.event_name == 'schedule' && 'sweep' || 'post-ci' }}}}
"""

_CALL = """\
    permissions:
{permissions}
    cache-mode: none # it uses no cache
    uses: {action}
"""

_PROBE = """\
# Tries out how GitHub answers, with the token and the events that hygiene uses. For the scratch repository
# {repository} only: it comments on the pull request, opens issues and creates labels, and removes
# or closes everything again. In a repository of another name it writes nothing.
name: Hygiene probe

on:{excuse}
  workflow_dispatch:
    inputs:
      pull-request:
        description: Number of an open pull request
        type: number
        required: false
{after_gate}
# Nothing for the workflow as a whole; the job lists what it needs.
permissions: {{}}

# One probe at a time: a probe removes what an earlier one left.
concurrency:
  group: hygiene-probe
  cancel-in-progress: false

jobs:
  probe:
    name: probe
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
{permissions}
    steps:
      - uses: {action}
        with:
          command: doctor
          args: --probe --confirm {repository}
          pr: ${{{{ inputs.pull-request }}}}
      # probe.json is the report, probe.md a page for people. The page is in the step summary too.
      - uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1
        if: ${{{{ !cancelled() }}}}
        with:
          name: hygiene-probe
          path: hygiene-probe/*
"""

_AFTER_GATE = """\
  # After each run of the Gate: how late are its results?
  workflow_run:
    workflows: [{gate}]
    types: [completed]
"""
_PULL_REQUESTS_CODE = " # zizmor: ignore[dangerous-triggers] the pull request's code is never checked out or run here"
