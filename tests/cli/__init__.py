"""Tests of hygiene.cli."""
