"""What must be so when everybody is done. Reads the world's records; shares no code with the product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.threads import Issue, Label
from tests.simulation.reading import (
    attempts,
    closed_by_person,
    decision,
    failures,
    is_muted,
    is_red,
    marker_of,
    newest,
    occupants,
    pull_requests,
    repositories,
    repository,
    still_fails,
    texts_of,
    trackers,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene.sandbox.repositories import Repository
    from hygiene.sandbox.state import State
    from hygiene.sandbox.threads import PullRequest
    from hygiene.sandbox.world import World
    from tests.simulation.scenario import Truth


def wrong_at_rest(world: World, truth: Truth, *, sure: bool) -> list[str]:
    """Everything that is wrong with a world at rest.

    When it is not ``sure`` that every writer came to write, a section must be there if it ever was written.
    """
    state = world.state
    if truth.gone:
        return [f"{left} is left" for left in left_behind(state)]
    found: list[str] = []
    for name, number in truth.pulls:
        home = repository(state, name)
        pull = next(one for one in pull_requests(state, home) if one.number == number)
        found += _comment_wrong(state, home, pull, truth, sure=sure)
    for name in truth.trackers:
        found += _trackers_wrong(state, repository(state, name), truth)
    return found


def left_behind(state: State) -> list[str]:
    """What is there of ours, but closed trackers: comments, open trackers, the label on pull requests."""
    found = []
    for home in repositories(state):
        for pull in pull_requests(state, home):
            found += [f"a comment on #{pull.number}" for _ in occupants(state, pull)]
            found += [
                f"a label on #{pull.number}" for node in pull.labels if state.get(node, Label).name == "ci-failure"
            ]
        open_ = (issue for held in trackers(state, home).values() for issue in held if issue.state == "OPEN")
        found += [f"the tracker #{issue.number}" for issue in open_]
    return found


def _comment_wrong(state: State, home: Repository, pull: PullRequest, truth: Truth, *, sure: bool) -> Iterator[str]:
    where = f"{home.full_name}#{pull.number}"
    found = occupants(state, pull)
    if len(found) != 1:
        yield f"{where} has {len(found)} status comments"
        return
    content = marker_of(found[0].body, first_line=True)[1]
    if content["head"] != pull.head_oid:
        yield f"the comment of {where} is about another head"
    if content["state"] != decision(state, home, pull.head_oid):
        yield f"the comment of {where} shows {content['state']}, but it is {decision(state, home, pull.head_oid)}"
    held = {row[0]: row[3] for row in content["sections"]}
    written = {row[0] for text in texts_of(found[0]) for row in marker_of(text)[1].get("sections", ())}
    for name, text in truth.sections.items():
        if not sure and name not in written:
            continue
        if held.get(name) != text:
            yield f"section {name} of {where} is {held.get(name)!r} instead of {text!r}"
        elif text is not None and text not in found[0].body.partition("\n")[2]:
            yield f"section {name} of {where} is not shown"


def _trackers_wrong(state: State, home: Repository, truth: Truth) -> Iterator[str]:
    red, owed = _red(state, home)
    real = failures(state, home)
    red |= {slot: red.get(slot, {}) for slot in truth.still_red}
    slots = trackers(state, home)
    yield from _unlabelled(state, home)
    for slot in sorted({*slots, *red}):
        held = slots.get(slot, [])
        muted = [issue for issue in held if is_muted(state, issue)]
        still = [issue for issue in held if issue.state == "OPEN" and issue not in muted]
        if len(still) > 1:
            yield f"{slot} is open {len(still)} times: {[issue.number for issue in still]}"
            continue
        if muted:
            continue
        failed_at = max(red.get(slot, {}).values(), default=0)
        excused = slot in truth.may_stay_open if still else any(closed_by_person(issue, failed_at) for issue in held)
        if bool(still) != (slot in red) and not excused:
            yield f"{slot} is {'open' if still else 'not open'}, but red are {sorted(red.get(slot, ()))}"
        if held:
            # A closed one that was not closed as a duplicate still holds the slot.
            keeper = next((issue for issue in held if issue.state_reason != "DUPLICATE"), held[0])
            yield from _ledger_wrong(slot, still[0] if still else keeper, held, owed.get(slot, set()), real)
            yield from _notes_wrong(state, slot, still[0] if still else keeper)
            if not still and slot not in red and still_fails(keeper) and not closed_by_person(keeper, failed_at):
                yield f"{slot} is closed, and its text states that it fails"
            yield from _words_wrong(slot, still[0] if still else keeper)


def _unlabelled(state: State, home: Repository) -> Iterator[str]:
    """Open trackers without the label by which runs find them."""
    labels = {node for node in home.labels if state.get(node, Label).name == "ci-failure"}
    for issue in (state.get(node, Issue) for node in home.issues):
        ours = issue.author == BOT_LOGIN and marker_of(issue.body)[0].startswith("tracker/")
        if ours and issue.state == "OPEN" and not labels.intersection(issue.labels):
            yield f"#{issue.number} has lost its label"


def _red(state: State, home: Repository) -> tuple[dict[str, dict[str, int]], dict[str, set[tuple[int, int]]]]:
    """Red pull requests by slot with the time of each failure, and the occurrences of their present heads."""
    red: dict[str, dict[str, int]] = {}
    owed: dict[str, set[tuple[int, int]]] = {}
    for pull in pull_requests(state, home):
        if pull.state != "OPEN":
            continue
        for name, check in newest(state, home, pull.head_oid).items():
            if is_red(check):
                red.setdefault(f"tracker/{name}", {})[f"pr:{pull.number}"] = check.completed_at or 0
        for run, check in attempts(state, home, pull.head_oid):
            if is_red(check):
                owed.setdefault(f"tracker/{check.name}", set()).add((run.database_id, check.attempt))
    return red, owed


def _occurrences(content: dict[str, Any]) -> list[tuple[int, int]]:
    return [(row[0], row[1]) for row in content.get("occurrences", ())]


def _ledger_wrong(
    slot: str, keeper: Issue, held: list[Issue], owed: set[tuple[int, int]], real: set[tuple[str, int, int]]
) -> Iterator[str]:
    content = marker_of(keeper.body)[1]
    listed = _occurrences(content)
    if len(listed) != len(set(listed)):
        yield f"{slot} lists an occurrence twice"
    written = {found for issue in held for text in texts_of(issue) for found in _occurrences(marker_of(text)[1])}
    lost = (written | owed) - set(listed)
    if lost:
        yield f"{slot} lost the occurrences {sorted(lost)}"
    invented = [found for found in listed if (slot, *found) not in real]
    if invented:
        yield f"{slot} counts {invented}, which never happened"


def _notes_wrong(state: State, slot: str, keeper: Issue) -> Iterator[str]:
    content = [marker_of(getattr(state.nodes[node], "body", ""))[::1] for node in keeper.comments]
    notes = [(name, str(sorted(body.items()))) for name, body in content if name.startswith("note/")]
    if len(notes) != len(set(notes)):
        yield f"{slot} has the same note twice"


def _words_wrong(slot: str, keeper: Issue) -> Iterator[str]:
    """Words of people around our block are what the newest edit of a person left, and their title stays."""
    people = [edit.text for edit in keeper.edits if edit.text and edit.editor != BOT_LOGIN]
    if people and words_of(keeper.body) != words_of(people[-1]):
        yield f"{slot} has {words_of(keeper.body)} around its block, but a person left {words_of(people[-1])}"
    titles = [event.current_title for event in keeper.timeline if event.typename == "RenamedTitleEvent"]
    if titles and keeper.title != titles[-1]:
        yield f"{slot} is called {keeper.title!r}, but a person named it {titles[-1]!r}"
