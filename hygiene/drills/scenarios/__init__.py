"""The nineteen stories, each a few lines that set something up and a list of what must hold afterwards."""
