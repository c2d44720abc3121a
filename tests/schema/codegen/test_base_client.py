"""One operation, one POST, one response; whatever comes back is available."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from hygiene.schema.codegen.base_client import TEXT_BYTES_MAX, Answer, BaseClient
from hygiene.schema.codegen.base_model import UNSET, BaseModel
from hygiene.schema.codegen.exceptions import ClientError, GraphQLAnswerError, HttpStatusError, NotGraphQLError

if TYPE_CHECKING:
    from collections.abc import Callable

HEADERS = {"x-ratelimit-remaining": "7"}


class Input(BaseModel):
    """An input as the generator writes them."""

    id: str
    title: str | None = None
    body: str | None = None


def client(answer: Callable[[httpx.Request], httpx.Response]) -> BaseClient:
    """Let requests end in a function."""
    return BaseClient(httpx.Client(transport=httpx.MockTransport(answer)), "https://github.example/graphql")


def asked(response: httpx.Response) -> tuple[BaseClient, Callable[[], dict[str, Any]]]:
    """Return a client, and the call that gets its data."""
    asking = client(lambda _: response)
    return asking, lambda: asking.get_data(asking.execute("query Q { a }", "Q"))


def test_only_what_is_set_is_sent() -> None:
    """An unset variable keeps the document's default, an unset field of an input is left alone, null is sent."""
    sent: list[dict[str, Any]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200, json={"data": {}})

    variables = {"a": UNSET, "b": None, "c": Input(id="x", title=None), "d": [Input(id="y")], "e": 1}
    client(answer).execute("query Q { a }", "Q", variables)
    assert sent == [
        {
            "query": "query Q { a }",
            "operationName": "Q",
            "variables": {"b": None, "c": {"id": "x", "title": None}, "d": [{"id": "y"}], "e": 1},
        }
    ]


def test_data_is_returned_and_the_response_is_available() -> None:
    """Rate limits are in headers, also of successful responses."""
    asking, call = asked(httpx.Response(200, json={"data": {"a": 1}}, headers=HEADERS))
    assert call() == {"a": 1}
    assert asking.last is not None
    assert (asking.last.status, asking.last.headers["X-RateLimit-Remaining"]) == (200, "7")
    assert asking.last.data == {"a": 1}


def test_errors_are_raw_and_keep_the_partial_data() -> None:
    """GitHub's `type` is a key of the error itself, and a mutation may have half happened."""
    errors = [{"type": "FORBIDDEN", "message": "No.", "path": ["a"]}, {"message": "Nor this."}]
    asking, call = asked(httpx.Response(200, json={"data": {"a": None}, "errors": errors}, headers=HEADERS))
    with pytest.raises(GraphQLAnswerError, match=r"No\.; Nor this\.") as caught:
        call()
    assert caught.value.errors == errors
    assert caught.value.data == {"a": None}
    assert caught.value.headers["x-ratelimit-remaining"] == "7"
    assert asking.last is not None
    assert asking.last.errors == errors


@pytest.mark.parametrize(
    ("errors", "expected"),
    [
        ("broken", [{"message": '"broken"'}]),
        (["broken", None], [{"message": '"broken"'}, {"message": "null"}]),
        ({"message": "one"}, [{"message": "one"}]),
    ],
)
def test_errors_of_another_shape_are_errors_still(errors: object, expected: object) -> None:
    """A proxy's idea of errors must not become an AttributeError."""
    _, call = asked(httpx.Response(200, json={"errors": errors}))
    with pytest.raises(GraphQLAnswerError) as caught:
        call()
    assert caught.value.errors == expected
    assert caught.value.data is None


@pytest.mark.parametrize("status", [301, 401, 403, 404, 429, 500, 502, 504])
def test_another_status_carries_headers_and_text(status: int) -> None:
    """Secondary limits come as 403 with advice in both."""
    asking, call = asked(httpx.Response(status, text="secondary rate limit", headers={"retry-after": "60"}))
    with pytest.raises(HttpStatusError) as caught:
        call()
    assert (caught.value.status, caught.value.text) == (status, "secondary rate limit")
    assert caught.value.headers["retry-after"] == "60"
    assert asking.last is not None
    assert asking.last.status == status


@pytest.mark.parametrize(
    "text", ["<html>", "", '{"data": {"a"', "[" * 100_000, "null", "[]", "{}", '{"data": null}', '{"data": []}']
)
def test_what_is_no_answer_is_raised_with_its_text(text: str) -> None:
    """HTML, half a JSON and JSON of something else, under a status of success."""
    _, call = asked(httpx.Response(200, text=text, headers=HEADERS))
    with pytest.raises(NotGraphQLError) as caught:
        call()
    assert caught.value.text == text[:TEXT_BYTES_MAX]
    assert caught.value.status == httpx.codes.OK


def test_a_network_error_is_raised_and_leaves_no_response() -> None:
    """The answer before must not be taken for the answer to this."""

    def refuse(_: httpx.Request) -> httpx.Response:
        message = "reset"
        raise httpx.ReadError(message)

    asking = client(refuse)
    asking.last = Answer(200, {})
    with pytest.raises(httpx.ReadError):
        asking.execute("query Q { a }")
    assert asking.last is None


def test_nothing_is_repeated() -> None:
    """Whether a mutation may be repeated is decided by the caller."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(502)

    asking = client(answer)
    response = asking.execute("mutation M { a }")
    with pytest.raises(ClientError):
        asking.get_data(response)
    assert len(seen) == 1
