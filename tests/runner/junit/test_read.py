"""Which files are read, within which bounds, and what is reported about the others."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hygiene.errors import UsageError
from hygiene.runner.junit import read, reader
from hygiene.runner.junit.read import read_junit
from tests.runner.junit.files import results_of, rows

# Deeper than Python's calls, and a longer path than the system takes: 1,000 calls and 4,096 bytes.
DEEP = 2_100
FAILING = """<testsuites><testsuite name="outer"><testsuite name="inner">
<testcase classname="pkg.test_a" name="test_one"><failure message="expected 1, got 2"/></testcase>
<testcase classname="pkg.test_a" name="test_two"><error>boom at line 3</error></testcase>
<testcase classname="pkg.test_a" name="test_three"/>
<testcase classname="pkg.test_a" name="test_four"><skipped/></testcase>
</testsuite></testsuite></testsuites>"""
ENTITIES = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<testsuite><testcase name="b"><failure message="b"/></testcase></testsuite>"""
EXTERNAL = """<!DOCTYPE x SYSTEM "file:///etc/passwd" [<!ENTITY % p SYSTEM "http://127.0.0.1/x">%p;]>
<testsuite><testcase name="b"/></testsuite>"""


def test_failures_and_errors_are_named_with_their_first_line(tmp_path: Path) -> None:
    """Nested suites are read through; passed and skipped tests are only counted."""
    results = results_of(tmp_path, FAILING)
    assert (results.tests, results.failures) == (4, 2)
    assert rows(results.failed) == [
        ("pkg.test_a.test_one", "expected 1, got 2", 1),
        ("pkg.test_a.test_two", "boom at line 3", 1),
    ]
    assert results.unread == ()


@pytest.mark.parametrize("text", [ENTITIES, EXTERNAL])
def test_entities_are_refused(tmp_path: Path, text: str) -> None:
    """A file that defines entities is not read, so that it cannot expand into anything or name other files."""
    results = results_of(tmp_path, text)
    assert results.tests == 0
    assert results.unread == ("0.xml: not read: it defines entities",)


@pytest.mark.parametrize(
    "attribute", ["a CDATA 'x'", "name CDATA 'x' b CDATA #FIXED 'y'", "a (b|c) 'b'", "a ID #IMPLIED"]
)
@pytest.mark.parametrize("element", ["testcase", "testsuite", "unused"])
def test_attributes_with_a_default_are_refused(tmp_path: Path, element: str, attribute: str) -> None:
    """A parser gives them to each element: 5 MB of elements with 900 of them are minutes."""
    declared = f"<!DOCTYPE testsuite [<!ATTLIST {element} {attribute}>]>"
    results = results_of(tmp_path, f"{declared}<testsuite><testcase/></testsuite>", FAILING)
    assert results.tests == 4
    assert results.unread == ("0.xml: not read: it declares attributes",)


def test_a_document_type_without_attributes_is_read(tmp_path: Path) -> None:
    """Its elements cost nothing, and nobody checks the file against them."""
    text = "<!DOCTYPE testsuite [<!ELEMENT testsuite ANY><!NOTATION n SYSTEM 'n'>]>" + FAILING.replace(
        "suites", "suite"
    )
    results = results_of(tmp_path, text)
    assert (results.tests, results.unread) == (4, ())


@pytest.mark.parametrize(
    ("text", "tests", "failed", "reason"),
    [
        # Cut off within a tag, within a text, between tests, within the first tag.
        (
            '<testsuite tests="2"><testcase name="a"><failure message="boom"/></testcase><testcase name="b" cla',
            2,
            ["boom"],
            "unclosed token",
        ),
        ("<testsuite><testcase name='a'><failure>bo", 1, ["bo"], "no element found"),
        (
            "<testsuite><testcase name='a'><failure message='boom'/></testcase><testcase name='b'>",
            1,
            ["boom"],
            "no element found",
        ),
        (
            "<testsuite><testcase name='a'><failure message='boom'/></testcase></testsuites>",
            1,
            ["boom"],
            "mismatched tag",
        ),
        ("<testsuite><testcase name='a'><failure message='x < y'/></testcase></testsuite>", 0, [], "not well-formed"),
        (
            "<testsuite><testcase name='a'><failure message='boom'/></testcase></testsuite><testsuite/>",
            1,
            ["boom"],
            "junk after",
        ),
        ("<testsuite tests='7' failures='2'>", 7, [], "no element found"),
        ("", 0, [], "no element found"),
        (" \n", 0, [], "no element found"),
        ("<html><body/></html>", 0, [], "not a JUnit file: its root is <html>"),
        ("<coverage/>", 0, [], "not a JUnit file"),
        ("{}", 0, [], "not well-formed"),
    ],
)
def test_files_are_read_as_far_as_they_go(
    tmp_path: Path, text: str, tests: int, failed: list[str], reason: str
) -> None:
    """What came before the fault counts, the fault is reported, and the other files are read."""
    results = results_of(tmp_path, text, '<testsuite><testcase name="other"/></testsuite>')
    assert results.tests == tests + 1
    assert [test.message for test in results.failed] == failed
    assert len(results.unread) == 1
    assert results.unread[0].startswith("0.xml: not read")
    assert reason in results.unread[0]


def test_a_cut_file_that_counts_failures_counts_them(tmp_path: Path) -> None:
    """The attributes come before the test cases that are missing."""
    results = results_of(tmp_path, '<testsuite name="s" tests="7" failures="2"><testcase name="a"/>')
    assert (results.tests, results.failures) == (7, 2)


class TestBounds:
    """Each bound ends the reading of a file or of all files with a sentence; what was read before counts."""

    def test_bytes_of_a_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A larger file is read up to there."""
        monkeypatch.setattr(read, "CHUNK_BYTES", 100)
        monkeypatch.setattr(read, "FILE_BYTES_MAX", 250)
        results = results_of(tmp_path, FAILING)
        assert [test.name for test in results.failed] == ["pkg.test_a.test_one"]
        assert results.unread == ("0.xml: not read to its end: it is larger than 250 bytes",)

    def test_bytes_of_all_files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Two hundred files of the greatest size would outlast the job."""
        monkeypatch.setattr(read, "CHUNK_BYTES", 100)
        monkeypatch.setattr(read, "TOTAL_BYTES_MAX", len(FAILING) + 250)
        results = results_of(tmp_path, FAILING, FAILING, FAILING, FAILING)
        assert results.tests >= 4
        assert results.unread[0].startswith("1.xml: not read to its end: the files are larger together")
        assert results.unread[1].startswith("2 files were not read")

    def test_elements_of_all_files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A small file can hold millions of elements."""
        monkeypatch.setattr(read, "TOTAL_ELEMENTS_MAX", 15)
        results = results_of(tmp_path, FAILING, FAILING, FAILING)
        assert results.unread[0].startswith("1.xml: not read to its end: the files have more elements")
        assert results.unread[1].startswith("1 files were not read")

    def test_files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The first by name are read, the others counted."""
        monkeypatch.setattr(read, "FILES_MAX", 2)
        results = results_of(tmp_path, *[FAILING] * 5)
        assert results.tests == 8
        assert results.unread == ("3 more files were not read: at most 2 are",)

    def test_depth(self, tmp_path: Path) -> None:
        """Five thousand suites within each other are read; a file that only nests is not."""
        deep = (
            "<testsuite>" * 5_000 + '<testcase name="a"><failure message="deep"/></testcase>' + "</testsuite>" * 5_000
        )
        results = results_of(tmp_path, deep, "<testsuite>" * 20_000)
        assert rows(results.failed) == [("a", "deep", 1)]
        assert results.unread == (f"1.xml: not read to its end: it is nested more than {reader.DEPTH_MAX:,} deep",)

    @pytest.mark.parametrize(
        ("inner", "reason"),
        [
            ("".join(f"<a{number}/>" for number in range(2_000)), "different names"),
            ("<a " + " ".join(f'a{number}=""' for number in range(2_000)) + "/>", "different names"),
            ("<a b='" + "x" * 3_000_000 + "'/>", "a tag or comment of more than"),
            ("<!--" + "x" * 3_000_000 + "-->", "a tag or comment of more than"),
        ],
    )
    def test_what_a_parser_would_keep(self, tmp_path: Path, inner: str, reason: str) -> None:
        """Names are kept as long as the parser exists, a tag until it ends."""
        results = results_of(tmp_path, f"<testsuite><testcase name='a'/>{inner}</testsuite>")
        assert results.tests == 1
        assert reason in results.unread[0]


class TestFiles:
    """Only regular files of the folder that the pattern names."""

    def outside(self, tmp_path: Path) -> Path:
        """A folder next to the one that is read, with a report in it."""
        (tmp_path / "outside").mkdir()
        (tmp_path / "inside").mkdir()
        (tmp_path / "outside" / "secret.xml").write_text(FAILING)
        return tmp_path / "inside"

    def test_a_link_to_the_outside(self, tmp_path: Path) -> None:
        """An artifact of a fork's run may hold links; where they lead is not read."""
        inside = self.outside(tmp_path)
        (inside / "a.xml").symlink_to(tmp_path / "outside" / "secret.xml")
        (inside / "b.xml").symlink_to("../outside/secret.xml")
        (inside / "folder").symlink_to(tmp_path / "outside", target_is_directory=True)
        (inside / "c.xml").symlink_to(tmp_path / "nowhere.xml")
        for pattern in (f"{inside}/*.xml", f"{inside}/*/*.xml", f"{inside}/a.xml"):
            results = read_junit(pattern, tmp_path)
            assert results.tests == 0
            assert results.unread
            assert all("outside of inside" in reason for reason in results.unread)

    def test_a_link_within_the_folder(self, tmp_path: Path) -> None:
        """Nothing is wrong with that, nor with a folder that is a link itself."""
        inside = self.outside(tmp_path)
        (inside / "real.txt").write_text(FAILING)
        (inside / "a.xml").symlink_to("real.txt")
        (tmp_path / "link").symlink_to(inside, target_is_directory=True)
        assert read_junit("link/*.xml", tmp_path).tests == 4
        assert read_junit(f"{inside}/a.xml", tmp_path).tests == 4

    @pytest.mark.parametrize("kind", ["fifo", "socket", "device", "folder"])
    def test_what_is_no_regular_file(self, tmp_path: Path, kind: str) -> None:
        """A FIFO would be waited for, a device read without end."""
        path = tmp_path / "a.xml"
        if kind == "fifo":
            os.mkfifo(path)
        elif kind == "socket":
            # A socket's path has at most 107 bytes.
            here = os.open(tmp_path, os.O_RDONLY)
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(f"/proc/self/fd/{here}/a.xml")
            os.close(here)
        elif kind == "device":
            path.symlink_to("/dev/zero")
        else:
            path.mkdir()
        results = read_junit("*.xml", tmp_path)
        assert results.tests == 0
        assert len(results.unread) == 1

    def test_a_device_is_not_even_opened(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Opening one can already have an effect."""
        os.mkfifo(tmp_path / "a.xml")

        def opened(*_: object) -> int:
            raise AssertionError("opened")

        monkeypatch.setattr(os, "open", opened)
        assert read_junit("*.xml", tmp_path).unread == ("a.xml: not read: it is not a regular file",)

    @pytest.mark.parametrize(
        "pattern", ["**/*.xml", *(pytest.param(one, marks=pytest.mark.long) for one in ("**", "**/**/*.xml", "*/**/*"))]
    )
    def test_folders_within_folders(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
        """An artifact can hold folders deeper than any search goes: a notice, or what is found."""
        (tmp_path / "a.xml").write_text(FAILING)
        monkeypatch.chdir(tmp_path)
        for _ in range(DEEP):
            Path("d").mkdir()
            os.chdir("d")
        monkeypatch.chdir(tmp_path)
        try:
            results = read_junit(pattern, tmp_path)
        finally:
            # pytest itself could not remove it.
            subprocess.run(["rm", "-r", "d"], check=True)  # noqa: S607 - the tests' own
        assert results.tests in (0, 4)
        assert results.tests or results.unread

    def test_a_file_that_may_not_be_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A sentence, and the others are read."""

        def refused(*_: object) -> object:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(read, "open_regular_file", refused)
        assert results_of(tmp_path, FAILING).unread == ("0.xml: not read: Permission denied",)

    def test_a_pattern_without_files_is_reported(self, tmp_path: Path) -> None:
        """A typo in the pattern shows in the section instead of looking green."""
        for pattern in ("nothing/*.xml", "nothing.xml", f"{tmp_path}/nowhere/**/*.xml", "", ".", "a\0b/*"):
            assert read_junit(pattern, tmp_path).unread == ("no file matches the pattern",)

    def test_an_absolute_pattern_works(self, tmp_path: Path) -> None:
        """Artifacts are often downloaded to the runner's temporary folder."""
        (tmp_path / "report.xml").write_text(FAILING)
        assert read_junit(f"{tmp_path}/*.xml", tmp_path / "elsewhere").tests == 4
        assert read_junit(f"{tmp_path}/report.xml", tmp_path / "elsewhere").tests == 4

    def test_names_are_relative_to_the_folder(self, tmp_path: Path) -> None:
        """Two files of one name are distinguished."""
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "r.xml").write_text("x")
        (tmp_path / "r.xml").write_text("x")
        results = read_junit("**/*.xml", tmp_path)
        assert [reason.split(":")[0] for reason in results.unread] == ["a/r.xml", "r.xml"]

    @pytest.mark.parametrize("pattern", ["a/**b/***.xml/", "/"])
    def test_a_pattern_that_is_no_glob_is_a_sentence(self, tmp_path: Path, pattern: str) -> None:
        """Exit code 2 with what to write instead."""
        with pytest.raises(UsageError, match="no glob"):
            read_junit(pattern, tmp_path)


SEEDS = [
    FAILING.encode(),
    FAILING.encode("utf-16"),
    ENTITIES.encode(),
    b'<?xml version="1.0" encoding="latin-1"?><testsuite tests="1" failures="1">'
    b'<testcase name="a"><flakyError/></testcase>'
    b"<testcase name='a'><failure><![CDATA[ a ]]>&#27;</failure></testcase><error/></testsuite>",
    b"<testcase name='a'><rerunFailure message='E   x&#10;Traceback (most recent call last):'/></testcase>",
]
CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from(
            [b"", b"<", b">", b"&", b"\0", b"\xff", b"]]>", b"<!--", b"<testcase>", b"</testsuite>", b"<failure>"]
        )
        | st.binary(max_size=6),
        st.integers(0, 12),
    ),
    max_size=6,
)


@pytest.mark.long
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.sampled_from(SEEDS), changes=CHANGES, end=st.floats(0, 1))
def test_any_bytes(tmp_path: Path, seed: bytes, changes: list[tuple[float, bytes, int]], end: float) -> None:
    """Any change of a file gives numbers that agree with each other, or a sentence; never another exception."""
    raw = seed
    for place, put, taken in changes:
        at = int(place * len(raw))
        raw = raw[:at] + put + raw[at + taken :]
    raw = raw[: int(end * len(raw)) + 1] if end < 0.5 else raw
    results = results_of(tmp_path, raw)
    assert 0 <= results.failures + results.flakes <= results.tests
    assert sum(test.times for test in (*results.failed, *results.unlisted)) == results.failures
    assert results.tests or results.unread or b"test" in raw
