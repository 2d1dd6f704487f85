"""How work is started and counted: threads, lanes, the count of what moves, and time.

Callers say what they start and in which order to what else (`Work`, `Mailbox`), never on which
thread. Nothing here knows views, windows or messages.
"""
