"""Removing everything that hygiene wrote."""
