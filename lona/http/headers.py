"""The headers that every answer carries unless it says otherwise, the content security policy too.

Knows nothing of sockets and views.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from lona.http.answer import HttpAnswer, check_header
from lona.responses import Headers

STRICT_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'; trusted-types lona lona-raw-html"
)
"""The policy `"strict"`: only what this server itself serves, and nothing inline without nonce."""

_POLICY = "Content-Security-Policy"
_NONCE = "{nonce}"
_NONCE_BYTES = 16  # 128 bits (CSP 3 §7.1)


class HeaderSettings(Protocol):
    """The settings that name them."""

    RESPONSE_HEADERS: Mapping[str, str]
    CONTENT_SECURITY_POLICY: str | None


class ResponseHeaders:
    """The headers of one server's answers. Raises `ValueError` for values that are none."""

    def __init__(self, settings: HeaderSettings) -> None:
        policy = settings.CONTENT_SECURITY_POLICY or ""
        self._headers = dict(settings.RESPONSE_HEADERS)
        self._policy = STRICT_POLICY if policy == "strict" else policy
        for name, value in {**self._headers, _POLICY: self._policy}.items():
            check_header(name, value)

    def new_nonce(self) -> str:
        """Return what inline code of one page carries; empty if the policy knows no nonce."""
        return secrets.token_urlsafe(_NONCE_BYTES) if _NONCE in self._policy else ""

    def missing(self, given: Headers, nonce: str | None = None) -> dict[str, str]:
        """Return what an answer with these headers lacks; without nonce nothing inline may run."""
        wanted = dict(self._headers)
        if self._policy:
            nonce = self.new_nonce() if nonce is None else nonce
            wanted[_POLICY] = self._policy.replace(_NONCE, nonce)
        names = {name.lower() for name in given}
        return {name: value for name, value in wanted.items() if name.lower() not in names}

    def complete(self, answer: HttpAnswer, nonce: str | None = None) -> HttpAnswer:
        """Return the same answer with what it lacks; those of a web framework stay as they are."""
        if answer.foreign is not None:
            return answer
        headers = {**answer.headers, **self.missing(answer.headers, nonce)}
        return replace(answer, headers=headers)
