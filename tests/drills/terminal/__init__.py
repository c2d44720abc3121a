"""Tests of Markdown on a terminal."""
