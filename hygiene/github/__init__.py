"""The only package that sends requests to GitHub: one query, one mutation document, failures turned into errors."""
