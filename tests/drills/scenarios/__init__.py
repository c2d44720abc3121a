"""Tests of the stories: every claim of theirs can fail."""
