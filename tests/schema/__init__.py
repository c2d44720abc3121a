"""The regeneration task, tested on GitHub's real schema and on small ones."""
