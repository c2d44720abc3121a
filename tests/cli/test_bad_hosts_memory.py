"""What an excessive response costs a process: little more memory than its size."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

MEASURED = """
import sys
from resource import RUSAGE_SELF, getrusage
import httpx
from hygiene.github.client import Connection
from hygiene.github.errors import one_line
from hygiene_github.read_versions import ReadVersions
from tests.github.wire import StillClock

class Host(httpx.BaseTransport):
    def handle_request(self, request):
        return httpx.Response(int(sys.argv[4]), stream=Stream())

class Stream(httpx.SyncByteStream):
    def __iter__(self):
        start, part, end = (text.encode() for text in sys.argv[1:4])
        yield start
        yield from [part * (65_536 // len(part))] * 450
        yield end

connection = Connection("https://api.github.com/graphql", "bearer " + "secretToken" * 4, StillClock(), Host())
before = getrusage(RUSAGE_SELF)
try:
    connection.query(lambda: connection.client.read_versions(["X"]), ReadVersions)
except Exception as error:
    print(type(error).__name__, one_line(str(error)))
after = getrusage(RUSAGE_SELF)
unit = 1_000_000 if sys.platform == "darwin" else 1_000
print((after.ru_maxrss - before.ru_maxrss) // unit, after.ru_utime - before.ru_utime)
"""


@pytest.mark.skipif(os.name == "nt", reason="no resource usage there")
@pytest.mark.parametrize(
    ("start", "part", "end", "status"),
    [
        ('{"errors": [{"message": "', "word and ", '"}]}', 200),
        ('{"errors": [{"message": "', "\\n", '"}]}', 200),
        ('{"errors": [', "1,", "1]}", 200),
        ('{"data": {"x": "', "\\ud83d", '"}}', 200),
        ("<html>", "word and ", "", 200),
        ("<html>", "word and ", "", 502),
        ('{"message": "', "word and ", '"}', 403),
    ],
)
def test_memory_of_an_excessive_response(start: str, part: str, end: str, status: int) -> None:
    """One of 30 MB costs little more than its size, and little time: it was fourteen times, and half a minute."""
    # A process of a shell's, as the memory that a process begins with counts for its most.
    command = ["/bin/sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-c", MEASURED, start, part, end, str(status)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own code
    error, _, figures = ran.stdout.strip().rpartition("\n")
    assert error.startswith(("UnavailableError", "AuthorizationError")), ran.stdout
    megabytes, seconds = map(float, figures.split())
    assert megabytes < 90
    assert seconds < 5
