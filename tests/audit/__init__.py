"""Tests of hygiene.audit."""
