"""Whose token it is, and what each missing permission costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.audit.init_text import PERMISSIONS
from hygiene.doctor.check import Check, failed, passed, warned
from hygiene.doctor.facts import TokenKind
from hygiene.errors import AuthorizationError, UsageError
from hygiene.post_ci.other_author import HINT
from hygiene.runner.event import trigger_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.doctor.facts import Facts
    from hygiene.github.diagnose.health import Health


_SCOPES = frozenset({"repo", "public_repo"})
_UNASKED = {
    "issues": "`hygiene doctor --probe` finds out by writing, against a repository that you name for it.",
    "pull-requests": "Only a run on a pull request shows it: `hygiene post-ci --pr N` names what is refused.",
}
_BLOCK = "Add `{}` to the job's `permissions:`, or choose it for the token."


def token_checks(facts: Facts) -> list[Check]:
    """The token, then one row for each permission."""
    if facts.token is TokenKind.NONE:
        hint = "Set GITHUB_TOKEN; in a workflow step: `env: {GITHUB_TOKEN: ${{ github.token }}}`."
        return [failed("token", "There is no token, so nothing was requested from GitHub.", hint)]
    if isinstance(facts.trouble, AuthorizationError):
        return [failed("token", facts.trouble.message, facts.trouble.hint)]
    if facts.health is None:
        return []
    return [_token(facts, facts.health), *_permissions(facts, facts.health)]


def _token(facts: Facts, health: Health) -> Check:
    message = f"{facts.token.value[0].upper()}{facts.token.value[1:]}, acting as {health.login}."
    scopes = {scope.strip() for scope in health.headers.get("x-oauth-scopes", "").split(",")} - {""}
    if facts.token is TokenKind.CLASSIC and scopes and not scopes & _SCOPES:
        return failed("token", f"{message} It has no scope for repositories.", "Create it again with `repo`.")
    if facts.other_author:
        return (failed if facts.in_actions else warned)("token", f"{message} {facts.other_author}", HINT)
    if facts.in_actions and facts.token in (TokenKind.CLASSIC, TokenKind.FINE_GRAINED, TokenKind.OAUTH):
        hint = "Pass `${{ github.token }}`. hygiene edits only its token's own comments: the next one would be new."
        return warned("token", f"{message} Comments and issues are that person's.", hint)
    if not facts.in_actions and facts.token is not TokenKind.INSTALLATION:
        message += " In the workflow another token acts; see `permissions` below."
    return passed("token", message)


def _permissions(facts: Facts, health: Health) -> list[Check]:
    asked = {"issues": health.may_label_issue, "pull-requests": health.may_label_pull_request}
    found = []
    for area, level, purpose in PERMISSIONS:
        name, needs = f"may {area}", f"{area}: {level}"
        if area in health.refused:
            message = f"{needs} is refused ({health.refused[area]}); without it hygiene cannot {purpose}."
            # Check runs are read all the same, and they are what most repositories have.
            report = warned if area == "statuses" else failed
            found.append(report(name, message, _BLOCK.format(needs)))
        elif area == "actions":
            continue
        elif level == "read":
            reach = "everybody may read this public repository" if not health.private else "it was read"
            found.append(passed(name, f"{needs}: {reach}."))
        else:
            found.append(_write(area, level, purpose, facts, answer=asked[area]))
    if not health.issues_enabled:
        hint = "Turn issues on in the repository's settings, or set `enabled = false` under `[tracker]`."
        found.append(failed("issues", "Issues are turned off, so there can be no trackers.", hint))
    return found


def _write(area: str, level: str, purpose: str, facts: Facts, *, answer: bool | None) -> Check:
    """GitHub shows no token's permissions; whether it may label is the most that reading can show."""
    name, needs = f"may {area}", f"{area}: {level}"
    if answer:
        return passed(name, f"{needs}: GitHub reports that this token may label there, the most that reading can show.")
    if answer is None:
        kind = "issue" if area == "issues" else "open pull request"
        return warned(name, f"{needs} cannot be determined: there is no {kind} to test it on.", _UNASKED[area])
    message = f"{needs}: GitHub reports that this token may not label there; then hygiene cannot {purpose}."
    if facts.token is TokenKind.INSTALLATION:
        return warned(name, f"{message} For a workflow's token that answer is not certain.", _UNASKED[area])
    return failed(name, message, _BLOCK.format(needs))


NAME = "event"


def event_checks(facts: Facts) -> list[Check]:
    """One row for the event of this run."""
    event = facts.event
    if event.trouble is not None:
        return [failed(NAME, event.trouble.message, event.trouble.hint)]
    if event.payload is None:
        return [passed(NAME, "Not running in GitHub Actions: commands need --pr NUMBER.")]
    try:
        trigger = trigger_from(event.name, event.payload, "")
    except UsageError as error:
        return [warned(NAME, f"{error.message} `hygiene post-ci` would end here.", error.hint)]
    fork = _fork(event.payload)
    if event.name == "pull_request" and fork:
        message = f"A pull request from the fork {fork}: the token of this event is read-only."
        return [
            warned(NAME, message, "Run hygiene in a workflow on `workflow_run`, which has the repository's own token.")
        ]
    what = event.name or trigger.event
    from_fork = f", for the fork {fork}; its code is never checked out or run" if fork else ""
    return [passed(NAME, f"{what}{from_fork}.")]


def _fork(payload: Mapping[str, Any]) -> str:
    """The name of the fork that the head is in; empty for a branch of the repository itself."""
    home = _name(payload.get("repository"))
    pull = payload.get("pull_request")
    run = payload.get("workflow_run")
    head = ""
    if isinstance(pull, dict) and isinstance(pull.get("head"), dict):
        head = _name(pull["head"].get("repo"))
    elif isinstance(run, dict):
        head = _name(run.get("head_repository"))
    return head if head and home and head.casefold() != home.casefold() else ""


def _name(repository: object) -> str:
    name = repository.get("full_name") if isinstance(repository, dict) else ""
    return name if isinstance(name, str) else ""
