"""Tests of scenarios, claims, evidence and their output."""
