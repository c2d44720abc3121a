"""What the generator takes besides schema and documents: its plugin, and the files that it copies into the client."""
