"""Tests of hygiene.report."""
