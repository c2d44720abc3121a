"""The status comment: what it should be (pure), and its Markdown (pure)."""
