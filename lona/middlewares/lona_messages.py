"""The middleware of the protocol, under the name that settings of 1.16 have in their lists."""


class LonaMessageMiddleware:
    """Has no hooks: the protocol is spoken before any middleware gets a message."""
