"""The generated classes read what models of pydantic would read, and refuse what those refuse, with the same errors.

The models are made here of the annotations of the generated classes, by the rules of pydantic itself.
"""

from __future__ import annotations

import importlib
import pkgutil
from copy import deepcopy
from datetime import datetime
from enum import Enum
from random import Random
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import hygiene_github
import pytest
from hygiene_github.base_model import BaseModel, as_json
from hygiene_github.input_types import CloseIssueInput, CreateIssueInput
from pydantic import AfterValidator, ConfigDict, Discriminator, Field, Tag, ValidationError, create_model
from pydantic import BaseModel as PydanticModel

if TYPE_CHECKING:
    from collections.abc import Callable

EACH = 30
CHANGES_MAX = 3
CHANCE = 0.2
JUNK = [
    None,
    True,
    0,
    3,
    "3",
    "x",
    "",
    1.5,
    10**30,
    [],
    [None],
    {},
    {"id": 1},
    "2025-01-02T03:04:05",
    "0001-01-01",
    b"x",
]
SAMPLES: dict[Any, list[object]] = {
    str: ["text", "Issue", "Novelty", "UNKNOWN"],
    int: [3, "9007199254740993"],
    bool: [True, False],
    float: [1.5],
    datetime: ["2025-01-02T03:04:05Z", "2025-01-02", "9999-12-31T23:59:59Z"],
}
TWINS: dict[type, type[PydanticModel]] = {}


def generated() -> list[type[BaseModel]]:
    """Every class of the committed client."""
    modules = [
        importlib.import_module(f"hygiene_github.{each.name}") for each in pkgutil.iter_modules(hygiene_github.__path__)
    ]
    return [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, BaseModel) and value.__module__ == module.__name__
        if value is not BaseModel
    ]


def twin(model: type[BaseModel]) -> type[PydanticModel]:
    """A model of pydantic with the same fields."""
    if model in TWINS:
        return TWINS[model]
    hints = get_type_hints(model, include_extras=True)
    fields: dict[str, Any] = {
        name: (as_pydantic(hints[name]), Field(alias=alias, default=getattr(model, name, ...)))
        for name, alias in model.model_names().items()
    }
    TWINS[model] = create_model(
        model.__name__, __config__=ConfigDict(validate_by_name=True, validate_by_alias=True), **fields
    )
    return TWINS[model]


def as_pydantic(hint: Any) -> Any:  # noqa: ANN401 - annotations
    """An annotation in the words of pydantic."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated and get_args(inner[0]):
        made = inner[1](inner[0])
        members = zip(get_args(inner[0]), made["choices"], strict=True)
        tagged = [Annotated[twin(member), Tag(tag)] for member, tag in members]
        choice: Any = Union[tuple(tagged)]  # noqa: UP007 - made at run time
        return Annotated[choice, Discriminator(made["discriminator"])]
    if origin is Annotated:
        return Annotated[inner[0], AfterValidator(inner[1](inner[0])["function"]["function"])]
    if NoneType in inner:
        return as_pydantic(inner[0]) | None
    if origin is list:
        return list[as_pydantic(inner[0])]  # type: ignore[misc]
    return twin(hint) if isinstance(hint, type) and issubclass(hint, BaseModel) else hint


def sample(hint: Any, random: Random) -> Any:  # noqa: ANN401 - JSON
    """A value that has the form of an annotation."""
    origin, inner = get_origin(hint), get_args(hint)
    if NoneType in inner:
        return None if random.random() < CHANCE else sample(inner[0], random)
    if origin is Annotated:
        return sample(random.choice(get_args(inner[0]) or [inner[0]]), random)
    if origin is list:
        return [sample(inner[0], random) for _ in range(random.randint(0, 2))]
    if origin is Literal:
        return inner[0]
    if issubclass(hint, BaseModel):
        hints = get_type_hints(hint, include_extras=True)
        return {alias: sample(hints[name], random) for name, alias in hint.model_names().items()}
    if issubclass(hint, Enum):
        return random.choice([*(str(member.value) for member in hint), "NOVELTY"])
    return random.choice(SAMPLES[hint])


def places(value: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - JSON
    """Each container with each of its keys."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [place for key in keys for place in [(value, key), *places(value[key])]]


def mutated(value: Any, random: Random) -> Any:  # noqa: ANN401 - JSON
    """A copy with something else in some places, or nothing."""
    whole = [deepcopy(value)]
    for _ in range(random.randint(0, CHANGES_MAX)):
        container, key = random.choice(places(whole))
        if isinstance(container, dict) and random.random() < CHANCE:
            del container[key]
        else:
            container[key] = deepcopy(random.choice(JUNK))
    return whole[0]


def outcome(read: Callable[[Any], object], raw: object) -> object:
    """Everything that reading gives, or all errors."""
    try:
        return content(read(raw))
    except ValidationError as error:
        return error.errors(include_url=False)


def content(value: object) -> object:
    """A value with its type, and that of all that is in it."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list):
        return [content(item) for item in value]
    if isinstance(value, BaseModel | PydanticModel):
        return type(value).__name__, {name: content(item) for name, item in vars(value).items()}, value.model_fields_set
    return type(value), value


@pytest.mark.long
def test_every_class_reads_as_pydantic_would() -> None:
    """Responses of all forms, and with anything in any place."""
    random = Random(7)  # noqa: S311 - repeatable, not secret
    good = bad = 0
    for model in generated():
        for _ in range(EACH):
            raw = mutated(sample(model, random), random)
            expected = outcome(twin(model).model_validate, raw)
            assert outcome(model.model_validate, raw) == expected
            good, bad = good + isinstance(expected, tuple), bad + isinstance(expected, list)
    assert min(good, bad) > 1000


@pytest.mark.parametrize(
    "values",
    [
        {"repository_id": "R", "title": "t"},
        {"repository_id": "R", "title": "t", "body": None, "label_ids": ["a"], "project_v_2_ids": []},
        {"repository_id": "R", "title": "t", "issue_fields": [{"fieldId": "F", "numberValue": 1.5, "delete": True}]},
        {"repository_id": "R", "title": "t", "agent_assignment": {"baseRef": "main"}},
        {"repository_id": "R", "title": 3},
    ],
)
def test_an_input_is_sent_as_pydantic_would(values: dict[str, Any]) -> None:
    """What was given, under GitHub's names, and what is wrong with it."""
    pydantic = twin(CreateIssueInput)
    expected = outcome(lambda given: pydantic(**given).model_dump(by_alias=True, exclude_unset=True), values)
    assert outcome(lambda given: as_json(CreateIssueInput(**given)), values) == expected


def test_a_name_that_an_input_does_not_have_is_a_bug() -> None:
    """Pydantic would leave it out in silence."""
    misspelt: dict[str, Any] = {"issue_id": "I", "reason": "COMPLETED"}
    with pytest.raises(KeyError, match="reason"):
        CloseIssueInput(**misspelt)
