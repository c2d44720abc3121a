"""The scenarios of the drill."""
