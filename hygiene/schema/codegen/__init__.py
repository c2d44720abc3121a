"""The plugin of the generator, and the files that it copies into the client."""
