"""The mutation document, generated from the table of writes: ``graphql/documents/apply_plan.graphql``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.model.operations import WRITES

if TYPE_CHECKING:
    from hygiene.model.operations import Write

NAME = "apply_plan.graphql"
_HEAD = """\
# Generated from hygiene/model/operations.py by `python -m hygiene.schema.generate`; do not edit.
#
# The one round trip that writes. GitHub carries out the fields in this order and rolls nothing back. Only the fields
# that a plan uses are sent (hygiene/github/document.py). Fields of a kind are used from the highest number down, and
# the last field of the plan reads the scope again in its payload.
mutation ApplyPlan(
  $trackerLabel: String!
  $flakyLabel: String!
  $number: Int = 0
  $byNumber: Boolean = false
  $required: Boolean = false
  $headRefName: String = ""
  $byHead: Boolean = false
  $headOid: GitObjectID = "0000000000000000000000000000000000000000"
  $byCommit: Boolean = false
  $details: Boolean = false
  $base: Boolean = false
  $baseHistory: Boolean = false
  $suites: Int = 12
  $runs: Int = 100
  $issues: Int = 20
  $deletions: Boolean = false
"""


def mutation_document() -> str:
    """The text of the document."""
    return f"{_HEAD}{''.join(map(_declared, WRITES))}) {{\n{''.join(map(_fields, WRITES))}}}\n"


def _declared(write: Write) -> str:
    lines = [f"  ${name}: Boolean = false\n" for name in _switches(write)]
    for number in range(1, write.fields_max + 1):
        lines.append(f"  ${write.field}{number}: {write.input_type} = {write.dummy}\n")
        lines.append(f"  $do{_upper(write)}{number}: Boolean = false\n")
    return "".join(lines)


def _fields(write: Write) -> str:
    return "".join(_field(write, number) for number in range(1, write.fields_max + 1))


def _field(write: Write, number: int) -> str:
    name, last = f"{write.field}{number}", number == write.fields_max
    lines = [f"{name}: {write.mutation}(input: ${name}) @include(if: $do{_upper(write)}{number}) {{"]
    indent = "  "
    for part in write.payload:
        lines.append(f"{indent}{part} {{")
        indent += "  "
    if not write.payload:
        lines.append(f"{indent}clientMutationId")
    elif write.types:
        lines.append(f"{indent}__typename")
        # A host may add up what all types select, so that only the type of the object in question is sent.
        for type_, switch in zip(write.types, _switches(write), strict=True) if last else ():
            lines += [f"{indent}... on {type_} {{"]
            lines += [f"{indent}  {line}" for line in (write.selects, *_again(switch))]
            lines += [f"{indent}}}"]
    else:
        lines += [f"{indent}{line}" for line in (write.selects, *(_again(_switches(write)[0]) if last else ()))]
    for depth in range(len(write.payload), -1, -1):
        lines.append(f"{'  ' * depth}}}")
    return "".join(f"  {line}\n" for line in lines)


def _again(switch: str) -> list[str]:
    return [f"repository @include(if: ${switch}) {{", "  ...Scope", "}"]


def _switches(write: Write) -> list[str]:
    """The variables that have the last field of a kind read the scope again, one for each type of its object."""
    return [f"see{_upper(write)}{type_}" for type_ in write.types or ("",)] if write.payload else []


def _upper(write: Write) -> str:
    return write.field[0].upper() + write.field[1:]
