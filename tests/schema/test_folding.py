"""Operations are folded as the generator folds them, and long methods cost no time."""

from __future__ import annotations

from ariadne_codegen import utils

from hygiene.schema.generate import fold, linear_folding

LINES = r"""'\nquery Q {\n  a\n}\n'"""
METHOD = f"""class C:

    def q(self) -> 'Q':
        query = gql({LINES})
        variables: dict[str, object] = {{}}
"""


def test_an_operation_becomes_one_text_over_several_lines() -> None:
    """The generated client shows what it sends."""
    assert fold(METHOD).splitlines()[3:9] == [
        '        query = gql("""',
        "",
        "            query Q {",
        "              a",
        "            }",
        '            """)',
    ]


def test_other_lines_stay_as_they_are() -> None:
    """Only operations are folded."""
    text = "x = 'a' 'b'\ndef f(a='b', c='d') -> 'E': ..."
    assert fold(text) == text


def test_a_mutation_with_hundreds_of_slots_is_folded_at_once() -> None:
    """The generator's own pattern does not come back from this line, nor would this test."""
    line = "    def f(self, " + ", ".join(f"a{i}: Union['T{i}', 'U'] = UNSET" for i in range(400)) + ") -> 'R':"
    assert fold(f"{line}\n{METHOD}").startswith(line)


def test_the_generator_has_its_own_function_back_afterwards() -> None:
    """Whoever else uses the generator in this process finds it as it was."""
    before = utils.format_multiline_strings
    with linear_folding():
        assert utils.format_multiline_strings is fold
    assert utils.format_multiline_strings is before
