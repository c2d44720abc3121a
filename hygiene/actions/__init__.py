"""The runner we live in: event payloads, outputs, and workflow files read for the names of their jobs."""
