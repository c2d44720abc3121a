"""Points and nodes by GitHub's formula, and the budget that no document may outgrow unnoticed."""

from __future__ import annotations

import pytest

from graphql import (
    FieldNode,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_schema,
    get_named_type,
    value_from_ast_untyped,
    visit,
)
from hygiene.errors import UsageError
from hygiene.schema.prune import parse_documents
from query_cost import Cost, cost

from .material import SMALL_DOCUMENT, SMALL_SCHEMA, documents, pruned_sdl

NODES_MAX = 500_000
PAGE_NODES_MAX = 100
READ_POINTS_MAX = 3
RUN_POINTS_MAX = 5
IDS = ["id"] * 20

BY_NUMBER: dict[str, object] = {"byNumber": True}
BY_HEAD: dict[str, object] = {"byHead": True, "byCommit": True}
BRANCH: dict[str, object] = {"byCommit": True, "base": False}
NAMES: dict[str, object] = {"withNames": True}
REREAD: dict[str, object] = {"details": False, "base": False}

# operation, variables, points, nodes: a smaller number is welcome, a larger one needs a reason.
BUDGETS: list[tuple[str, dict[str, object], int, int]] = [
    ("ReadScope", BY_NUMBER, 3, 11_500),
    ("ReadScope", BY_HEAD, 3, 12_500),
    ("ReadScope", BRANCH, 3, 8_500),
    ("ReadScope", {**BY_NUMBER, **NAMES}, 3, 11_700),
    ("ReadGateFile", {}, 1, 0),
    ("ReadWorkflows", {}, 1, 0),
    ("ReadVersions", {"ids": IDS}, 1, 0),
    ("ReadAuthors", {"ids": IDS}, 1, 0),
    ("ReadEdits", {"ids": IDS}, 1, 4_000),
    ("ReadMoreCheckRuns", {}, 1, 200),
    ("ReadMoreSuites", {}, 3, 10_500),
    ("ReadMoreDetails", {"ids": IDS}, 1, 1_500),
    ("ReadRunResults", {}, 1, 100),
    ("ReadConversation", {}, 1, 3_000),
    ("ReadMoreComments", {}, 2, 600),
    ("ReadMoreTrackers", {}, 3, 3_000),
    ("ReadUnlistedIssues", {}, 3, 2_900),
    ("ReadUnlistedIssues", {"closed": False}, 1, 100),
    ("ReadOtherHeads", {}, 3, 25_000),
    ("ReadOtherHeads", BY_NUMBER, 5, 38_000),
    ("ReadIssueBodies", {"ids": IDS}, 1, 0),
    ("ReadSubjects", {"ids": IDS}, 2, 16_000),
    ("ReadCandidates", {}, 1, 100),
    ("ReadTraces", {}, 1, 4_000),
    ("ReadReported", {}, 1, 5_200),
    ("ReadReported", BY_NUMBER, 1, 5_200),
    ("ReadHealth", {}, 1, 10),
    ("ProbeLook", {}, 2, 1_700),
    ("ProbeRules", {}, 1, 100),
    ("ProbeEdit", {}, 1, 5),
    ("ProbeOverlong", {}, 1, 10),
    ("ProbeDelete", {}, 1, 0),
    ("ProbeUnlabel", {}, 1, 0),
    ("ApplyPlan", {"doUpdateComment3": True, "seeUpdateComment": True, **BY_NUMBER, **REREAD}, 2, 3_000),
    ("ApplyPlan", {"doAddComment2": True, "seeAddComment": True, **BY_HEAD, **REREAD}, 2, 3_000),
    ("ApplyPlan", {"doCloseIssue6": True, "seeCloseIssue": True, **BRANCH, **REREAD}, 2, 8_500),
]


def estimate(operation: str, variables: dict[str, object]) -> Cost:
    """Estimate an operation of the committed documents."""
    return cost(pruned_sdl(), documents(), operation, variables)


@pytest.mark.long
@pytest.mark.parametrize(("operation", "variables", "points", "nodes"), BUDGETS)
def test_no_document_outgrows_its_budget(operation: str, variables: dict[str, object], points: int, nodes: int) -> None:
    """A workflow's token has 1,000 points an hour for all workflows of a repository."""
    estimated = estimate(operation, variables)
    assert estimated.points <= points, estimated
    assert estimated.nodes <= min(nodes, NODES_MAX), estimated


def test_every_operation_has_a_budget() -> None:
    """A new document states what it may cost."""
    definitions = parse_documents(documents()).definitions
    named = {node.name.value for node in definitions if isinstance(node, OperationDefinitionNode) and node.name}
    assert named == {operation for operation, *_ in BUDGETS}


@pytest.mark.parametrize("variables", [BY_NUMBER, BY_HEAD, BRANCH], ids=["by number", "by head", "branch"])
def test_a_changed_run_costs_five_points_at_most(variables: dict[str, object]) -> None:
    """One read and one write with every slot used, the last one of each kind looking again."""
    slots = {name: True for name in switches() if name.startswith("do")}
    read = estimate("ReadScope", variables)
    write = estimate("ApplyPlan", {**slots, "seeUpdateComment": True, **variables, **REREAD})
    assert read.points <= READ_POINTS_MAX
    assert read.points + write.points <= RUN_POINTS_MAX


class Pages(Visitor):
    """Collects the page size of every connection; None where there is no fixed one."""

    def __init__(self, type_info: TypeInfo, defaults: dict[str, object]) -> None:
        super().__init__()
        self.type_info = type_info
        self.defaults = defaults
        self.sizes: list[int | None] = []

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Visit fields that give a connection."""
        definition = self.type_info.get_field_def()
        if definition and get_named_type(definition.type).name.endswith("Connection"):
            given = {
                argument.name.value: value_from_ast_untyped(argument.value, self.defaults)
                for argument in node.arguments
            }
            self.sizes.append(given.get("first") or given.get("last"))


@pytest.mark.long
def test_every_connection_requests_a_page_that_github_serves() -> None:
    """Without `first` or `last`, or above a hundred, GitHub refuses the whole document."""
    type_info = TypeInfo(build_schema(pruned_sdl()))
    parsed = parse_documents(documents())
    declared = [
        one for definition in parsed.definitions for one in getattr(definition, "variable_definitions", None) or ()
    ]
    defaults = {
        one.variable.name.value: value_from_ast_untyped(one.default_value) for one in declared if one.default_value
    }
    pages = Pages(type_info, defaults)
    visit(parsed, TypeInfoVisitor(type_info, pages))
    assert pages.sizes
    assert all(size and 1 <= size <= PAGE_NODES_MAX for size in pages.sizes)


def switches() -> set[str]:
    """Name the variables of the plan."""
    definitions = parse_documents(documents()).definitions
    plans = [node for node in definitions if isinstance(node, OperationDefinitionNode)]
    return {
        variable.variable.name.value
        for plan in plans
        if plan.name and plan.name.value == "ApplyPlan"
        for variable in plan.variable_definitions
    }


def small(query: str, **variables: object) -> Cost:
    """Estimate a query on the small schema."""
    return cost(SMALL_SCHEMA, [f"query Q($n: Int = 2, $on: Boolean, $ids: [ID!]) {query}"], "Q", variables)


def test_a_connection_is_one_request_for_each_node_above_it() -> None:
    """GitHub's own example, scaled down: 50 repositories with 10 issues each are 1 + 50 requests and 550 nodes."""
    schema = """
      type Query { repositories(first: Int): Repositories }
      type Repositories { nodes: [Repository] }
      type Repository { issues(first: Int, last: Int): Issues }
      type Issues { edges: [Edge] } type Edge { node: Issue } type Issue { title: String }
    """
    query = "query Q { repositories(first: 50) { nodes { issues(last: 10) { edges { node { title } } } } } }"
    assert cost(schema, [query], "Q", {}) == Cost(requests=51, nodes=550)


@pytest.mark.parametrize(
    ("query", "variables", "expected"),
    [
        ("{ shop(name: 1) { items(first: $n) { totalCount } } }", {}, Cost(1, 2)),
        ("{ shop(name: 1) { items(first: $n) { totalCount } } }", {"n": 7}, Cost(1, 7)),
        ("{ shop(name: 1) { items(first: 5) @include(if: $on) { totalCount } } }", {"on": False}, Cost(0, 0)),
        ("{ shop(name: 1) { items(first: 5) @skip(if: $on) { totalCount } } }", {"on": False}, Cost(1, 5)),
        ("{ shop(name: 1) { ... @include(if: $on) { items(first: 5) { totalCount } } } }", {"on": True}, Cost(1, 5)),
        ("{ shop(name: 1) { a: items(first: 5) { totalCount } b: items(last: 5) { totalCount } } }", {}, Cost(2, 10)),
        ("{ shop(name: 1) { items(first: 5) { totalCount } items(first: 5) { nodes { x } } } }", {}, Cost(1, 5)),
        ("{ shop(name: 1) { name state } }", {}, Cost(0, 0)),
    ],
)  # fmt: skip
def test_only_what_is_sent_counts_and_only_once(query: str, variables: dict[str, object], expected: Cost) -> None:
    """Sizes come from variables, switched-off parts are free, aliases are paid each, repetitions are not."""
    assert small(query, **variables) == expected


def test_fragments_count_where_they_are_spread() -> None:
    """A fragment costs nothing by itself, and again at every place."""
    fragment = "fragment F on Shop { items(first: 3) { totalCount } }"
    query = "query Q { a: shop(name: 1) { ...F } b: shop(name: 2) { ...F } }"
    assert cost(SMALL_SCHEMA, [query, fragment], "Q", {}) == Cost(2, 6)


def test_objects_requested_by_id_multiply_their_connections() -> None:
    """`nodes(ids:)` is no connection, but twenty ids have twenty histories."""
    schema = "type Query { nodes(ids: [ID!]!): [T] } type T { a(first: Int): A } type A { totalCount: Int }"
    query = "query Q($ids: [ID!]!) { nodes(ids: $ids) { a(first: 3) { totalCount } } }"
    assert cost(schema, [query], "Q", {"ids": ["x", "y"]}) == Cost(2, 6)


@pytest.mark.parametrize(("requests", "points"), [(0, 1), (149, 1), (150, 2), (294, 3), (351, 4), (5101, 51)])
def test_points_are_hundreds_of_requests_rounded(requests: int, points: int) -> None:
    """GitHub rounds, and takes one point at least."""
    assert Cost(requests, 0).points == points


def test_an_operation_that_does_not_exist_is_named() -> None:
    """A slip in a budget must not pass for a cost of nothing."""
    with pytest.raises(UsageError, match="an operation ReadMoons"):
        cost(SMALL_SCHEMA, [SMALL_DOCUMENT], "ReadMoons", {})
