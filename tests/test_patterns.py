"""Regular expressions: those that are compiled when they are first used, and that none takes long to compile.

Python makes a table of a set of characters, one character after the other. A range to the end of Unicode takes
milliseconds of every run; the few characters that it leaves out take next to nothing.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from re import _parser  # type: ignore[attr-defined] # the only reader of patterns that Python has
from typing import TYPE_CHECKING, Any

import pytest

import hygiene
from hygiene.audit.workflows import nodes
from hygiene.model import marker
from hygiene.patterns import Pattern, pattern
from hygiene.report import json_text
from hygiene.runner.junit import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

RANGE_CHARS_MAX = 4096
LINE_ENDS = "\t\n\r"


def in_yaml(code: int) -> bool:
    """https://yaml.org/spec/1.2.2/#51-character-set."""
    wide = 0xA0 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
    return chr(code) in LINE_ENDS or 0x20 <= code <= 0x7E or code == 0x85 or wide


def in_xml(code: int) -> bool:
    """https://www.w3.org/TR/xml/#charsets."""
    return chr(code) in LINE_ENDS or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


@pytest.mark.parametrize(
    ("pattern", "left_alone"),
    [
        (nodes._FORBIDDEN, in_yaml),
        (re.compile(nodes._ALLOWED), in_yaml),
        (decode._NOT_XML, in_xml),
        (json_text._NOT_ASCII, lambda code: code <= 0x7E),
    ],
    ids=["yaml", "pyyaml", "xml", "ascii"],
)
def test_every_character(pattern: re.Pattern[str], left_alone: Any) -> None:  # noqa: ANN401 - a predicate
    """Each of the million characters is matched, or left alone, as in the specification."""
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert pattern.findall(everything) == [one for one in everything if not left_alone(ord(one))]


@pytest.mark.parametrize(
    ("of_ascii", "whole"),
    [(nodes._FORBIDDEN_OF_ASCII, nodes._FORBIDDEN), (marker._ESCAPED_OF_ASCII, marker._ESCAPED)],
    ids=["yaml", "marker"],
)
def test_patterns_for_ascii(of_ascii: re.Pattern[str], whole: re.Pattern[str]) -> None:
    """The quick pattern and the whole one are the same in ASCII."""
    everything = "".join(map(chr, range(128)))
    assert of_ascii.findall(everything) == whole.findall(everything) != []


def test_pyyaml_does_not_compile_its_widest_pattern() -> None:
    """It uses ours, which is the same, and nothing else is changed; a new version may need another text."""
    code = """
import re
before = re.compile
from hygiene.audit.workflows import nodes
yaml = nodes.load_yaml()
from yaml.reader import Reader
print(Reader.NON_PRINTABLE is nodes._FORBIDDEN, re.compile is before, yaml.safe_load("a: [b, 1]"))
try:
    yaml.load("a: '\\x01'", Loader=yaml.SafeLoader)
except yaml.reader.ReaderError as error:
    print(error.reason)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout.splitlines() == ["True True {'a': ['b', 1]}", "special characters are not allowed"]


def ranges(parsed: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401 - Python's own trees, which have no types
    """The ranges of characters in a parsed pattern."""
    if isinstance(parsed, tuple) and len(parsed) == 2 and str(parsed[0]) == "RANGE":
        yield parsed[1]
    elif isinstance(parsed, tuple | list | _parser.SubPattern):
        for part in parsed:
            yield from ranges(part)


def test_no_range_is_wide() -> None:
    """No module of hygiene has a pattern that is slow to compile."""
    wide, count = [], 0
    for module in pkgutil.walk_packages(hygiene.__path__, "hygiene."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern | Pattern):
                count += 1
                tree = _parser.parse(value.pattern, value.flags)
                wide += [f"{module.name}.{name}" for low, high in ranges(tree) if high - low > RANGE_CHARS_MAX]
    assert count > 100
    assert wide == []


def test_a_pattern_is_compiled_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not before; then it is like any other, and Python keeps it."""
    compiled: list[tuple[Any, ...]] = []
    really = re.compile

    def counted(*given: Any) -> Any:  # noqa: ANN401 - those of another function
        compiled.append(given)
        return really(*given)

    monkeypatch.setattr(re, "compile", counted)
    digits: Any = pattern(r"(?P<first>\d)\d*", re.ASCII)
    assert compiled == []
    assert [match["first"] for match in digits.finditer("12 345")] == ["1", "3"]
    assert (digits.sub("n", "a1b22"), digits.sub("n", "33")) == ("anbn", "n")
    assert digits.flags & re.ASCII
    assert compiled == [(r"(?P<first>\d)\d*", re.ASCII)] * 3
    with pytest.raises(AttributeError):
        digits.no_such_method  # noqa: B018
