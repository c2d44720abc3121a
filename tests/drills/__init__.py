"""Tests of stories, claims, evidence and what a terminal shows of them."""
