"""Tests of hygiene.markdown."""
