"""Random trees, and random changes of them: what clients and server are compared with in tests.

Not a part of the package that users install: it knows both sides, the tree of the server and the
documents of the clients.
"""
