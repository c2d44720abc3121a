"""Reading: one query for a scope, further pages where totals say so, and the translation into a snapshot."""
