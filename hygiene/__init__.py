"""hygiene: one status comment per pull request and one rolling issue per failure category, whatever races."""

__version__ = "0.1.0"
