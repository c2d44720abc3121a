"""Tests of reading JUnit files."""
