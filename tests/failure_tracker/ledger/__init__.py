"""Tests of hygiene.failure_tracker.ledger."""
