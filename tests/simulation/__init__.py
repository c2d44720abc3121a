"""Concurrent writers on a small GitHub: every schedule of a few of them, and what must hold in each."""
