"""The nouns: frozen values that the other rooms pass around. No I/O, no Markdown, no decisions."""
