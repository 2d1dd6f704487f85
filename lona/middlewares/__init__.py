"""Middlewares: hooks that run around connections, requests and views."""
