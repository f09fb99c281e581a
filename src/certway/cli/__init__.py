"""The `certway` command: files in, files out. A module for each command, imported when it is called."""
