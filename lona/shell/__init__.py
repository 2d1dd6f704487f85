"""A shell in the process of a server, to look around and to change things."""
