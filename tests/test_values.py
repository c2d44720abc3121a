"""Our data classes behave as those of the standard library, from which each case is made as well."""

from __future__ import annotations

import copy
import dataclasses
import operator
import pickle
from dataclasses import field, replace
from typing import Any, ClassVar

import pytest

from hygiene import values

MAKERS = (dataclasses.dataclass, values._dataclass)
COMPARISONS = (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge)


def _classes(**options: bool) -> list[Any]:
    """The same class, made by the standard library and by us."""
    found = []
    for make in MAKERS:

        @make(**options)
        class Point:
            x: int
            y: str = "a"
            tags: list[str] = field(default_factory=list, compare=False)
            seen: dict[str, int] = field(default_factory=dict, repr=False, init=False, compare=False)
            kind: ClassVar[str] = "point"

        Point.__qualname__ = "Point"
        found.append(Point)
    return found


def _outcome(call: Any) -> Any:  # noqa: ANN401
    try:
        return call()
    except (TypeError, AttributeError) as error:
        return type(error)


OPTIONS = [
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "order": True},
    {"frozen": True, "slots": True, "eq": False},
    {"slots": True},
    {},
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize(
    "question",
    [
        lambda cls: cls(),
        lambda cls: cls(1, z=2),
        lambda cls: cls(1, "b", [], {}),
        lambda cls: (cls(1).x, cls(x=2, y="c").y, cls(1, tags=["t"]).tags, cls(1).seen, cls.kind),
        lambda cls: cls(1).tags is cls(1).tags,
        lambda cls: repr(cls(1, "b", ["t"])),
        lambda cls: len({hash(one) for one in [cls(1, "b"), cls(1, "b", ["other"])]}),
        lambda cls: len({cls(1), cls(1), cls(2)}),
        lambda cls: [one(cls(1), cls(2, "b")) for one in COMPARISONS[:2]],
        lambda cls: [one(cls(2, "a"), cls(2, "b")) for one in COMPARISONS],
        lambda cls: [cls(1) == other for other in (1, None, "x", (1, "a"))],
        lambda cls: cls(1) < (1, "a"),
        lambda cls: setattr(cls(1), "x", 2),
        lambda cls: setattr(cls(1), "unknown", 2),
        lambda cls: delattr(cls(1), "x"),
        lambda cls: dataclasses.asdict(cls(1, "b")),
        lambda cls: repr(replace(cls(1, "b"), x=5)),
        lambda cls: replace(cls(1), unknown=5),
        lambda cls: [one.name for one in dataclasses.fields(cls)],
        lambda cls: dataclasses.is_dataclass(cls(1)),
        lambda cls: cls.__match_args__,
        lambda cls: hasattr(cls(1), "__dict__"),
        lambda cls: repr(copy.copy(cls(1, "b"))),
        lambda cls: repr(copy.deepcopy(cls(1, "b", ["t"]))),
    ],
)
def test_like_the_standard_one(options: dict[str, bool], question: Any) -> None:  # noqa: ANN401
    """The same answer, or an error of the same type, each from a class that was not used before."""
    standard, ours = (_outcome(lambda cls=cls: question(cls)) for cls in _classes(**options))
    if options.get("slots") and standard is TypeError and ours is dataclasses.FrozenInstanceError:
        return  # the standard one fails on an unknown name only because its class was replaced for the slots
    assert ours == standard


@values.dataclass(frozen=True, slots=True, order=True)
class Version:
    """Has a method of each kind that is made only where the class has none."""

    number: int
    text: str = ""

    def __post_init__(self) -> None:
        """A value that is set from within."""
        object.__setattr__(self, "text", self.text or str(self.number))

    def __repr__(self) -> str:
        """A format of its own."""
        return f"v{self.number}"


def test_methods_of_the_class_stay() -> None:
    """A class keeps what it defines."""
    assert repr(Version(1)) == "v1"
    assert Version(1) <= Version(2)
    assert Version(3).text == "3"


def test_pickled() -> None:
    """A frozen value with slots can be pickled."""
    assert pickle.loads(pickle.dumps(Version(4))) == Version(4)  # noqa: S301 - our own bytes


def test_nested_in_itself() -> None:
    """A value that contains itself is printed."""

    @values._dataclass(slots=True)
    class Box:
        inside: Any = None

    box = Box()
    box.inside = box
    assert repr(box).endswith("Box(inside=...)")
