"""The sandbox: it must be no more orderly than GitHub."""
