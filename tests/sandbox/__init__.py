"""Tests of the sandbox, which must never be more orderly than GitHub."""
