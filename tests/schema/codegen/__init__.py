"""What opens the generated client's world."""
