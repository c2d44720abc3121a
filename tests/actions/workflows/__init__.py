"""Tests of hygiene.actions.workflows."""
