"""The JSON that commands print, as models: docs/reference/*.schema.json are made of these."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from hygiene.audit.findings import FindingKind
from hygiene.doctor.check import Level
from hygiene.doctor.questions import Result
from hygiene.model.report import CommentAction, Outcome, TrackerAction
from hygiene.settings.tables import WHOLE
from settings_models import model_of

if TYPE_CHECKING:
    from collections.abc import Mapping

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Number = Annotated[int, Field(ge=1)]
Count = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(ge=0)]
Url = Annotated[str, Field(description="Empty while it does not exist.")]


class _Object(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


PlannedForComment = Literal["would_be_created", "would_be_updated", "would_be_deduplicated"]
PlannedForTracker = Literal[
    "would_be_opened", "would_be_updated", "would_be_reopened", "would_be_resolved", "would_be_merged"
]


class StatusCommentShape(_Object):
    """The status comment of one pull request."""

    pull_request: Number
    action: CommentAction | PlannedForComment = Field(description="What was done; in a dry run what would be.")
    state: str = Field(description="The headline's word.")
    id: str = Field(description="A node id; empty while it does not exist.")
    url: Url


class TrackerShape(_Object):
    """The tracker of one failure category."""

    category: str
    number: Number | None
    action: TrackerAction | PlannedForTracker = Field(description="What was done; in a dry run what would be.")
    occurrences: Count
    url: Url
    reason: str = Field(description="Why something was withheld; else empty.")


class RequestsShape(_Object):
    """Requests that were sent, repeated ones included."""

    queries: Count
    mutations: Count


class RateLimitShape(_Object):
    """What the host reported about the budget."""

    remaining: Count
    limit: Count
    reset_at: str | None = Field(json_schema_extra={"format": "date-time"})
    cost: Count


class ResultShape(_Object):
    """What `hygiene post-ci`, `section` and `sweep` print with --json."""

    outcome: Outcome
    dry_run: bool = Field(description="Whether nothing was to be written.")
    repository: str
    state: str
    status_comments: list[StatusCommentShape]
    trackers: list[TrackerShape]
    requests: RequestsShape
    passes: Count
    conflicts: Count
    rate_limit: RateLimitShape | None
    notices: list[str]


class WorkflowShape(_Object):
    """A workflow file that was audited."""

    file: str
    name: str
    starts_runs: bool | None = Field(description="Whether GitHub starts runs of the file; null if it cannot be read.")
    reason: str = Field(description="Why it starts no run, with file and line; empty if it does.")


class CheckRunShape(_Object):
    """A check run of the workflow, before any has run."""

    name: str = Field(description="As GitHub shows it; `*` is text that is known only in a run.")
    exact: bool = Field(description="Whether the name is known as a whole, and the job surely exists.")
    may_be_skipped: bool = Field(description="Whether the job may be skipped although nothing fails.")
    may_fail: bool | None = Field(description="`continue-on-error`; null if it is known only in a run.")
    aggregate: bool = Field(description="Whether the job only sums up other jobs of its file.")
    job: str = Field(description="The id of the job in the workflow.")
    line: Count
    reason: str = Field(description="Why the name is not exact; empty if it is.")


class FindingShape(_Object):
    """One difference between configuration, workflow and branch."""

    kind: FindingKind
    level: Literal["warning", "notice"] = Field(description="A notice does not fail the audit.")
    file: str
    line: Count
    message: str
    hint: str = Field(description="What to do; may be empty.")
    configured: str | None = Field(description="The name in the configuration.")
    actual: str | None = Field(description="The name in the workflow.")
    rename_to: str | None = Field(description="The name to configure instead.")


class AuditShape(_Object):
    """What `hygiene audit` prints with --json."""

    workflows: list[WorkflowShape]
    configured_jobs: list[str] | None = Field(description="Null if no jobs are configured: nothing was compared.")
    check_runs: list[CheckRunShape]
    findings: list[FindingShape]


class CheckShape(_Object):
    """One row of the doctor's table."""

    check: str
    level: Level
    message: str
    hint: str = Field(description="What to do about it; empty for a pass.")


class AnswerShape(_Object):
    """One answer of the probe."""

    key: str
    question: str
    answer: Result
    simulator: Result = Field(description="What the simulator answers, against which hygiene is tested.")
    seen: str


class LagShape(_Object):
    """How long it took until a query showed a write, or the results of a run."""

    what: str
    reads: Number | None = Field(description="Which read showed it; null if none did.")
    seconds: Seconds


class OperationShape(_Object):
    """One operation that was sent, in order."""

    operation: str
    writes: Count = Field(description="Root fields of the mutation; 0 for a query.")
    seconds: Seconds
    requests: Count = Field(description="Requests that were sent, repeated ones and further pages included.")
    rate_limit_used_before: Count | None = Field(description="`x-ratelimit-used` of the response before.")
    rate_limit_used_after: Count | None = Field(description="`x-ratelimit-used` of its last response.")


class RemnantShape(_Object):
    """An object of the probe that is still there."""

    kind: Literal["label", "issue", "comment"]
    number: Number | None = Field(description="That of an issue.")


class ProbeShape(_Object):
    """What `hygiene doctor --probe` writes to probe.json. It contains no name and no address."""

    hygiene: str = Field(description="The version.")
    began_at: str = Field(json_schema_extra={"format": "date-time"})
    seconds: Seconds
    host: Literal["github.com", "ghe.com", "other"] = Field(
        description="`other` is a GitHub Enterprise Server, or the simulator."
    )
    token: str = Field(description="The kind of token.")
    account: Literal["bot", "user"]
    role: str = Field(description="GitHub's word for what the token may do; empty if unknown.")
    event: str = Field(description="The event that triggered the run; empty outside GitHub Actions.")
    pull_request: bool = Field(description="Whether there was a pull request to comment on.")
    answers: list[AnswerShape]
    lags: list[LagShape]
    operations: list[OperationShape]
    closed: list[RemnantShape] = Field(description="Issues that the token cannot delete.")
    left: list[RemnantShape] = Field(description="What could not be removed.")


class DoctorShape(_Object):
    """What `hygiene doctor` prints with --json."""

    checks: list[CheckShape]
    probe: ProbeShape | None = Field(default=None, description="With --probe alone.")


class FileErrorShape(_Object):
    """One thing that is wrong in a file, and where."""

    file: str
    line: Number
    column: Number
    message: str


class ErrorShape(_Object):
    """Why a command failed."""

    name: Literal[
        "USAGE", "BUG", "AUTHORIZATION", "REJECTED", "UNAVAILABLE", "UNSETTLED", "OUTPUT", "INTERRUPTED", "TERMINATED"
    ]
    exit_code: Count = Field(description="That of the process: 0 where --advisory made a warning of it.")
    message: str = Field(description="What happened.")
    hint: str = Field(description="What to do about it; empty where nothing is known.")
    file_errors: list[FileErrorShape] = Field(
        description="Everything that is wrong in the file that the error is about."
    )
    retry_after_s: Count | None = Field(description="When to retry, in seconds from now, if the host sent a time.")


class FailedShape(_Object):
    """What every command with --json prints in the place of its result when it fails."""

    error: ErrorShape


class SectionShape(_Object):
    """A section that a status comment shows."""

    pull_request: Number
    name: str
    commit: str = Field(description="The commit that it is about.")
    current: bool = Field(description="Whether that is the head of the pull request.")
    text: str = Field(description="Its Markdown, cut to its limit.")


class SectionsShape(_Object):
    """What `hygiene section list` prints with --json."""

    repository: str
    sections: list[SectionShape] = Field(description="In order of pull request and name.")


MODELS: Mapping[str, type[BaseModel]] = {
    "hygiene": model_of(WHOLE),
    "result": ResultShape,
    "audit": AuditShape,
    "doctor": DoctorShape,
    "probe": ProbeShape,
    "sections": SectionsShape,
    "error": FailedShape,
}
TITLES: Mapping[str, str] = {
    "hygiene": "hygiene.toml",
    "result": "hygiene post-ci --json",
    "audit": "hygiene audit --json",
    "doctor": "hygiene doctor --json",
    "probe": "probe.json of hygiene doctor --probe",
    "sections": "hygiene section list --json",
    "error": "hygiene --json, when it fails",
}


def published(name: str) -> dict[str, Any]:
    """One of the schemas, as it is published."""
    made = MODELS[name].model_json_schema()
    return {"$schema": DIALECT, **_plain(made), "title": TITLES[name]}


def _plain(node: Any) -> Any:  # noqa: ANN401 - JSON
    """Without titles that only repeat a key, with descriptions on one line, and values instead of members."""
    match node:
        case dict():
            kept = {
                key: _plain(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))
            }
            if isinstance(kept.get("description"), str):
                kept["description"] = " ".join(kept["description"].split())
            return kept
        case list():
            return [_plain(value) for value in node]
        case Enum():
            return node.value
        case _:
            return node
