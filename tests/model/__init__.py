"""What hygiene/model promises."""
