"""Runs commands one at a time and reports what the operating system counted for each, as lines of JSON.

A process of its own, and a small one: the peak memory of a child is never below that of the process that started it.
"""

import json
import os
import subprocess
import sys
import time


def main() -> None:
    """Read ``[arguments, environment, folder]`` from each line of standard input."""
    for line in sys.stdin:
        arguments, environment, folder = json.loads(line)
        started = time.perf_counter()
        with subprocess.Popen(  # noqa: S603 - the benchmark's own commands
            arguments, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process:
            assert process.stdout
            output = process.stdout.read().decode(errors="replace")
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
            process.returncode = code = os.waitstatus_to_exitcode(status)
        found = {
            "cpu_s": usage.ru_utime + usage.ru_stime,
            "wall_s": wall,
            "peak_mb": usage.ru_maxrss / 1024,
            "code": code,
            "output": output[-2000:],
        }
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
