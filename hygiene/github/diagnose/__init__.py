"""What the doctor and the audit read from a host."""
