"""Why something was not done with a bucket."""


class Refused(Exception):
    """A request that cannot be fulfilled; the text is for the user, `status` is that of HTTP."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


GONE = "The page that these files belong to is gone."
