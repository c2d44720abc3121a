"""What the doctor and the audit ask a host."""
