"""Check runs reduced to jobs, and fingerprints of failures."""
