"""Labels: names, creation, adding, removing and deleting."""

from __future__ import annotations

import pytest

from tests.sandbox.graphql_client import busy, fetch, mutate, mutation_error, world_of

LABELABLE = "labelable { __typename viewerCanLabel ... on Issue { labels(first: 9) { nodes { name } } } }"


def test_the_case_of_a_label_does_not_matter() -> None:
    """The name is returned as it was created."""
    world, repository = world_of()
    repository.label("CI-Failure")
    seen = fetch(
        world,
        '{ repository(owner: "o", name: "r") { label(name: "ci-failure") { name } other: label(name: "x") { name } } }',
    )
    assert seen["repository"] == {"label": {"name": "CI-Failure"}, "other": None}


def test_a_label_is_created_once() -> None:
    """A second creation is refused, also with other upper and lower case."""
    world, repository = world_of()
    given = {"repositoryId": repository.record.id, "name": "flaky", "color": "FBCA04", "description": "Sometimes"}
    assert mutate(world, "createLabel", given, "label { name }") == {"label": {"name": "flaky"}}
    error = mutation_error(world, "createLabel", {**given, "name": "Flaky"})
    assert (error["type"], error["message"]) == ("UNPROCESSABLE", "Name has already been taken")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": " "}, "Name can't be blank"),
        ({"name": "x" * 51}, "Name is too long (maximum is 50 characters)"),
        ({"color": "#fbca04"}, "Color is invalid"),
        ({"description": "x" * 101}, "Description is too long (maximum is 100 characters)"),
    ],
)
def test_invalid_labels_are_refused(given: dict[str, str], message: str) -> None:
    """The error names the limit."""
    world, repository = world_of()
    whole = {"repositoryId": repository.record.id, "name": "x", "color": "fbca04", **given}
    assert mutation_error(world, "createLabel", whole)["message"] == message


def test_adding_labels_twice_changes_nothing() -> None:
    """``updatedAt`` moves only with a change."""
    world, repository, _, issue = busy()
    thread, flaky = repository.thread(issue), repository.label("flaky")
    given = {"labelableId": thread.id, "labelIds": [flaky.id, *thread.labels]}
    seen = mutate(world, "addLabelsToLabelable", given, LABELABLE)["labelable"]
    assert [node["name"] for node in seen["labels"]["nodes"]] == ["ci-failure", "flaky"]
    assert repository.thread(issue).updated_at > thread.updated_at
    before = world.digest()
    mutate(world, "addLabelsToLabelable", given, LABELABLE)
    assert world.digest() == before


def test_labels_are_removed() -> None:
    """Removing a label that is not set is not an error."""
    world, repository, number, issue = busy()
    thread, flaky = repository.thread(issue), repository.label("flaky")
    given = {"labelableId": thread.id, "labelIds": [flaky.id, *thread.labels]}
    mutate(world, "removeLabelsFromLabelable", given, LABELABLE)
    assert repository.thread(issue).labels == ()
    mutate(world, "addLabelsToLabelable", {**given, "labelableId": repository.thread(number).id}, LABELABLE)
    assert len(repository.thread(number).labels) == 2


def test_labels_of_another_repository_are_not_found() -> None:
    """A label belongs to one repository."""
    world, repository, _, issue = busy()
    foreign = world.repository("o/other").label("flaky")
    given = {"labelableId": repository.thread(issue).id, "labelIds": [foreign.id]}
    error = mutation_error(world, "addLabelsToLabelable", given)
    assert error["message"] == f"Could not resolve to Label node with the global id of '{foreign.id}'."


def test_a_deleted_label_is_removed_everywhere() -> None:
    """Issues with the label are no longer listed by it."""
    world, repository, _, issue = busy()
    mutate(world, "deleteLabel", {"id": repository.label("ci-failure").id})
    assert repository.thread(issue).labels == ()
    assert repository.record.labels == ()
    assert fetch(world, '{ repository(owner: "o", name: "r") { label(name: "ci-failure") { id } } }')["repository"] == {
        "label": None
    }


def test_labels_notify_nobody() -> None:
    """Adding and removing labels are not notified."""
    world, repository, _, issue = busy()
    notified = len(world.notifications)
    repository.person("bob").add_label(issue, "flaky")
    repository.person("bob").remove_label(issue, "flaky")
    assert len(world.notifications) == notified
