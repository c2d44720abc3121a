"""Tests of hygiene.settings."""
