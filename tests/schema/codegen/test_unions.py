"""Closed unions in, open unions out; everything else stays as it was generated."""

from __future__ import annotations

import ast

import pytest

from hygiene.schema.codegen.unions import open_unions

MODULE = """
class Read(BaseModel):
    node: Optional[Annotated[Union["ReadNode", "ReadIssue"], Field(discriminator="typename__")]] = Field(default=None)
    items: list[Annotated[Union["ReadBook", "ReadSong"], Field(discriminator="typename__")]]
    rest: Optional[Annotated[Union["ReadSong", "ReadGame"], Field(discriminator="typename__")]]
    exact: Union["ReadNode", "ReadIssue"] = Field(discriminator="typename__")
    named: Union["ReadNode", "ReadIssue"] = Field(alias="x", discriminator="typename__")
    plain: Annotated[str, Field(alias="y")]


class ReadNode(BaseModel):
    typename__: Literal["Issue", "Node", "User"] = Field(alias="__typename")
    id: str


class ReadIssue(BaseModel):
    typename__: Literal["Issue"] = Field(alias="__typename")
    id: str


class ReadBook(BookRef):
    typename__: Literal["Book"] = Field(alias="__typename")


class ReadSong(BaseModel):
    typename__: Literal["Song"] = Field(alias="__typename")


class ReadGame(BaseModel):
    typename__: Literal["Game"] = Field(alias="__typename")


class Alone(BaseModel):
    typename__: Literal["Alone"] = Field(alias="__typename")
"""


@pytest.fixture
def opened() -> tuple[ast.Module, set[str]]:
    """The module with its unions open, and the names that were dropped."""
    module = ast.parse(MODULE)
    # The generator writes forward references as names in quotes; parsing its output gives constants.
    dropped = open_unions(module, {"Node", "Item"})
    return ast.parse(ast.unparse(ast.fix_missing_locations(module))), dropped


def annotation(module: ast.Module, class_name: str, field: str) -> str:
    """Return a field's annotation, and its value if there is one."""
    for node in module.body:
        if isinstance(node, ast.ClassDef) and node.name == class_name:
            for statement in node.body:
                if isinstance(statement, ast.AnnAssign) and ast.unparse(statement.target) == field:
                    return ast.unparse(statement).partition(": ")[2].replace('"', "'")
    return ""


NODE = "Annotated[Union[ReadIssue, ReadNode], by_typename('Issue')]"


def test_the_class_of_an_interface_takes_what_is_not_known(opened: tuple[ast.Module, set[str]]) -> None:
    """It has the fields that were selected on the interface."""
    assert annotation(opened[0], "Read", "node") == f"Optional[{NODE}] = Field(default=None)"
    assert annotation(opened[0], "ReadNode", "typename__") == "str = Field(alias='__typename')"


def test_the_class_of_an_interface_lists_the_known_types() -> None:
    """All that the schema lists; for Node none, since it is read by known ids."""
    module = ast.parse(MODULE.replace('"Issue", "Node", "User"', '"User", "Issue", "Item"'))
    open_unions(module, {"Item"})
    assert "_known = ('Issue', 'Item', 'User')" in ast.unparse(ast.fix_missing_locations(module))


def test_a_union_without_one_falls_back_to_unrecognized(opened: tuple[ast.Module, set[str]]) -> None:
    """A GraphQL union has no fields of its own, so there is nothing to keep but the name."""
    assert annotation(opened[0], "Read", "items") == (
        "list[Annotated[Union[ReadBook, Unrecognized, UnknownMember], by_typename('Book', beside=('Song',))]]"
    )


def test_members_without_selected_fields_are_dropped(opened: tuple[ast.Module, set[str]]) -> None:
    """They differ in nothing but their names, which Unrecognized has too."""
    assert opened[1] == {"ReadSong", "ReadGame"}
    assert annotation(opened[0], "Read", "rest") == "Optional[Unrecognized]"
    names = {node.name for node in opened[0].body if isinstance(node, ast.ClassDef)}
    assert names == {"Read", "ReadNode", "ReadIssue", "ReadBook", "Alone"}


def test_a_field_that_is_a_union_loses_its_closed_discriminator(opened: tuple[ast.Module, set[str]]) -> None:
    """The rest of its value stays."""
    assert annotation(opened[0], "Read", "exact") == NODE
    assert annotation(opened[0], "Read", "named") == f"{NODE} = Field(alias='x')"


def test_everything_else_is_left_alone(opened: tuple[ast.Module, set[str]]) -> None:
    """A concrete class has the type that it represents; other annotations are not changed."""
    assert annotation(opened[0], "Read", "plain") == "Annotated[str, Field(alias='y')]"
    assert annotation(opened[0], "ReadIssue", "typename__") == "Literal['Issue'] = Field(alias='__typename')"


def test_a_discriminator_on_something_else_is_a_bug() -> None:
    """The generator has changed; better a stop than a client that is closed again."""
    with pytest.raises(TypeError, match="not a union"):
        open_unions(ast.parse('class A(BaseModel):\n    a: str = Field(discriminator="typename__")'), set())
