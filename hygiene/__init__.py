"""hygiene: keeps one status comment per pull request and one issue per failure category after CI has run."""

__version__ = "0.1.0"
