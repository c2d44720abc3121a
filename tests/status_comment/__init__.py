"""Tests of hygiene.status_comment."""
