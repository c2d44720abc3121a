"""Speed, measured when asked for: `uv run pytest -m bench -n 0 -p benchmark`."""
