"""Tests of the scenarios: each of their claims can fail."""
