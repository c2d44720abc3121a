"""Reading: one query for a scope, further pages where totals require them, and the translation into a snapshot."""
