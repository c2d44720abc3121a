"""Tests of hygiene/model."""
