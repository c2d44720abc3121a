"""The text of the two files that `hygiene init` writes. Their comments teach."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hygiene.audit.workflows.gate_file import GateFile

ACTION_REFERENCE = "OWNER/hygiene@v0"
TIMEOUT_MINUTES = 10

_COMMIT = re.compile(r"@[0-9a-f]{40}$")
_UNPINNED = " # zizmor: ignore[unpinned-uses] better: the commit of that version, with `hygiene init --action`"

_GROUP = "hygiene-${{ github.event.workflow_run.head_repository.id }}-${{ github.event.workflow_run.head_branch }}"

PERMISSIONS: tuple[tuple[str, str, str], ...] = (
    ("contents", "read", "read the configuration and the Gate's workflow file"),
    ("checks", "read", "see which jobs reported, and how they ended"),
    ("actions", "read", "read the run, its attempts, steps and logs"),
    ("statuses", "read", "see what other services report as commit statuses"),
    ("pull-requests", "write", "keep the one status comment and the failure label"),
    ("issues", "write", "keep one tracker issue per failure category"),
)


def configuration_text(gate: GateFile) -> str:
    """The text of ``hygiene.toml``: the Gate and the names of its jobs."""
    exact = gate.exact_names
    patterns = dict.fromkeys(name.pattern for name in gate.job_names if not name.exact)
    lines = [
        "# What hygiene watches after CI. Keep it true with: hygiene audit",
        "",
        "# The workflow that decides whether a pull request may merge: its file, or its name.",
        f"workflow = {json.dumps(gate.path, ensure_ascii=False)}",
        "",
        "# The Gate's jobs, by the names of their check runs. A job that calls a reusable workflow is",
        "# listed once, by its own name: its check runs are `name / …`, and all of them count.",
    ]
    if patterns:
        lines += ["# Only the run knows these names, so they cannot be listed:"]
        lines += [f"#   {' '.join(pattern.split())}" for pattern in patterns]
    if exact:
        lines += ["jobs = [", *(f"  {json.dumps(name, ensure_ascii=False)}," for name in exact), "]"]
    lines.append("")
    return "\n".join(lines)


def post_ci_text(gate_name: str, action: str = ACTION_REFERENCE) -> str:
    """Write the workflow that runs hygiene whenever the Gate has completed."""
    width = max(len(f"{name}: {level}") for name, level, _ in PERMISSIONS)
    permissions = "\n".join(f"      {f'{name}: {level}':<{width}}  # {why}" for name, level, why in PERMISSIONS)
    return _POST_CI.format(
        gate=json.dumps(gate_name, ensure_ascii=False),
        group=_GROUP,
        permissions=permissions,
        timeout=TIMEOUT_MINUTES,
        action=action if _COMMIT.search(action) else f"{action}{_UNPINNED}",
    )


_POST_CI = """\
# Runs hygiene after the Gate. It reads results and writes comments and issues; it never
# checks out or runs the pull request's code, and it cannot change the result of a check.
name: Post CI

on: # zizmor: ignore[dangerous-triggers] the pull request's code is never checked out or run here
  workflow_run:
    # The Gate's `name:`. When you rename the workflow, rename it here.
    workflows: [{gate}]
    types: [completed]

# Nothing for the workflow as a whole; the job lists what it needs.
permissions: {{}}

# One writer at a time for each branch. A waiting run may give way to a newer one, which sees at least as much.
concurrency:
  group: {group}
  cancel-in-progress: false

jobs:
  hygiene:
    runs-on: ubuntu-latest
    timeout-minutes: {timeout}
    permissions:
{permissions}
    steps:
      - uses: {action}
"""
