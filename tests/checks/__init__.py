"""Tests of hygiene.checks."""
