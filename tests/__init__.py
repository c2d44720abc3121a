"""Tests, a mirror of hygiene/."""
