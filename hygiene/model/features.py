"""Which feature needs which operation, and what a host without it has to do without."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature with the operations that it stands on; ``without`` says what happens where the host lacks one."""

    name: str
    operations: tuple[str, ...]
    without: str
    essential: bool = False


FEATURES = (
    Feature(
        "status comments and trackers",
        ("ReadScope", "ApplyPlan"),
        "hygiene does not work with this host",
        essential=True,
    ),
    Feature("guarded writes", ("ReadVersions",), "writes are not preceded by a look at what they replace"),
    Feature("overwritten texts", ("ReadEdits",), "text that somebody else overwrote is not brought back"),
    Feature(
        "more checks than one page holds",
        ("ReadMoreCheckRuns", "ReadMoreSuites", "ReadMoreDetails"),
        "only the first page of checks is shown",
    ),
    Feature("long conversations", ("ReadMoreComments",), "our comment is looked for among the oldest and newest only"),
    Feature("sweeps", ("ReadSubjects",), "trackers are not swept: what was closed unseen stays followed"),
    Feature("many trackers", ("ReadMoreTrackers",), "only the most recently updated trackers are known"),
    Feature(
        "opening thresholds",
        ("ReadElsewhere",),
        "a tracker that waits for more counts the attempts of one commit alone",
    ),
    Feature(
        "trackers in large repositories",
        ("ReadBeyond", "ReadUnlabelled"),
        "a tracker without its label, or closed long ago, is found among the most recently updated only",
    ),
    Feature(
        "pull requests from forks", ("ReadCandidates",), "a fork's pull request is found among the newest two only"
    ),
    Feature("uninstall", ("ReadTraces",), "`hygiene uninstall` cannot list pull requests"),
    Feature("audit over the API", ("ReadReported",), "`hygiene audit --offline` compares files alone"),
    Feature("doctor", ("ReadHealth",), "`hygiene doctor` checks files alone"),
    Feature(
        "doctor --probe",
        (
            "ProbeLook",
            "ProbeLabel",
            "ProbeOpen",
            "ProbeTwice",
            "ProbeEdit",
            "ProbeOverlong",
            "ProbeClose",
            "ProbeDelete",
            "ProbeUnlabel",
        ),
        "the open questions stay open",
    ),
)


def feature_of(operation: str) -> Feature:
    """Return the feature that an operation belongs to; one that is not listed is a feature of its own."""
    for feature in FEATURES:
        if operation in feature.operations:
            return feature
    return Feature(operation, (operation,), f"{operation} is not sent")
