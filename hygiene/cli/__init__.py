"""One file per command: parse, one call, exit code."""
