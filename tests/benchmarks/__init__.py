"""What a run costs. ``python -m tests.benchmarks`` measures whole processes, compares and judges them.

``uv run pytest -m bench -n 0 -p benchmark`` times single functions.
"""
