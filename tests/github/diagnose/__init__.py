"""Tests of hygiene.github.diagnose."""
