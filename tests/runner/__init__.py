"""Tests of hygiene.runner."""
