"""The tables of ``hygiene.toml``: the keys that are allowed, what they take, and their defaults.

They are read by pydantic's core, as GitHub's responses are. pydantic itself, of which they could be models, takes as
long to import as httpx: docs/decisions/0021-plain-classes.md
"""

from __future__ import annotations

import re
from dataclasses import field
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic_core import SchemaValidator, ValidationError

from hygiene.model.policy import PRESETS, CategoryRule, Policy, StatusPolicy, TrackerPolicy
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

    # https://docs.pydantic.dev/latest/api/pydantic_core_schema/
    Schema = Mapping[str, Any]

SHOWN_CHARS_MAX = 60
FLAG: Schema = {"type": "bool"}
TEXT: Schema = {"type": "str"}
NAME: Schema = {"type": "str", "min_length": 1, "max_length": 256}
COUNT: Schema = {"type": "int", "ge": 1, "le": 100_000}
NAMES: Schema = {"type": "list", "items_schema": NAME}
GLOBS: Schema = {"type": "nullable", "schema": {**NAMES, "min_length": 1, "max_length": 500}}
_STATUS, _TRACKER = StatusPolicy(), TrackerPolicy()
_MISSING = object()


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table. Without a ``default`` it has to be there. ``table`` is set where its value is one, or several.

    ``takes`` is what pydantic's core makes of the value.
    """

    takes: Schema
    description: str
    default: Any = _MISSING
    table: Table | None = None

    @property
    def required(self) -> bool:
        """Whether it may not be left out."""
        return self.default is _MISSING


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table with its keys, as the file has them. ``name`` is that of its definition in the JSON schema."""

    name: str
    description: str
    keys: Mapping[str, Key] = field(default_factory=dict)

    def schema(self) -> Schema:
        """What pydantic's core reads it with: a dictionary of fields under the names of Python."""
        fields = {}
        for name, key in self.keys.items():
            takes = key.takes
            if not key.required:
                takes = {
                    "type": "default",
                    "schema": takes,
                    "default": key.default,
                    "validate_default": key.table is not None,
                }
            field_ = {"type": "typed-dict-field", "schema": takes, "required": key.required, "validation_alias": name}
            fields[name.replace("-", "_")] = field_
        return {"type": "typed-dict", "fields": fields, "extra_behavior": "forbid"}


def _table(table: Table, description: str) -> Key:
    return Key(table.schema(), description, {}, table)


def _tables(table: Table, description: str) -> Key:
    return Key({"type": "list", "items_schema": table.schema()}, description, [], table)


def _one_of(*choices: str) -> Schema:
    return {"type": "literal", "expected": list(choices)}


STATUS = Table(
    "StatusTable",
    "``[status]``: the status comment.",
    {
        "enabled": Key(FLAG, "Keep the comment; `false` leaves existing comments unchanged.", default=True),
        "notify": Key(
            _one_of("never", "worse"),
            "`worse`: notify when the pull request turns from passing to failing.",
            "never",
        ),
        "respect-deletion": Key(FLAG, "Do not create the comment again after a person deleted it.", default=False),
        "adopt": Key(
            TEXT, "Replace the comment that starts with this marker of another tool, if the same account wrote it.", ""
        ),
        "failures-max": Key(COUNT, "Failed jobs shown with their errors.", _STATUS.failures_max),
        "timeline": Key(FLAG, "Show a folded timeline of the jobs.", default=False),
        "section-bytes-max": Key(COUNT, "Size limit of one section, in bytes.", _STATUS.section_bytes_max),
        "sections-bytes-max": Key(COUNT, "Size limit of all sections together, in bytes.", _STATUS.sections_bytes_max),
    },
)
CATEGORY = Table(
    "CategoryTable",
    "``[[tracker.category]]``: a first-match rule of globs.",
    {
        "name": Key(NAME, "The category's name, in titles and markers."),
        "jobs": Key(GLOBS, "Globs over job names; any when left out.", None),
        "steps": Key(GLOBS, "Globs over the failing step's name.", None),
        "messages": Key(GLOBS, "Globs over the first error.", None),
        "labels": Key(NAMES, "Further labels of the tracker.", []),
        "assignees": Key(NAMES, "Logins to assign when the tracker opens.", []),
        "mention": Key(TEXT, "People or teams to mention when it opens.", ""),
    },
)
TRACKER = Table(
    "TrackerTable",
    "``[tracker]``: the failure tracker.",
    {
        "enabled": Key(FLAG, "Keep failure trackers.", default=True),
        "label": Key(NAME, "The label of trackers and of failing pull requests.", _TRACKER.label),
        "flaky-label": Key(NAME, "The label of a flaky tracker.", _TRACKER.flaky_label),
        "aggregates": Key(
            NAMES, "Jobs that only report the results of others; `*` is any text.", list(_TRACKER.aggregates)
        ),
        "label-pull-request": Key(FLAG, "Label a pull request while it fails.", default=True),
        "open-after-occurrences": Key(COUNT, "Occurrences before a tracker opens.", 1),
        "open-after-pull-requests": Key(COUNT, "Distinct pull requests before a tracker opens.", 1),
        "opened-per-run-max": Key(COUNT, "New trackers in one run.", _TRACKER.opened_per_run_max),
        "systemic-above": Key(
            COUNT, "If more categories fail at once, they share one tracker.", _TRACKER.systemic_above
        ),
        "reopen-within-days": Key(COUNT, "After that, a new failure opens a new issue.", _TRACKER.reopen_within_days),
        "escalate-at": Key(COUNT, "Escalate, once, at this number of occurrences.", _TRACKER.escalate_at),
        "escalate-label": Key(TEXT, "The label that is added on escalation.", ""),
        "flaky-after": Key(COUNT, "Flaky failures after which a category is flaky.", _TRACKER.flaky_after),
        "notes-per-hour-max": Key(COUNT, "Comments on a tracker per hour.", _TRACKER.notes_per_hour_max),
        "inactive-green-runs": Key(
            COUNT, "Successful runs after which a sweep closes an inactive tracker.", _TRACKER.inactive_green_runs
        ),
        "category": _tables(CATEGORY, "Ordered rules; the first match is used."),
    },
)
WHOLE = Table(
    "HygieneToml",
    "The whole file, or ``[tool.hygiene]`` of a ``pyproject.toml``.",
    {
        "workflow": Key(TEXT, "The Gate's path or name; else the one that triggered the run.", ""),
        "jobs": Key(
            {**NAMES, "max_length": 500},
            "The Gate's jobs, one row each, in this order; else those of its file.",
            [],
        ),
        "preset": Key(_one_of("", "python-docker"), "Well-known names of jobs, instead of `jobs`.", ""),
        "allowed-failures": Key(NAMES, "Globs over check runs that may fail.", []),
        "key": Key(
            {"type": "str", "pattern": r"^[a-z0-9-]{0,40}$"},
            "Separates the comments and trackers of several Gates.",
            "",
        ),
        "status": _table(STATUS, "The status comment."),
        "tracker": _table(TRACKER, "The failure tracker."),
    },
)


# Where each table's keys are, and the last part of its path.
_TABLES = {
    "at the top level": ("", WHOLE),
    "in `[status]`": ("status", STATUS),
    "in `[tracker]`": ("tracker", TRACKER),
    "in `[[tracker.category]]`": ("category", CATEGORY),
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
        return _policy(_validator().validate_python(raw, strict=True))
    except ValidationError as error:
        found = [(one["loc"], _sentence(one)) for one in error.errors(include_url=False)]
        raise TablesError(found) from None


@cache
def _validator() -> SchemaValidator:
    schema: Any = WHOLE.schema()
    return SchemaValidator(schema)


def _policy(found: dict[str, Any]) -> Policy:
    """As decisions read it."""
    tracker = dict(found["tracker"])
    rules = tuple(map(_rule, tracker.pop("category")))
    tracker["aggregates"] = tuple(tracker["aggregates"])
    return Policy(
        jobs=tuple(found["jobs"]) if found["jobs"] else PRESETS.get(found["preset"]),
        allowed_failures=tuple(found["allowed_failures"]),
        key=found["key"],
        workflow=found["workflow"],
        status=StatusPolicy(**found["status"]),
        tracker=TrackerPolicy(categories=rules, **tracker),
    )


def _rule(found: dict[str, Any]) -> CategoryRule:
    several = {name: tuple(found[name] or ()) for name in ("jobs", "steps", "messages", "labels", "assignees")}
    return CategoryRule(found["name"], mention=found["mention"], **several)


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
    if kind == "dict_type":
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
    given = str(where[-1]).lower().replace("_", "-")
    here = WHOLE
    for part in where[:-1]:
        here = next((table for _, (key, table) in _TABLES.items() if key == part), here)
    places = " or ".join(place for place, (_, table) in _TABLES.items() if table is not here and given in table.keys)
    near = _nearest(given, list(here.keys), 0.8 if places else 0.5)
    if places and near:
        return f"{near.removesuffix('?')}, or `{given}` {places}?"
    return f"; it belongs {places}." if places else near or "."
