"""The action: its metadata, its steps on a runner, and its releases."""
