"""Documents: the project's own are executed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from graphql import OperationDefinitionNode, parse, print_ast
from hygiene.sandbox.context import Context
from hygiene.sandbox.execute import Prepared, prepare, run
from hygiene.sandbox.refusal import Refusal
from hygiene.sandbox.resolvers import RESOLVERS, resolver_of
from hygiene.sandbox.schema import schema
from tests.sandbox.graphql_client import BOT, busy, fetch, operations, query_error, send

SCOPE = {"owner": "o", "name": "r", "trackerLabel": "ci-failure", "flakyLabel": "flaky"}
LABEL = {"name": "new", "color": "ededed"}


def _variables(name: str) -> dict[str, Any]:
    """Return variables for any operation, by their names or else by their types."""
    _, repository, number, issue = busy()
    thread, tracker = repository.thread(number), repository.thread(issue)
    nodes = repository.world.state.nodes
    by_name: dict[str, Any] = {
        **SCOPE,
        "number": number,
        "headRefName": "feature",
        "headOid": repository.head("feature"),
        "workflowFile": "HEAD:pyproject.toml",
        "gatePath": "pyproject.toml",
        "suite": next(key for key in nodes if key.startswith("CS_")),
        "ids": [thread.id, tracker.id, *thread.comments, *tracker.comments],
        "both": ["a", "b"],
        "after": None,
        "before": None,
    }
    by_type: dict[str, Any] = {
        "String!": "x",
        "String": None,
        "Boolean": True,
        "Int": 1,
        "ID!": thread.id,
        "AddCommentInput!": {"subjectId": tracker.id, "body": "x"},
        "UpdateIssueCommentInput!": {"id": tracker.comments[0], "body": "x"},
        "DeleteIssueCommentInput!": {"id": tracker.comments[0]},
        "CreateIssueInput!": {"repositoryId": repository.record.id, "title": "x"},
        "UpdateIssueInput!": {"id": tracker.id, "body": "x"},
        "CloseIssueInput!": {"issueId": tracker.id},
        "DeleteIssueInput!": {"issueId": tracker.id},
        "CreateLabelInput!": {**LABEL, "repositoryId": repository.record.id},
        "[PullRequestState!]!": ["OPEN", "CLOSED", "MERGED"],
        "DeleteLabelInput!": {"id": tracker.labels[0]},
    }
    if name == "ReadMoreDetails":
        by_name["ids"] = [key for key in nodes if key.startswith("CR_")]
    (operation,) = [one for one in parse(operations()[name]).definitions if isinstance(one, OperationDefinitionNode)]
    asked = {one.variable.name.value: print_ast(one.type) for one in operation.variable_definitions}
    return {key: by_name[key] if key in by_name else by_type[type_] for key, type_ in asked.items()}


def _everything() -> dict[str, Any]:
    _, repository, number, issue = busy()
    thread, tracker = repository.thread(number), repository.thread(issue)
    label = {"labelIds": list(tracker.labels)}
    slots: dict[str, Any] = {
        "createLabel3": {**LABEL, "repositoryId": repository.record.id},
        "createIssue3": {"repositoryId": repository.record.id, "title": "Another", **label},
        "updateIssue6": {"id": tracker.id, "body": "other"},
        "closeIssue5": {"issueId": tracker.id, "stateReason": "NOT_PLANNED"},
        "reopenIssue3": {"issueId": tracker.id},
        "addLabels4": {"labelableId": thread.id, **label},
        "addNote4": {"subjectId": tracker.id, "body": "resolved"},
        "closeIssue6": {"issueId": tracker.id, "stateReason": "COMPLETED"},
        "removeLabels4": {"labelableId": thread.id, **label},
        "deleteComment4": {"id": tracker.comments[0]},
        "minimizeComment2": {"subjectId": thread.comments[0], "classifier": "OUTDATED"},
        "addComment2": {"subjectId": thread.id, "body": "mine"},
        "updateComment3": {"id": thread.comments[0], "body": "third"},
    }
    switches = {f"do{name[0].upper()}{name[1:]}": True for name in slots}
    see = ("CreateLabel", "CreateIssue", "UpdateIssue", "AddLabels", "AddNote", "CloseIssue", "RemoveLabels")
    seeing = {f"see{name}": True for name in (*see, "ReopenIssue", "MinimizeComment", "AddComment", "UpdateComment")}
    return {**SCOPE, "number": number, "byNumber": True, "details": True, **slots, **switches, **seeing}


def _run(name: str, variables: dict[str, Any]) -> dict[str, Any]:
    world, *_ = busy()
    prepared = prepare(operations()[name], name, variables)
    assert isinstance(prepared, Prepared), prepared
    world.token(BOT, admin=True)
    context = Context(world, world.tokens[BOT], world.state, prepared.cost.points, prepared.cost.nodes)
    return run(prepared, context)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted({*operations()} - {"ApplyPlan"}))
def test_every_operation_runs(name: str) -> None:
    """Every field of the documents is implemented."""
    body = _run(name, _variables(name))
    assert "errors" not in body
    assert body["data"]


def test_every_slot_of_the_mutation_document_writes_and_reads_back() -> None:
    """All mutations in one request, with the scope in the payload of the last one."""
    body = _run("ApplyPlan", _everything())
    assert "errors" not in body
    assert list(body["data"])[-1] == "updateComment3"
    scope = body["data"]["updateComment3"]["issueComment"]["repository"]
    assert [issue["title"] for issue in scope["openTrackers"]["nodes"]] == ["Another"]
    assert [issue["title"] for issue in scope["closedTrackers"]["nodes"]] == ["Tests fail"]
    assert [comment["body"] for comment in scope["pullRequest"]["oldest"]["nodes"]] == ["third", "mine"]


@pytest.mark.parametrize("name", ["ApplyPlan", "ReadScope", "ReadHealth"])
def test_values_that_graphql_core_does_not_complete(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values without arguments take a shorter way, and are the same in the same order."""
    variables = _everything() if name == "ApplyPlan" else _variables(name)
    body = _run(name, variables)
    monkeypatch.setattr("hygiene.sandbox.execute.leaves_of", lambda _: {})
    assert json.dumps(body) == json.dumps(_run(name, variables))


def test_a_value_that_cannot_be() -> None:
    """A value without arguments that fails has the error that any field has."""
    world, repository, number, _ = busy()
    world.state = world.state.put(replace(repository.thread(number), title=None))  # type: ignore[arg-type]
    query = 'query Q($n: Int!) { repository(owner: "o", name: "r") { id pullRequest(number: $n) { id title } } }'
    body = send(world, query, {"n": number}).json()
    assert body["data"] == {"repository": {"id": repository.record.id, "pullRequest": None}}
    assert [error["path"] for error in body["errors"]] == [["repository", "pullRequest", "title"]]


def test_an_error_has_the_path_of_its_field() -> None:
    """The other fields are executed."""
    variables = {**_everything(), "updateIssue6": {"id": "nobody"}, "closeIssue6": {"issueId": "nobody"}}
    body = _run("ApplyPlan", variables)
    assert [error["path"] for error in body["errors"]] == [["updateIssue6"], ["closeIssue6"]]
    assert body["data"]["updateIssue6"] is None
    assert body["data"]["updateComment3"]


def test_errors_are_in_the_order_of_execution() -> None:
    """A fragment is executed where it is spread, not where its text is."""
    world, *_ = busy()
    query = '{ repository(owner: "o", name: "r") { ...First issue(number: 99) { id } } }'
    answer = send(world, f"{query} fragment First on Repository {{ pullRequest(number: 98) {{ id }} }}").json()
    assert [error["path"] for error in answer["errors"]] == [["repository", "pullRequest"], ["repository", "issue"]]


def test_a_value_that_the_schema_lacks_is_returned() -> None:
    """GitHub adds values to enums; a client of an older schema has to read them."""
    world, repository, *_ = busy()
    head = repository.push("newer")
    repository.workflow_run(head=head, jobs={"gate": "brand_new"})
    runs = "checkSuites(first: 1) { nodes { checkRuns(first: 1) { nodes { conclusion } } } }"
    query = f'{{ repository(owner: "o", name: "r") {{ object(oid: "{head}") {{ ... on Commit {{ {runs} }} }} }} }}'
    (suite,) = fetch(world, query)["repository"]["object"]["checkSuites"]["nodes"]
    assert suite["checkRuns"]["nodes"] == [{"conclusion": "BRAND_NEW"}]


def test_introspection_works() -> None:
    """A client can read the schema and data in the same request."""
    world, *_ = busy()
    data = fetch(world, '{ viewer { login } __type(name: "CheckRun") { fields { name type { name } } } }')
    assert data["viewer"] == {"login": "github-actions[bot]"}
    assert {"name": "databaseId", "type": {"name": "Int"}} in data["__type"]["fields"]


def test_an_unknown_field_is_refused_as_on_github() -> None:
    """HTTP 200 without data, and a code by which clients recognize an older host."""
    world, *_ = busy()
    query = 'query Ask { repository(owner: "o", name: "r") { alias: nothing } }'
    answer = send(world, query)
    assert answer.status_code == 200
    assert answer.json() == {
        "errors": [
            {
                "path": ["query Ask", "repository", "alias"],
                "extensions": {"code": "undefinedField", "typeName": "Repository", "fieldName": "nothing"},
                "locations": [{"line": 1, "column": 49}],
                "message": "Field 'nothing' doesn't exist on type 'Repository'",
            }
        ]
    }


def test_an_unknown_argument_is_refused_as_on_github() -> None:
    """The error names the argument."""
    world, *_ = busy()
    error = query_error(world, '{ repository(owner: "o", name: "r") { issues(colour: 1) { totalCount } } }')
    assert error["message"] == "Field 'issues' doesn't accept argument 'colour'"
    assert error["extensions"]["code"] == "argumentNotAccepted"
    assert error["path"] == ["query", "repository", "issues", "colour"]


def test_a_document_with_one_unknown_field_does_nothing() -> None:
    """The document is refused before anything is executed."""
    world, repository, number, _ = busy()
    before = len(repository.comments(number))
    query = "mutation W($i: AddCommentInput!) { addComment(input: $i) { nothing } }"
    query_error(world, query, {"i": {"subjectId": repository.thread(number).id, "body": "x"}})
    assert len(repository.comments(number)) == before


@pytest.mark.parametrize(
    ("variables", "explanation"),
    [({}, "Expected value to not be null"), ({"i": {"body": "x"}}, "Field 'subjectId' of required type 'ID!'")],
)
def test_invalid_variables_are_refused(variables: dict[str, Any], explanation: str) -> None:
    """The error names the variable, its type and the problem."""
    world, *_ = busy()
    query = "mutation W($i: AddCommentInput!) { addComment(input: $i) { commentEdge { node { id } } } }"
    error = query_error(world, query, variables)
    assert error["message"] == "Variable $i of type AddCommentInput! was provided invalid value"
    assert explanation in error["extensions"]["problems"][0]["explanation"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("query {", "Syntax Error"),
        ("", "A query attribute must be specified"),
        ("query A { viewer { login } } query B { viewer { login } }", "An operation name is required"),
    ],
)
def test_invalid_documents_are_refused(query: str, message: str) -> None:
    """There is one error and no data."""
    world, *_ = busy()
    answer = send(world, query).json()
    assert message in answer["errors"][0]["message"]
    assert "data" not in answer


def test_fields_that_are_not_implemented_are_refused() -> None:
    """A field of the schema without a resolver is refused."""
    world, repository, *_ = busy()
    context = Context(world, world.tokens[BOT], world.state)
    with pytest.raises(Refusal, match=r"does not implement Repository\.stargazers"):
        resolver_of("Repository", "stargazers")(repository.record, context, {})
    with pytest.raises(Refusal, match=r"does not implement Mutation\.createRef"):
        resolver_of("Mutation", "createRef")(None, context, {"input": {}})


def test_every_resolver_is_that_of_a_field() -> None:
    """A resolver of a field that the schema does not have, in any of the types that share it, is never called."""
    types: Any = schema().type_map
    called = {
        resolver
        for name, table in RESOLVERS.items()
        for field, resolver in table.items()
        if field in types[name].fields
    }
    assert [(name, field) for name, table in RESOLVERS.items() for field in table if table[field] not in called] == []
