"""What no public use is known of, as it is really sent: a host that refuses it costs that, and never the run."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from graphql import FieldNode, FragmentDefinitionNode, TypeInfo, TypeInfoVisitor, Visitor, get_named_type, parse, visit
from hygiene.model.host_features import OPTIONAL_FEATURES, feature_with
from tests.cli.test_requests_sent import manual, of_branch, of_fork, of_pull_request, of_queue, own, schema, sent
from tests.docs.test_assumptions import ROWS
from tests.older import OlderHost
from tests.workflow_runner import GREEN, RED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.workflow_runner import Runner

STARTS = [manual, own, of_fork, of_branch, of_pull_request, of_queue]
# `Type.field`, `field`, `field(argument:)` or `@directive`, as the table of assumptions names a construct.
_CONSTRUCT = re.compile(r"`(?P<at>@?)(?:(?P<type>\w+)\.)?(?P<name>\w+)(?:\((?P<argument>\w+):\))?`")
# Whatever refuses it, a read follows: the field itself is everywhere in GitHub's schema.
PAYLOAD = "`repository` in a payload"


@dataclass(frozen=True)
class Use:
    """A field as it is sent: its type, name, response key, arguments, fragment, and whether it is in a payload."""

    type: str
    name: str
    key: str
    arguments: frozenset[str]
    fragment: str
    payload: bool


@dataclass(frozen=True)
class Construct:
    """A construct that the table calls unproven."""

    text: str

    def is_in(self, use: Use) -> bool:
        """Whether a field is this construct."""
        found = _CONSTRUCT.search(self.text)
        assert found is not None, f"no construct is named: {self.text}"
        if found["at"]:
            return False
        return (
            use.name == found["name"]
            and found["type"] in (None, use.type)
            and (found["argument"] is None or found["argument"] in use.arguments)
            and (self.text != PAYLOAD or use.payload)
        )


UNPROVEN = [Construct(row[0]) for row in ROWS if row[1].startswith("Unproven")]


class Uses(Visitor):
    """Collects the fields of a document."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self.types = types
        self.fragment = ""
        self.found: set[Use] = set()
        self.writes = False

    def enter_operation_definition(self, node: Any, *_: Any) -> None:  # noqa: ANN401 - the signature of a visitor
        """An operation belongs to no fragment."""
        self.fragment = ""
        self.writes = node.operation.value == "mutation"

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: Any) -> None:  # noqa: ANN401 - as above
        """What follows is of this fragment."""
        self.fragment = node.name.value

    def enter_field(self, node: FieldNode, *_: Any) -> None:  # noqa: ANN401 - as above
        """One field."""
        parent = self.types.get_parent_type()
        name, key = node.name.value, (node.alias or node.name).value
        arguments = frozenset(argument.name.value for argument in node.arguments)
        kind = get_named_type(parent)
        payload = self.writes and not self.fragment and kind is not schema().mutation_type
        self.found.add(Use(kind.name if kind else "", name, key, arguments, self.fragment, payload))


def uses(text: str) -> set[Use]:
    """The fields of a document."""
    types = TypeInfo(schema())
    visitor = Uses(types)
    visit(parse(text), TypeInfoVisitor(types, visitor))
    return visitor.found


def test_the_table_and_the_features_name_the_same() -> None:
    """What is unproven in an ordinary request is an optional feature without a known use, and the other way round."""
    unknown = {feature.fields for feature in OPTIONAL_FEATURES if feature.why.startswith("no report is known")}
    aliases = {"gateFile": "file", "gateFolder": "file"}
    names = {aliases.get(field, field) for fields in unknown for field in fields}
    apart = {"repository", "timelineItems", "include"}
    assert {_CONSTRUCT.search(one.text)["name"] for one in UNPROVEN} == names | apart  # type: ignore[index]
    assert {one.text for one in UNPROVEN} >= {*LACKS, PAYLOAD}
    assert len(LACKS) == len(unknown)


@pytest.mark.parametrize("start", STARTS)
def test_it_is_optional_in_every_request(
    runner: Runner, start: Callable[[Runner, dict[str, Any], int], tuple[str, ...]]
) -> None:
    """Each use is in a fragment of an optional feature, or in a payload; nothing else is sent by a changed run."""
    seen: dict[str, set[str]] = {}
    for place, jobs in enumerate((RED, GREEN)):
        for request in sent(runner, *start(runner, jobs, place)):
            assert request.operation in ("ReadScope", "ApplyPlan")
            assert "@" not in request.text
            for use in uses(request.text):
                for construct in [one for one in UNPROVEN if one.is_in(use)]:
                    feature = feature_with(use.fragment)
                    assert feature is not None or construct.text == PAYLOAD, use
                    assert feature is None or use.key in feature.fields, use
                    seen.setdefault(construct.text, set()).add(use.key)
    # The comparison finds something: a run that sends none of it would show nothing.
    assert {PAYLOAD, "`userContentEdits`"} <= seen.keys()
    assert not any("timelineItems" in text for text in seen)


@dataclass
class Withheld(httpx.BaseTransport):
    """A host that returns null with FORBIDDEN for every use of a construct; ``count`` is how often it did."""

    inner: httpx.BaseTransport
    construct: Construct
    count: int = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Take out of the response what the document asked for by this construct."""
        asked = json.loads(request.read())
        keys = {use.key for use in uses(asked["query"]) if self.construct.is_in(use)}
        response = self.inner.handle_request(request)
        if not keys:
            return response
        answer = json.loads(response.read())
        errors = list(self._withheld(answer.get("data"), keys, ()))
        self.count += len(errors)
        if errors:
            answer["errors"] = [*answer.get("errors", []), *errors]
        headers = {name: value for name, value in response.headers.items() if name.startswith("x-") or name == "date"}
        return httpx.Response(response.status_code, json=answer, headers=headers, request=request)

    def _withheld(self, node: Any, keys: set[str], path: tuple[str | int, ...]) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
        if isinstance(node, list):
            for place, one in enumerate(node):
                yield from self._withheld(one, keys, (*path, place))
        elif isinstance(node, dict):
            for key, value in node.items():
                if key in keys and (self.construct.text != PAYLOAD or path):
                    node[key] = None
                    message = "Resource not accessible by integration"
                    yield {"type": "FORBIDDEN", "path": [*path, key], "message": message}
                # ``repository`` cannot be null in GitHub's schema: the node that it is in becomes null.
                elif isinstance(value, dict) and self.construct.text == PAYLOAD and "repository" in value and path:
                    node[key] = None
                    error_path = [*path, key, "repository"]
                    yield {"type": "FORBIDDEN", "path": error_path, "message": "Resource not accessible by integration"}
                else:
                    yield from self._withheld(value, keys, (*path, key))


LACKS = {
    "`Commit.file(path:)`": "Commit.file",
    "`Ref.rules`": "Ref.rules",
    "`userContentEdits`": "UserContentEditConnection",
}


# What an ordinary run sends; every type of GitHub's schema has the field of a payload.
SENT = [
    (one, refusal)
    for one in UNPROVEN
    for refusal in ("document", "field")
    if one.text in LACKS or (one.text, refusal) == (PAYLOAD, "field")
]


@pytest.mark.parametrize(("construct", "refusal"), SENT, ids=[f"{one.text} {refusal}" for one, refusal in SENT])
def test_a_host_that_refuses_it(runner: Runner, construct: Construct, refusal: str) -> None:
    """One comment and one tracker all the same, and they follow the result."""
    hosts: list[Any] = []

    def around(inner: httpx.BaseTransport) -> Any:  # noqa: ANN401 - either host
        host = Withheld(inner, construct) if refusal == "field" else OlderHost(inner, (LACKS[construct.text],))
        hosts.append(host)
        return host

    for place, jobs in enumerate((RED, GREEN)):
        arguments = manual(runner, jobs, place)
        ran = runner.run("post-ci", "--json", *arguments, around=around)
        assert ran.code == 0, ran.stderr
        (comment,) = runner.comments(1)
        (tracker,) = runner.repository.issues()
        assert ran.json["state"] == ("failure", "success")[place]
        assert ("1 of 4 jobs failed" in comment.body) is (place == 0)
        assert tracker.state == ("OPEN", "CLOSED")[place]
    assert any(host.count if isinstance(host, Withheld) else host.refusals for host in hosts)
