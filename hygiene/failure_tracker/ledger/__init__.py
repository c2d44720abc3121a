"""The state of a tracker: occurrences and subjects as sets that merge."""
