"""The voice: model to Markdown. Never parses, never compares, never decides."""
