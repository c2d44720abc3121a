"""The linters of workflows report nothing about any workflow of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.audit.repository import write
from tests.audit.test_field_tools import complaints
from tests.docs.pages import ROOT, blocks, pages

if TYPE_CHECKING:
    from pathlib import Path

POST_CI = "name: Post CI\non: # zizmor: ignore[dangerous-triggers] as on the page\n"
POST_CI += "  workflow_run: {workflows: [Gate], types: [completed]}\n"
HEAD = "permissions: {}\nconcurrency: {group: 'x-${{ github.ref }}', cancel-in-progress: false}\n"
JOB = "jobs:\n  job:\n    name: job\n    runs-on: ubuntu-latest\n    permissions: {actions: read} # for the artifact\n"
FOUND = [
    (page.relative_to(ROOT).as_posix(), number, text)
    for page in pages()
    for number, text in enumerate(blocks(page.read_text(encoding="utf-8"), "yaml"))
]


def workflow(text: str) -> str:
    """A whole workflow around a part of one: steps of a workflow after the Gate, or jobs of the Gate."""
    if text.startswith("steps:"):
        return POST_CI + HEAD + JOB + "".join(f"    {line}\n" for line in text.splitlines())
    return f"name: Gate\non: pull_request\n{HEAD}{text}" if text.startswith("jobs:") else text


@pytest.mark.parametrize(("page", "number", "text"), FOUND, ids=[f"{page} {number}" for page, number, _ in FOUND])
def test_a_workflow_of_a_page(tmp_path: Path, page: str, number: int, text: str) -> None:
    """Neither actionlint nor the strictest persona of zizmor."""
    name = ".github/workflows/workflow.yml"
    write(tmp_path, {name: workflow(text), ".git/HEAD": "ref: refs/heads/main\n"})
    labels = {".github/actionlint.yaml": "self-hosted-runner: {labels: [x64]}\n"}
    write(tmp_path, labels)
    assert complaints(tmp_path, "actionlint", [name]) == "", f"{page} {number}"
    assert complaints(tmp_path, "zizmor", ["--offline", "--quiet", "--persona=auditor", name]) == ""


def test_the_linters_report_errors() -> None:
    """There are workflows on the pages, whole ones and parts."""
    assert len(FOUND) >= 10
    assert {workflow(text) == text for _, _, text in FOUND} == {True, False}
