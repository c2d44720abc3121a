"""Report the Gate's result with sequential requests to the REST API: a comment, and an issue for what failed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import httpx

MARKER = "<!-- ci-report -->"
repository = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}"
client = httpx.Client(
    headers={"Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}", "Accept": "application/vnd.github+json"}
)


def pages(path: str, key: str | None = None) -> list[dict]:  # type: ignore[type-arg]
    """All items of a list."""
    found: list[dict] = []  # type: ignore[type-arg]
    page = 1
    while True:
        separator = "&" if "?" in path else "?"
        answer = client.get(f"{repository}{path}{separator}per_page=100&page={page}").raise_for_status().json()
        items = answer[key] if key else answer
        found += items
        if len(items) < 100:
            return found
        page += 1


event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
number = event["workflow_run"]["pull_requests"][0]["number"]
client.get(f"{repository}/contents/hygiene.toml")
pull = client.get(f"{repository}/pulls/{number}").raise_for_status().json()
runs = pages(f"/commits/{pull['head']['sha']}/check-runs", "check_runs")
before = {run["name"]: run["conclusion"] for run in pages(f"/commits/{pull['base']['sha']}/check-runs", "check_runs")}
failed = [run for run in runs if run["conclusion"] == "failure"]
why = {
    run["id"]: client.get(f"{repository}/check-runs/{run['id']}/annotations").raise_for_status().json()
    for run in failed
}
rows = [
    f"| {run['name']} | {run['conclusion']} | {before.get(run['name'], 'new')} | "
    f"{'; '.join(one['message'] for one in why.get(run['id'], []))} |"
    for run in runs
]
body = (
    f"{MARKER}\n## {'Failed' if failed else 'Passed'}\n\n| Job | Result | Base | Error |\n| --- | --- | --- | --- |\n"
)
body += "\n".join(rows)
mine = [one for one in pages(f"/issues/{number}/comments") if one["body"].startswith(MARKER)]
if not mine:
    client.post(f"{repository}/issues/{number}/comments", json={"body": body}).raise_for_status()
trackers = pages("/issues?labels=ci-failure&state=open")
if failed and not any(one["title"] == "CI failure" for one in trackers):
    given = {"title": "CI failure", "body": body, "labels": ["ci-failure"]}
    client.post(f"{repository}/issues", json=given).raise_for_status()
