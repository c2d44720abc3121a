"""What hygiene/render promises."""
