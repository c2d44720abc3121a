"""Tests of hygiene.post_ci."""
