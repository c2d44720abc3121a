"""Tests of hygiene.audit.workflows."""
