"""Untrusted text as harmless Markdown, and the size budget of a body."""
