"""Lona: interactive web apps in plain Python, tested as easily as a function."""
