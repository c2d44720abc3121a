"""The tables of ``hygiene.toml`` as models: the keys that are allowed, and their defaults."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hygiene.model.policy import PRESETS, CategoryRule, Policy, StatusPolicy, TrackerPolicy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

SHOWN_CHARS_MAX = 60
Name = Annotated[str, Field(min_length=1, max_length=256)]
Names = Annotated[list[Name], Field(min_length=1, max_length=500)]
Count = Annotated[int, Field(ge=1, le=100_000)]
_STATUS, _TRACKER = StatusPolicy(), TrackerPolicy()


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, alias_generator=_kebab)


class StatusTable(_Table):
    """``[status]``: the status comment."""

    enabled: bool = Field(default=True, description="Keep the comment; `false` leaves existing comments unchanged.")
    notify: Literal["never", "worse"] = Field(
        default="never", description="`worse`: notify when the pull request turns from passing to failing."
    )
    respect_deletion: bool = Field(
        default=False, description="Do not create the comment again after a person deleted it."
    )
    adopt: str = Field(
        default="",
        description="Replace the comment that starts with this marker of another tool, if the same account wrote it.",
    )
    failures_max: Count = Field(default=_STATUS.failures_max, description="Failed jobs shown with their errors.")
    timeline: bool = Field(default=False, description="Show a folded timeline of the jobs.")
    section_bytes_max: Count = Field(
        default=_STATUS.section_bytes_max, description="Size limit of one section, in bytes."
    )
    sections_bytes_max: Count = Field(
        default=_STATUS.sections_bytes_max, description="Size limit of all sections together, in bytes."
    )


class CategoryTable(_Table):
    """``[[tracker.category]]``: a first-match rule of globs."""

    name: Name = Field(description="The category's name, in titles and markers.")
    jobs: Names | None = Field(default=None, description="Globs over job names; any when left out.")
    steps: Names | None = Field(default=None, description="Globs over the failing step's name.")
    messages: Names | None = Field(default=None, description="Globs over the first error.")
    labels: list[Name] = Field(default=[], description="Further labels of the tracker.")
    assignees: list[Name] = Field(default=[], description="Logins to assign when the tracker opens.")
    mention: str = Field(default="", description="People or teams to mention when it opens.")


class TrackerTable(_Table):
    """``[tracker]``: the failure tracker."""

    enabled: bool = Field(default=True, description="Keep failure trackers.")
    label: Name = Field(default=_TRACKER.label, description="The label of trackers and of failing pull requests.")
    flaky_label: Name = Field(default=_TRACKER.flaky_label, description="The label of a flaky tracker.")
    aggregates: list[Name] = Field(
        default=list(_TRACKER.aggregates), description="Jobs that only report the results of others; `*` is any text."
    )
    label_pull_request: bool = Field(default=True, description="Label a pull request while it fails.")
    open_after_occurrences: Count = Field(default=1, description="Occurrences before a tracker opens.")
    open_after_pull_requests: Count = Field(default=1, description="Distinct pull requests before a tracker opens.")
    opened_per_run_max: Count = Field(default=_TRACKER.opened_per_run_max, description="New trackers in one run.")
    systemic_above: Count = Field(
        default=_TRACKER.systemic_above, description="If more categories fail at once, they share one tracker."
    )
    reopen_within_days: Count = Field(
        default=_TRACKER.reopen_within_days, description="After that, a new failure opens a new issue."
    )
    escalate_at: Count = Field(
        default=_TRACKER.escalate_at, description="Escalate, once, at this number of occurrences."
    )
    escalate_label: str = Field(default="", description="The label that is added on escalation.")
    flaky_after: Count = Field(
        default=_TRACKER.flaky_after, description="Flaky failures after which a category is flaky."
    )
    notes_per_hour_max: Count = Field(
        default=_TRACKER.notes_per_hour_max, description="Comments on a tracker per hour."
    )
    inactive_green_runs: Count = Field(
        default=_TRACKER.inactive_green_runs,
        description="Successful runs after which a sweep closes an inactive tracker.",
    )
    category: list[CategoryTable] = Field(default=[], description="Ordered rules; the first match is used.")


class HygieneToml(_Table):
    """The whole file, or ``[tool.hygiene]`` of a ``pyproject.toml``."""

    workflow: str = Field(default="", description="The Gate's path or name; else the one that triggered the run.")
    jobs: Annotated[list[Name], Field(max_length=500)] = Field(
        default=[], description="The Gate's jobs, one row each, in this order; else those of its file."
    )
    preset: Literal["", "python-docker"] = Field(default="", description="Well-known names of jobs, instead of `jobs`.")
    allowed_failures: list[Name] = Field(default=[], description="Globs over check runs that may fail.")
    key: str = Field(
        default="", pattern=r"^[a-z0-9-]{0,40}$", description="Separates the comments and trackers of several Gates."
    )
    status: StatusTable = Field(default_factory=StatusTable, description="The status comment.")
    tracker: TrackerTable = Field(default_factory=TrackerTable, description="The failure tracker.")

    def policy(self) -> Policy:
        """As decisions read it."""
        tracker = self.tracker.model_dump(exclude={"category"})
        tracker["aggregates"] = tuple(tracker["aggregates"])
        return Policy(
            jobs=tuple(self.jobs) if self.jobs else PRESETS.get(self.preset),
            allowed_failures=tuple(self.allowed_failures),
            key=self.key,
            workflow=self.workflow,
            status=StatusPolicy(**self.status.model_dump()),
            tracker=TrackerPolicy(categories=tuple(map(_rule, self.tracker.category)), **tracker),
        )


def _rule(table: CategoryTable) -> CategoryRule:
    return CategoryRule(
        name=table.name,
        jobs=tuple(table.jobs or ()),
        steps=tuple(table.steps or ()),
        messages=tuple(table.messages or ()),
        labels=tuple(table.labels),
        assignees=tuple(table.assignees),
        mention=table.mention,
    )


# Where each table's keys are, and the last part of its path.
_TABLES: dict[str, tuple[str, type[_Table]]] = {
    "at the top level": ("", HygieneToml),
    "in `[status]`": ("status", StatusTable),
    "in `[tracker]`": ("tracker", TrackerTable),
    "in `[[tracker.category]]`": ("category", CategoryTable),
}
_WANTED = {
    "bool_type": "`true` or `false`",
    "int_type": "an integer",
    "list_type": "an array",
    "string_type": "a string",
}
# `bool` is an `int` in Python, so it comes first.
_KINDS = {bool: "a boolean", int: "an integer", float: "a float", str: "a string", list: "an array", dict: "a table"}


class TablesError(ValueError):
    """What is wrong with the values of a file: each with its path of keys and indices, and a sentence."""

    def __init__(self, file_errors: Sequence[tuple[tuple[int | str, ...], str]]) -> None:
        super().__init__("; ".join(sentence for _, sentence in file_errors))
        self.file_errors = file_errors


def read_tables(raw: Any) -> Policy:  # noqa: ANN401 - any content of a file
    """The policy that a parsed file states. Raises ``TablesError`` with everything that is wrong."""
    try:
        return HygieneToml.model_validate(raw).policy()
    except ValidationError as error:
        found = [(one["loc"], _sentence(one)) for one in error.errors(include_url=False)]
        raise TablesError(found) from None


def _sentence(error: ErrorDetails) -> str:
    """What is wrong with one value, in words."""
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    kind, given, shown = error["type"], error["input"], repr(error["input"])[:SHOWN_CHARS_MAX]
    if kind == "extra_forbidden":
        return f"unknown key `{where}`{_meant(error['loc'])}"
    if kind in {"too_short", "string_too_short"}:
        return f"`{where}` is empty; leave it out, or name at least one."
    if kind == "missing":
        return f"`{where}` is missing."
    if kind == "model_type":
        return f"`{where or 'hygiene'}` should be a table, not {_kind(given)}."
    if kind == "string_pattern_mismatch":
        return f"`{where}` takes at most 40 lower-case letters, digits and hyphens, not {shown}."
    if kind in _WANTED:
        return f"`{where}` should be {_WANTED[kind]}, not {_kind(given)}."
    said = error["msg"].replace("Input should", "should").replace("String should", "should")
    choices = re.findall(r"'([^']+)'", error.get("ctx", {}).get("expected", ""))
    return f"`{where}` {said}, not {shown}{_nearest(str(given), choices) or '.'}"


def _nearest(given: str, known: Sequence[str], cutoff: float = 0.5) -> str:
    """The end of a sentence that names what is probably meant; empty if nothing is close."""
    nearest = get_close_matches(given, known, n=1, cutoff=cutoff)
    return f"; did you mean `{nearest[0]}`?" if nearest else ""


def _kind(value: Any) -> str:  # noqa: ANN401 - any value of a file
    """What TOML calls a value of this type."""
    return next((name for kind, name in _KINDS.items() if isinstance(value, kind)), "a date or time")


def _meant(where: tuple[int | str, ...]) -> str:
    """The end of the sentence about an unknown key: where a key of this name belongs, and the nearest one here."""
    if where == ("tool",):
        return "; only pyproject.toml has the keys under `[tool.hygiene]`."
    given = _kebab(str(where[-1]).lower())
    here: type[_Table] = HygieneToml
    for part in where[:-1]:
        here = next((table for _, (key, table) in _TABLES.items() if key == part), here)
    places = " or ".join(place for place, (_, table) in _TABLES.items() if table is not here and given in _keys(table))
    near = _nearest(given, _keys(here), 0.8 if places else 0.5)
    if places and near:
        return f"{near.removesuffix('?')}, or `{given}` {places}?"
    return f"; it belongs {places}." if places else near or "."


def _keys(table: type[_Table]) -> list[str]:
    return [field.alias or name for name, field in table.model_fields.items()]
