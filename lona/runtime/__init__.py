"""The life of one view: states, waits, the chain of an event, what is sent to whom.

Sans-IO: no socket, no event loop of its own. `registry` is the entry for connections and shells.
"""
