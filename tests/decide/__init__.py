"""What hygiene/decide promises."""
