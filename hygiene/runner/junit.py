"""JUnit files to failing tests, bounded: neither a huge file nor one with entities hurts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from hygiene.errors import UsageError
from hygiene.model.junit import FailedTest, TestResults

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_BYTES_MAX = 20_000_000
FILES_MAX = 200
FAILED_MAX = 500


def read_junit(pattern: str, root: Path) -> TestResults:
    """The results in all files that match the glob below ``root``, by name. Raises ``UsageError`` without the extra."""
    try:
        from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - an extra
        from defusedxml.ElementTree import ParseError, parse  # noqa: PLC0415
        from junitparser import JUnitXml, JUnitXmlError  # noqa: PLC0415
    except ModuleNotFoundError:
        raise UsageError("JUnit files need an extra.", hint="Install 'ci-hygiene[junit]'.") from None
    tests, failed, unread = 0, [], []
    paths = _matching(pattern, root)
    for path in paths[:FILES_MAX]:
        if path.stat().st_size > FILE_BYTES_MAX:
            unread.append(f"{path.name} was not read: it is larger than {FILE_BYTES_MAX:,} bytes")
            continue
        try:
            read = JUnitXml.fromfile(str(path), parse_func=parse)
            cases = list(_cases(read))
        except DefusedXmlException:
            unread.append(f"{path.name} was not read: it defines entities")
            continue
        except (ParseError, JUnitXmlError, OSError, ValueError, TypeError) as error:
            unread.append(f"{path.name} was not read: it is no JUnit file ({type(error).__name__})")
            continue
        tests += len(cases)
        failed += [found for case in cases if (found := _failed(case)) is not None]
    if len(paths) > FILES_MAX:
        unread.append(f"{len(paths) - FILES_MAX} more files were not read")
    if not paths:
        unread.append("no file matches the pattern")
    unique = tuple(dict.fromkeys(failed))
    return TestResults(tests, unique[:FAILED_MAX], tuple(unread))


def _matching(pattern: str, root: Path) -> list[Path]:
    anchor = Path(pattern)
    try:
        top = Path(anchor.anchor) if anchor.anchor else root
        found = top.glob(str(anchor.relative_to(anchor.anchor)))
        return sorted(path for path in found if path.is_file())
    except (ValueError, OSError, NotImplementedError):
        raise UsageError(f"{pattern!r} is no glob.", hint="Write it like 'reports/**/*.xml'.") from None


def _cases(node: Any) -> Iterator[Any]:  # noqa: ANN401 - suites nest in files of several dialects
    """Every test case below a node; a file's root may be one suite or several."""
    for child in node:
        if hasattr(child, "result"):
            yield child
        else:
            yield from _cases(child)


def _failed(case: Any) -> FailedTest | None:  # noqa: ANN401 - the parser's class, an extra
    bad = [found for found in case.result if type(found).__name__ in ("Failure", "Error")]
    if not bad:
        return None
    name = ".".join(part for part in (case.classname, case.name) if part) or "a test without a name"
    said = (bad[0].message or bad[0].text or "").strip().splitlines()
    return FailedTest(name, said[0] if said else "")
