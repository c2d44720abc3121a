"""Every variable that is read is in the reference, and none that is not."""

from __future__ import annotations

import ast
import re

from tests.docs.pages import ROOT, read

PAGE = "docs/reference/configuration.md"
# Read by typer for an option, and so on the page of the command line; or loaded and used by nobody yet.
ELSEWHERE = {"HYGIENE_ADVISORY", "GITHUB_RUN_ID"}
_NAME = re.compile(r"[A-Z][A-Z_]{3,}")


def variables_read() -> set[str]:
    """The names of the variables that the settings read."""
    found = set()
    for path in (ROOT / "hygiene" / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str(name)), *_]):
                    found.add(name)
                case ast.Compare(left=ast.Constant(value=str(name)), ops=[ast.In() | ast.NotIn()]):
                    found.add(name)
                case _:
                    pass
    return {name for name in found if _NAME.fullmatch(name)}


def test_variables() -> None:
    """The table of the environment is complete."""
    table = read(PAGE).partition("## The environment")[2]
    shown = {name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in _NAME.findall(row)}
    known = variables_read() - ELSEWHERE
    assert len(known) >= 10
    assert (known - shown, shown - known - {"ALL_PROXY", "HTTPS_PROXY", "SSL_CERT_DIR"}) == (set(), set())
