"""The verbs: a snapshot becomes a plan. Plain functions, total and deterministic; no I/O, no clock, no chance."""
