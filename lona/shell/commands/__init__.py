"""The commands that Lona brings: a module each."""
