"""Tests of hygiene.github.write."""
