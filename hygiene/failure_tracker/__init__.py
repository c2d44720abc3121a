"""The failure tracker: which issues should be open, with which state (pure), and their Markdown (pure)."""
