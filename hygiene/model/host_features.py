"""What a host may lack, or refuse, without costing the run: one table.

GraphQL refuses a whole document for one name that the host does not have. What is listed here is in fragments of its
own, in ``graphql/documents/optional.graphql``; the document is sent again without one that a host refuses. Everything
else in the documents is in every supported host: it is in GitHub's public schema of 2025-02-27, which is older than
GitHub Enterprise Server 3.17 (https://docs.github.com/en/enterprise-server/admin/all-releases), and a test holds that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class OptionalFeature:
    """``fragments`` are left out together where a host refuses one; ``without`` is what the run then does without.

    ``fields`` are the fields that it requests, by which the path of an error names it; ``parts`` are fragments that
    only ``fragments`` spread. ``why`` is why a host may not have it: the day on which GitHub added it to its schema, or
    what is not known about it. ``for_readers``: the status comment differs without it.
    """

    name: str
    without: str
    why: str
    fragments: tuple[str, ...]
    fields: tuple[str, ...]
    parts: tuple[str, ...] = ()
    for_readers: bool = False


OPTIONAL_FEATURES = (
    OptionalFeature(
        "attempts of workflow runs",
        "the attempt of a run is the number of its check runs with one name",
        "added to the schema of github.com on 2026-06-05; not in GitHub Enterprise Server 3.21 and older",
        ("RunAttempt",),
        ("runAttempt",),
    ),
    OptionalFeature(
        "originals of duplicates",
        "a tracker that was closed as a duplicate is recognized by its reason alone",
        "added to the schema of github.com on 2025-05-22; not in GitHub Enterprise Server 3.17 and older",
        ("IssueDuplicate",),
        ("duplicateOf",),
    ),
    OptionalFeature(
        "rulesets",
        "checks that a ruleset requires are not known to be required",
        "no report is known of reading it with a workflow's token",
        ("BranchRules",),
        ("rules",),
        ("RequiredChecks",),
        for_readers=True,
    ),
    OptionalFeature(
        "files of commits",
        "the Gate's workflow file is read in a request of its own",
        "no report is known of reading it with a workflow's token",
        ("GateFileOfCommit",),
        ("gateFile", "gateFolder"),
    ),
    OptionalFeature(
        "edit history",
        "conflicts cannot be detected, so text that another writer overwrote is not restored",
        "no report is known of reading it for a bot's comments",
        (
            "CommentEditTimes",
            "IssueEditTimes",
            "CommentOverwritten",
            "IssueOverwritten",
            "CommentHistory",
            "IssueHistory",
        ),
        ("userContentEdits",),
        ("EditTimes", "Edits"),
    ),
)
OPTIONAL_FRAGMENTS = frozenset(name for feature in OPTIONAL_FEATURES for name in feature.fragments)


def feature_with(fragment: str) -> OptionalFeature | None:
    """The feature that a fragment belongs to; None for what every supported host has."""
    return next((feature for feature in OPTIONAL_FEATURES if fragment in (*feature.fragments, *feature.parts)), None)


def feature_at(path: Iterable[str | int]) -> OptionalFeature | None:
    """The feature that the path of an error leads into; None for what a run needs."""
    parts = set(path)
    return next((feature for feature in OPTIONAL_FEATURES if parts.intersection(feature.fields)), None)
