"""Errors that views raise, or that are handed to error views.

Exception
├── ValueError
│   └── BadRequestError a request could not be decoded (plain HTTP answers 400)
├── ForbiddenError      raise it to run the 403 view
├── NotFoundError       raise it to run the 404 view
└── ClientError         a browser reported an exception (handed to the 500 view)
"""


class BadRequestError(ValueError):
    """What a client sent cannot be decoded; a plain view that lets it pass answers with 400."""


class ForbiddenError(Exception):
    """Raised by a view or middleware to answer with the 403 view."""


class NotFoundError(Exception):
    """Raised by a view or middleware to answer with the 404 view."""


class ClientError(Exception):
    """An exception in the browser; `message` is its stack as text."""

    def __init__(self, message: str, *args: object, **kwargs: object) -> None:
        super().__init__(message, *args)
        self.message = message
