"""Labels: names without case, sets without doubles."""

from __future__ import annotations

import pytest

from tests.sandbox.talking import ask, busy, mutate, mutation_refused, world_of

LABELABLE = "labelable { __typename viewerCanLabel ... on Issue { labels(first: 9) { nodes { name } } } }"


def test_a_label_is_found_whatever_the_case() -> None:
    """As GitHub finds it; the name is shown as it was created."""
    world, repository = world_of()
    repository.label("CI-Failure")
    seen = ask(
        world,
        '{ repository(owner: "o", name: "r") { label(name: "ci-failure") { name } other: label(name: "x") { name } } }',
    )
    assert seen["repository"] == {"label": {"name": "CI-Failure"}, "other": None}


def test_a_label_is_created_once() -> None:
    """The second creation is refused, in any case of letters."""
    world, repository = world_of()
    given = {"repositoryId": repository.record.id, "name": "flaky", "color": "FBCA04", "description": "Sometimes"}
    assert mutate(world, "createLabel", given, "label { name }") == {"label": {"name": "flaky"}}
    error = mutation_refused(world, "createLabel", {**given, "name": "Flaky"})
    assert (error["type"], error["message"]) == ("UNPROCESSABLE", "Name has already been taken")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, "Name can't be blank"),
        ({"name": "x" * 51}, "Name is too long (maximum is 50 characters)"),
        ({"color": "#fbca04"}, "Color is invalid"),
        ({"description": "x" * 101}, "Description is too long (maximum is 100 characters)"),
    ],
)
def test_bad_labels_are_refused(given: dict[str, str], said: str) -> None:
    """Each bound is named."""
    world, repository = world_of()
    whole = {"repositoryId": repository.record.id, "name": "x", "color": "fbca04", **given}
    assert mutation_refused(world, "createLabel", whole)["message"] == said


def test_adding_labels_twice_changes_nothing() -> None:
    """Labels are a set; the issue's ``updatedAt`` moves only with a change."""
    world, repository, _, issue = busy()
    thread, flaky = repository.thread(issue), repository.label("flaky")
    given = {"labelableId": thread.id, "labelIds": [flaky.id, *thread.labels]}
    seen = mutate(world, "addLabelsToLabelable", given, LABELABLE)["labelable"]
    assert [node["name"] for node in seen["labels"]["nodes"]] == ["ci-failure", "flaky"]
    assert repository.thread(issue).updated_at > thread.updated_at
    before = world.digest()
    mutate(world, "addLabelsToLabelable", given, LABELABLE)
    assert world.digest() == before


def test_labels_go_off_again() -> None:
    """Removing what is not there is no error."""
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
    error = mutation_refused(world, "addLabelsToLabelable", given)
    assert error["message"] == f"Could not resolve to Label node with the global id of '{foreign.id}'."


def test_a_deleted_label_leaves_every_thread() -> None:
    """What carried it becomes invisible to a listing by label."""
    world, repository, _, issue = busy()
    mutate(world, "deleteLabel", {"id": repository.label("ci-failure").id})
    assert repository.thread(issue).labels == ()
    assert "ci-failure" not in world.describe()["repositories"][0]["labels"]
    assert ask(world, '{ repository(owner: "o", name: "r") { label(name: "ci-failure") { id } } }')["repository"] == {
        "label": None
    }


def test_labelling_rings_nobody() -> None:
    """People hear about comments, not about labels."""
    world, repository, _, issue = busy()
    rung = len(world.notifications)
    repository.person("bob").add_label(issue, "flaky")
    repository.person("bob").remove_label(issue, "flaky")
    assert len(world.notifications) == rung
