"""An issue or a pull request: its conversation, who changed what when, and the changes of each text as a diff."""

from __future__ import annotations

import re
from difflib import unified_diff
from itertools import groupby
from typing import TYPE_CHECKING

from hygiene.sandbox.threads import Authored, Comment, Label, PullRequest
from hygiene.sandbox.web.markdown import rendered
from hygiene.sandbox.web.page import link, moment, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.sandbox.history import Event
    from hygiene.sandbox.repositories import Repository
    from hygiene.sandbox.threads import Thread
    from hygiene.sandbox.world import World

HIDDEN_CHARS_MAX, LINES_SHOWN_MAX = 60, 4
_LINE = '<p class="event">'
_HIDDEN = re.compile(r"<!--.*?-->", re.DOTALL)
_REASONS = {"COMPLETED": " as completed", "NOT_PLANNED": " as not planned", "DUPLICATE": " as a duplicate"}


def thread_page(world: World, repository: Repository, thread: Thread) -> str:
    """Return the content of the page of an issue or a pull request."""
    home = repository.full_name
    labels = "".join(f' <span class="label">{text(world.state.get(one, Label).name)}</span>' for one in thread.labels)
    kind = "Pull request" if isinstance(thread, PullRequest) else "Issue"
    parts = [
        f'<h1>{text(thread.title)} <span class="quiet">#{thread.number}</span></h1>',
        f"<p>{state_of(thread)} {kind} by {author(thread.author)}{labels}</p>",
    ]
    if isinstance(thread, PullRequest):
        checks = link(f"/{home}/commit/{thread.head_oid}/checks", "Check runs")
        merge = f"<code>{text(thread.head_ref)}</code> into <code>{text(thread.base_ref)}</code>"
        parts.append(f"<p>{merge}, head commit <code>{thread.head_oid[:7]}</code>. {checks}</p>")
    parts.append("<h2>Conversation</h2>")
    parts.append(_text(world, home, thread, f"{author(thread.author)} opened this {moment(thread.created_at)}"))
    shown = {thread.id, *thread.comments}
    entries = (
        _entry(world, home, event, shown)
        for event in world.history
        if event.subject == thread.id or getattr(event.after or event.before, "thread", "") == thread.id
    )
    for line, found in groupby(filter(None, entries), key=lambda entry: entry.startswith(_LINE)):
        same = list(found)
        fold = line and len(same) > LINES_SHOWN_MAX
        parts += [f"<details><summary>{len(same)} changes</summary>", *same, "</details>"] if fold else same
    seeded = [world.state.get(one, Comment) for one in thread.comments]
    made = {event.subject for event in world.history if event.what == "comment.created"}
    parts += [_comment(world, home, one) for one in seeded if one.id not in made]
    return "\n".join(filter(None, parts))


def state_of(thread: Thread) -> str:
    """Return the state of an issue or a pull request as a badge."""
    reason = _REASONS.get(getattr(thread, "state_reason", None) or "", "")
    kind = {"OPEN": "good", "MERGED": "good"}.get(thread.state, "quiet")
    name = f"{thread.state.capitalize()}{reason if thread.state == 'CLOSED' else ''}"
    return f'<span class="state {kind}">{text(name)}</span>'


def author(login: str | None) -> str:
    """Return a login in bold; a deleted account is the user ghost."""
    return f"<strong>{text(login or 'ghost')}</strong>"


def _entry(world: World, home: str, event: Event, shown: set[str]) -> str:
    """One event of the conversation: a comment that is still there, or a line about a change."""
    if event.what == "comment.created" and event.subject in shown:
        return _comment(world, home, world.state.get(event.subject, Comment))
    if event.what in {"issue.created", "pull_request.created"} or (
        event.what.endswith(".edited") and event.subject in shown
    ):
        renamed = getattr(event.before, "title", None), getattr(event.after, "title", None)
        if None in renamed or renamed[0] == renamed[1]:
            return ""
        return _line(event, f"changed the title from “{renamed[0]}” to “{renamed[1]}”")
    return _line(event, _words(world, event))


def _words(world: World, event: Event) -> str:
    kind, _, done = event.what.partition(".")
    if kind == "comment":
        whose = "their own" if getattr(event.before or event.after, "author", "") == event.actor else "somebody's"
        return f"{done} a comment" if done == "created" else f"{done} {whose} comment"
    if done in {"labeled", "unlabeled"}:
        before = set(getattr(event.before, "labels", ()))
        after = set(getattr(event.after, "labels", ()))
        names = [one.name for node in sorted(before ^ after) if isinstance(one := world.state.nodes.get(node), Label)]
        return f"{'added' if done == 'labeled' else 'removed'} the label {', '.join(names) or 'that was deleted since'}"
    reason = _REASONS.get(getattr(event.after, "state_reason", None) or "", "") if done == "closed" else ""
    return "pushed commits" if done == "pushed" else f"{done.replace('_', ' ')} this{reason}"


def _line(event: Event, words: str) -> str:
    by = f" · {link(f'/requests#r{event.request}', f'request {event.request}')}" if event.request else ""
    return f"{_LINE}{author(event.actor)} {text(words)} {moment(event.at)}{by}</p>"


def _comment(world: World, home: str, comment: Comment) -> str:
    top = f"{author(comment.author)} commented {moment(comment.created_at)}"
    if comment.minimized is None:
        return _text(world, home, comment, top)
    summary = f"{top}, hidden as {text(comment.minimized)}"
    return f"<details><summary>{summary}</summary>{_text(world, home, comment, top)}</details>"


def _text(world: World, home: str, authored: Authored, top: str) -> str:
    body = rendered(authored.body, home, lambda name: world.state.repository(name) is not None)
    return (
        f'<article class="box"><p class="top">{top}{_times(authored)}</p>'
        f'<div class="body">{body or "<p><em>No description.</em></p>"}</div>{edits(authored)}</article>'
    )


def _times(authored: Authored) -> str:
    count = len(authored.edits)
    return f" · edited {'once' if count == 1 else f'{count} times'}" if count else ""


def edits(authored: Authored) -> str:
    """Return who edited a text when, each edit as a diff; nothing for a text that was never edited."""
    parts, before = [], authored.original
    for edit in authored.edits:
        changes = diff(before, edit.text) if edit.text is not None else "<p>This edit was deleted from the history.</p>"
        parts.append(f"<h3>{author(edit.editor)} {moment(edit.at)}</h3>{changes}")
        before = before if edit.text is None else edit.text
    return f"<details><summary>Edit history ({len(parts)})</summary>{''.join(parts)}</details>" if parts else ""


def diff(before: str, after: str) -> str:
    """Return the lines that an edit removed and added. Hidden HTML comments are shortened."""
    old, new = (_shortened(one).splitlines() for one in (before, after))
    found = list(unified_diff(old, new, lineterm="", n=1))[2:]
    if not found:
        return (
            '<p class="quiet">Only hidden data changed.</p>' if before != after else '<p class="quiet">No change.</p>'
        )
    kinds = {"+": ' class="add"', "-": ' class="del"', "@": ' class="quiet"'}
    spans = (
        f"<span{kinds.get(one[:1], '')}>{text('…' if one.startswith('@@') else one) or ' '}</span>" for one in found
    )
    return f'<pre class="diff">{"".join(spans)}</pre>'


def _shortened(body: str) -> str:
    def short(match: re.Match[str]) -> str:
        return match[0] if len(match[0]) <= HIDDEN_CHARS_MAX else f"{match[0][: HIDDEN_CHARS_MAX - 6]}… -->"

    return _HIDDEN.sub(short, body)


def listing(repository: Repository, threads: Sequence[Thread], kind: str) -> str:
    """Return a list of issues or pull requests, newest first. ``kind`` is the part of the address."""
    items = [
        f"<li>{state_of(one)} {link(f'/{repository.full_name}/{kind}/{one.number}', one.title)} "
        f'<span class="quiet">#{one.number} by {text(one.author or "ghost")}, {len(one.comments)} '
        f"comment{'' if len(one.comments) == 1 else 's'}</span></li>"
        for one in reversed(threads)
    ]
    return f'<ul class="plain">{"".join(items)}</ul>' if items else "<p>None.</p>"
