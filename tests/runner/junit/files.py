"""Reading JUnit files that a test writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.runner.junit.read import read_junit

if TYPE_CHECKING:
    from pathlib import Path

    from hygiene.model.junit import FailedTest, TestResults


def results_of(folder: Path, *files: str | bytes, pattern: str = "*.xml") -> TestResults:
    """The results of these files, which are called ``0.xml``, ``1.xml`` and so on."""
    for number, content in enumerate(files):
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / f"{number}.xml").write_bytes(raw)
    return read_junit(pattern, folder)


def rows(tests: tuple[FailedTest, ...]) -> list[tuple[str, str, int]]:
    """As plain tuples."""
    return [(test.name, test.message, test.times) for test in tests]
