"""Tests of hygiene.github.read."""
