"""The only room that speaks to GitHub: one query in, one mutation document out, wire failures turned into errors."""
