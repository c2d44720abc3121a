"""Tests of hygiene.uninstall."""
