"""Tests of hygiene.actions."""
