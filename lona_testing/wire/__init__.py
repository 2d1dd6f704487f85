"""Lona's client of the in-process browser: connection, window, and what messages do to it."""
