"""The Actions runner: its event, workflow commands, outputs and files."""
