"""The documentation is true: what it shows runs, what exists is in it, what it names exists."""
