"""The command `lona` and the options of scripts."""
