"""A client that does without what its host does not know: it leaves that out, asks again, and remembers for the run.

A document that a host refuses for a word in it was not carried out in any part, so a mutation too may be sent again.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from hygiene_github import GitHubClient

from hygiene.model.host_features import OPTIONAL_FEATURES, Feature, OptionalFeature, feature_of, feature_with

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import httpx


_FRAGMENT = "fragment "
_OPERATION = ("query", "mutation", _FRAGMENT)


class YieldingClient(GitHubClient):
    """``lacking`` and ``lost`` are what its host turned out not to have: parts of documents, and whole ones."""

    def __init__(self, http_client: httpx.Client, url: str) -> None:
        super().__init__(http_client, url)
        self.lacking: dict[OptionalFeature, None] = {}
        self.lost: dict[Feature, None] = {}
        self._sent = ""
        self._operation = ""

    def execute(
        self, query: str, operation_name: str | None = None, variables: dict[str, Any] | None = None
    ) -> httpx.Response:
        """Send one operation without what the host lacks."""
        fragments = {name for feature in self.lacking for name in feature.fragments}
        self._sent = without(query, fragments) if fragments else query
        self._operation = operation_name or ""
        return super().execute(self._sent, operation_name, variables)

    def learn(self, errors: Sequence[Mapping[str, Any]]) -> bool:
        """Note what the refusal of the last document is about; whether anything is new, so that asking again helps."""
        found = [feature for feature in refused(errors, self._sent) if feature not in self.lacking]
        self.lacking.update(dict.fromkeys(found))
        return bool(found)

    def without(self) -> list[str]:
        """What the host lacks, each with what becomes of the run."""
        parts = [f"{one.name}; {one.without}" for one in self.lacking]
        return parts + [f"{one.name}; {one.without}" for one in self.lost]

    def lose(self) -> None:
        """Note that the host does not know the last document, which has no part that could be left out."""
        self.lost[feature_of(self._operation)] = None


def refused(errors: Iterable[Mapping[str, Any]], sent: str) -> list[OptionalFeature]:
    """The optional features that the errors of an answer without data are about."""
    found = [_feature(error, sent) for error in errors if _is_about_words(error)]
    return list(dict.fromkeys(feature for feature in found if feature is not None))


def _is_about_words(error: Mapping[str, Any]) -> bool:
    """Whether an error is about the document, not about something in the repository.

    Those carry GitHub's ``type`` and a path of response keys; these a path that begins ``query X`` or ``fragment X``:
    https://github.com/rmosolgo/graphql-ruby/blob/master/lib/graphql/static_validation/error.rb
    """
    path = error.get("path")
    first = str(path[0]) if isinstance(path, list) and path else ""
    return "type" not in error and (not first or first.startswith(_OPERATION))


def _feature(error: Mapping[str, Any], sent: str) -> OptionalFeature | None:
    return feature_with(_definition(error, sent)) or _with_input(_said(error))


def _definition(error: Mapping[str, Any], sent: str) -> str:
    """The fragment that an error names in its path, or else the definition that its first line stands in."""
    path = error.get("path")
    if isinstance(path, list) and path and str(path[0]).startswith(_FRAGMENT):
        return str(path[0]).removeprefix(_FRAGMENT)
    places = error.get("locations")
    place = places[0] if isinstance(places, list) and places else None
    line = place.get("line") if isinstance(place, dict) else None
    return definition_at(sent, line) if isinstance(line, int) else ""


def _said(error: Mapping[str, Any]) -> str:
    """What is wrong with a variable: the host's sentence without the value that some repeat in it, and its guesses."""
    extensions = error.get("extensions")
    problems = extensions.get("problems") if isinstance(extensions, dict) else None
    message, _, _ = str(error.get("message", "")).partition("Did you mean")
    return f"{message.rpartition('; ')[2]} {json.dumps(problems)}"


def _with_input(said: str) -> OptionalFeature | None:
    words = set(re.findall(r"\w+", said))
    features = (one for one in OPTIONAL_FEATURES for name in one.inputs if name.rpartition(".")[2] in words)
    return next(features, None)


_NAME = re.compile(r"\s*(?:query|mutation|fragment) (\w+)")
_SPREAD = re.compile(r"^\s*\.\.\.(\w+)", re.MULTILINE)
_BETWEEN = re.compile(r"\n\s*\n")
_VARIABLE = re.compile(r'\$(\w+): [\w!\[\]]+(?: = (?:\{[^}]*\}|"[^"]*"|\w+))?(?:, )?')


def definition_at(text: str, line: int) -> str:
    """The name of the operation or fragment that a line, counted from 1, belongs to; empty for none."""
    names = [found[1] for one in text.split("\n")[: max(line, 0)] if (found := _NAME.match(one))]
    return names[-1] if names else ""


def without(text: str, fragments: Collection[str]) -> str:
    """The document without these fragments, what they alone need, and the variables that nothing uses any more."""
    operation, *others = _BETWEEN.split(text.strip("\n "))
    definitions = {_name(one): _unspread(one, fragments) for one in (operation, *others)}
    wanted = [_name(operation)]
    for name in wanted:
        wanted += [spread for spread in _SPREAD.findall(definitions[name]) if spread not in wanted]
    kept = [definition for name, definition in definitions.items() if name in wanted]
    return "\n\n".join([_redeclared(kept[0], kept[1:]), *kept[1:]])


def _name(definition: str) -> str:
    found = _NAME.match(definition)
    return found[1] if found else ""


def _unspread(definition: str, fragments: Collection[str]) -> str:
    lines = definition.split("\n")
    return "\n".join(line for line in lines if not ((found := _SPREAD.match(line)) and found[1] in fragments))


def _redeclared(operation: str, others: list[str]) -> str:
    head, brace, body = operation.partition(") {\n")
    used = set(re.findall(r"\$(\w+)", "\n".join([body, *others])))
    head = _VARIABLE.sub(lambda found: found[0] if found[1] in used else "", head)
    return head.removesuffix(", ") + brace + body
