"""Pages for browsers: what a world contains, rendered on the server, without JavaScript."""
