"""Why a websocket was not admitted: what a middleware answered to it instead."""

from lona.http.answer import HttpAnswer


class NotAdmitted(Exception):
    """A middleware did not let a websocket in."""


class Refused(NotAdmitted):
    """The handshake is answered with `answer`, and no websocket is opened."""

    def __init__(self, answer: HttpAnswer) -> None:
        super().__init__(f"the connection was refused with status {answer.status}")
        self.answer = answer


class Farewell(NotAdmitted):
    """The websocket is closed again, after `text` as its only message (None: without a word)."""

    def __init__(self, text: str | None) -> None:
        super().__init__(f"the connection was ended with {text!r}")
        self.text = text
