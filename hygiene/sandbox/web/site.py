"""Which page an address leads to. Addresses have the paths of github.com, so links of comments lead to pages here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from hygiene.sandbox.checks import CheckRun, Commit, Status, Suite, WorkflowRun
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Issue, Label, PullRequest
from hygiene.sandbox.web.page import link, moment, page, state, table, text
from hygiene.sandbox.web.requests import requests
from hygiene.sandbox.web.thread import listing, thread_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.sandbox.world import World

OK, NOT_FOUND = 200, 404
_NAME = re.compile(r"/(?P<name>[\w.-]+/[\w.-]+)(?P<rest>/.*)?")


def answer(world: World, path: str, note: str = "", query: str = "") -> tuple[int, str]:
    """Return the status and the HTML of the page at a path. ``note`` is a sentence for the foot of each page.

    In ``query``, ``q`` selects issues by label and by words of their title, as on GitHub.
    """
    found = _found(world, path.rstrip("/") or "/", parse_qs(query).get("q", [""])[-1])
    status, (title, main) = (OK, found) if found else (NOT_FOUND, _missing(path))
    repositories = [one for one in world.state.nodes.values() if isinstance(one, Repository)]
    match = _NAME.fullmatch(path)
    home = world.state.repository(match["name"]) if match else None
    if home is None and len(repositories) == 1:
        home = repositories[0]
    places = [("/", "Sandbox")]
    if home is not None:
        name = home.full_name
        places += [
            (f"/{name}/pulls", "Pull requests"),
            (f"/{name}/issues", "Issues"),
            (f"/{name}/actions", "Check runs"),
        ]
    places.append(("/requests", "Requests"))
    nav = "".join(f"<li>{link(href, shown, current=href == path)}</li>" for href, shown in places)
    foot = f"<p>{text(note)} A simulated GitHub in memory. Its time is {moment(world.now)}.</p>"
    return status, page(f"{title} · hygiene sandbox", main, nav=f"<ul>{nav}</ul>", foot=foot)


def _missing(path: str) -> tuple[str, str]:
    message = (
        f"<p>There is no page {text(path)} in this sandbox. {link('/', 'All pages')} start from its repositories.</p>"
    )
    return "Page not found", f"<h1>Page not found</h1>{message}"


def _found(world: World, path: str, search: str) -> tuple[str, str] | None:
    if path == "/":
        return _overview(world)
    if path == "/requests":
        return "Requests", f"<h1>Requests</h1>{requests(world)}"
    match = _NAME.fullmatch(path)
    repository = world.state.repository(match["name"]) if match else None
    if match is None or repository is None:
        return None
    return _of_repository(world, repository, (match["rest"] or "/pulls").strip("/").split("/"), search)


def _of_repository(world: World, repository: Repository, parts: list[str], search: str) -> tuple[str, str] | None:
    name = text(repository.full_name)
    match parts:
        case ["commit", oid] | ["commit", oid, "checks"]:
            commit = world.state.find(Commit, "commit", repository.id, oid)
            return _commit(world, repository, commit) if commit else None
        case ["blob", oid, *path] if path:
            commit = world.state.find(Commit, "commit", repository.id, oid)
            content = dict(commit.files).get("/".join(path)) if commit else None
            return _file("/".join(path), oid, content) if content is not None else None
        case ["actions", *_]:
            return _runs(world, repository, parts[2:3])
        case ["pulls"]:
            pulls = [world.state.get(one, PullRequest) for one in repository.pull_requests]
            return "Pull requests", f"<h1>Pull requests of {name}</h1>{listing(repository, pulls, 'pull')}"
        case ["issues"]:
            issues = [world.state.get(one, Issue) for one in repository.issues]
            shown = listing(repository, [one for one in issues if _matches(world, one, search)], "issues")
            query = f"<p>Search: <code>{text(search)}</code></p>" if search else ""
            return "Issues", f"<h1>Issues of {name}</h1>{query}{shown}"
        case ["pull" | "issues", number]:
            thread = world.state.nodes.get(world.state.names.get(("number", repository.id, number), ""))
            if not isinstance(thread, Issue | PullRequest):
                return None
            return f"{thread.title} #{number}", thread_page(world, repository, thread)
        case _:
            return None


def _matches(world: World, issue: Issue, search: str) -> bool:
    """Whether an issue has the labels, the words of the title and the state of a search."""
    labels = {world.state.get(one, Label).name.casefold() for one in issue.labels}
    wanted = {one.casefold() for one in re.findall(r'label:"([^"]*)"', search)}
    titles = [one.casefold() for one in re.findall(r'in:title "([^"]*)"', search)]
    is_open = "is:open" not in search.split() or issue.state == "OPEN"
    return is_open and wanted <= labels and all(one in issue.title.casefold() for one in titles)


def _runs(world: World, repository: Repository, number: list[str]) -> tuple[str, str] | None:
    """All workflow runs, newest first, or the one with this id."""
    runs = [world.state.get(one, WorkflowRun) for one in reversed(repository.workflow_runs)]
    found = [one for one in runs if not number or str(one.database_id) == number[0]]
    if number and not found:
        return None
    title = f"Check runs of workflow run {number[0]}" if number else f"Check runs of {repository.full_name}"
    return title, f"<h1>{text(title)}</h1>{''.join(_run(world, one) for one in found) or '<p>None.</p>'}"


def _overview(world: World) -> tuple[str, str]:
    parts = [
        "<h1>hygiene sandbox</h1><p>A simulated GitHub in memory on this machine. "
        "Nothing is stored, and nothing is sent to GitHub.</p>"
    ]
    for one in (one for one in world.state.nodes.values() if isinstance(one, Repository)):
        pulls = [world.state.get(node, PullRequest) for node in one.pull_requests]
        issues = [world.state.get(node, Issue) for node in one.issues]
        parts.append(f"<h2>{text(one.full_name)}</h2><h3>Pull requests</h3>{listing(one, pulls, 'pull')}")
        parts.append(f"<h3>Issues</h3>{listing(one, issues, 'issues')}")
    return "Overview", "".join(parts)


def _commit(world: World, repository: Repository, commit: Commit) -> tuple[str, str]:
    parts = [f"<h1>Check runs of <code>{commit.oid[:7]}</code></h1><p>{text(commit.message)}</p>"]
    for node in commit.suites:
        suite = world.state.get(node, Suite)
        run = world.state.nodes.get(suite.workflow_run or "")
        title = f"<h2>{text(suite.app)}</h2>"
        parts.append(
            _run(world, run) if isinstance(run, WorkflowRun) else f"{title}{_jobs(world.state.check_runs(suite))}"
        )
    statuses = [world.state.get(node, Status) for node in commit.statuses]
    if statuses:
        rows = [[text(one.context), state(one.state), text(one.description or "")] for one in statuses]
        parts.append(f"<h2>Commit statuses</h2>{table('Commit statuses', ['Context', 'State', 'Description'], rows)}")
    if len(parts) == 1:
        parts.append("<p>Nothing was reported on this commit.</p>")
    return f"Check runs of {commit.oid[:7]} in {repository.full_name}", "".join(parts)


def _run(world: World, run: WorkflowRun) -> str:
    jobs = world.state.check_runs(world.state.get(run.suite, Suite))
    again = f", attempt {run.attempt}" if run.attempt > 1 else ""
    facts = f"{text(run.display_title)}: {text(run.event)} on <code>{run.head_oid[:7]}</code>, {moment(run.created_at)}"
    return f"<h2>{text(run.name)} #{run.run_number}{again}</h2><p>{facts}</p>{_jobs(jobs)}"


def _jobs(runs: Iterable[CheckRun]) -> str:
    rows = []
    for one in runs:
        time = f"{one.completed_at - one.started_at} s" if one.completed_at and one.started_at else ""
        steps = "".join(f"<li>{text(step.name)}: {state(step.conclusion, step.status)}</li>" for step in one.steps)
        notes = "".join(
            f"<li><code>{text(note.path)}:{note.line}</code> {text(note.message)}</li>" for note in one.annotations
        )
        more = f"<ul>{notes}</ul>" if notes else ""
        more += f"<details><summary>Steps</summary><ol>{steps}</ol></details>" if steps else ""
        name = f'<span id="job-{one.database_id}">{text(one.name)}</span>'
        again = f", attempt {one.attempt}" if one.attempt > 1 else ""
        rows.append([f"{name}{more}", f"{state(one.conclusion, one.status)}{again}", time])
    return table("Check runs", ["Job", "Result", "Time"], rows) if rows else "<p>No check run.</p>"


def _file(path: str, oid: str, content: str) -> tuple[str, str]:
    lines = "".join(f'<span id="L{at}">{at:>4}  {text(one)}</span>\n' for at, one in enumerate(content.splitlines(), 1))
    return path, f"<h1><code>{text(path)}</code></h1><p>At commit <code>{text(oid[:7])}</code>.</p><pre>{lines}</pre>"
