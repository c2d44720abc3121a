"""Writing: a plan as one mutation document, and what its response shows."""
